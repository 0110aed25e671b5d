"""Acting at the meeting service as somebody.

The clients that are handed out share one token per person and refuse to call while a transaction is open.
"""

from django.db.models import BigIntegerField

from accounts.errors import NotLinked
from accounts.models import Application, Identity, Tenant, User
from accounts.problems import Code
from accounts.queries.compiled import CompiledQuery, Parameter, columns_of, load, whole
from accounts.sites import MeetingSite
from accounts.vendor import refusals, tokens
from accounts.vendor.owner_token import OwnerToken
from accounts.vendor.sites import site_of
from hwmeeting import Client
from l10n.problem import Problem


def client_for(*, person: User, within: Tenant | None = None) -> Client:
    """Return a client that acts as ``person``. Raises NotLinked, as its calls do when the sign-in is refused.

    ``within`` is whose matter it is: somebody who has moved to another organisation can't act for it any more, and
    that their new enterprise doesn't know a meeting would say nothing about it.
    """
    identity = identity_of(person=person)
    if within is not None and identity.tenant_id != within.pk:
        raise NotLinked(Problem(Code.MOVED_AWAY))
    return client_of(identity=identity)


def client_of(*, identity: Identity) -> Client:
    """Return a client that acts as the person of ``identity``, which ``identity_of`` has checked."""
    return _client(identity.tenant, identity.third_party_user_id)


def client_for_administrator(*, tenant: Tenant) -> Client:
    """Return a client that acts as the tenant's administrator. Raises NotLinked where none is named."""
    check_active(tenant=tenant)
    if not tenant.administrator_user_id.strip():
        raise NotLinked(Problem(Code.NO_ADMINISTRATOR))
    return _client(tenant, tenant.administrator_user_id)


def client_for_owner(*, tenant: Tenant) -> Client:
    """Return a client that acts as the owner of the tenant's enterprise, who may do everything there.

    For reading the history alone, and only where an administrator has switched it on. Raises NotLinked.
    """
    check_active(tenant=tenant)
    if not tenant.reads_history_as_owner:
        raise NotLinked(Problem(Code.NO_ADMINISTRATOR))
    return Client(base_url=site_of(tenant=tenant)["api_base"], token_source=OwnerToken(tenant))


def check_guest(*, site: MeetingSite, conference_id: str, password: str) -> None:
    """Ask ``site`` whether ID and password lead a guest without an account into a meeting.

    Raises HwMeetingError, of which a Refused is its no, and ValueError for a password that no meeting has.
    """
    tokens.check_no_transaction()
    client = Client(base_url=site["api_base"], token_source=_Nobody())
    client.guests.anonymous_entry(conference_id, password)


class _Nobody:
    """The token source of a client that acts as nobody."""

    def token(self) -> str:
        raise AssertionError("A call without an account asks for no token.")

    def renewed(self, stale: str) -> str:
        raise AssertionError("A call without an account asks for no token.")


def identity_of(*, person: User) -> Identity:
    """Return who ``person`` is at the meeting service, with tenant and application; calls nobody. Raises NotLinked."""
    if person.tenant_id is None:
        raise NotLinked(Problem(Code.NO_ORGANISATION))
    identity = _find_identity(person)
    if identity is None:
        assert person.tenant is not None
        raise refusals.not_linked(tenant=person.tenant)
    if identity.tenant_id == person.tenant_id:
        person.tenant = identity.tenant  # whoever acts as somebody needs it next
    check_active(tenant=identity.tenant)
    if identity.state == Identity.State.DISABLED:
        raise refusals.switched_off(tenant=identity.tenant)
    if not identity.is_usable:
        raise refusals.not_accepted(tenant=identity.tenant)
    return identity


def check_active(*, tenant: Tenant) -> None:
    """Raise NotLinked while the tenant or its application is switched off."""
    if not tenant.is_active:
        raise NotLinked(Problem(Code.ORGANISATION_OFF))
    if not tenant.application.is_active:
        raise NotLinked(Problem(Code.APPLICATION_OFF))


def _client(tenant: Tenant, user_id: str) -> Client:
    return Client(base_url=site_of(tenant=tenant)["api_base"], token_source=tokens.SharedToken(tenant, user_id))


# An identity with all that acting as its person takes: composed once in a process.
_PARTS = (whole("", Identity), whole("tenant__", Tenant), whole("tenant__application__", Application))
_OF_A_PERSON = CompiledQuery(
    lambda: (
        Identity.objects.filter(person=Parameter("person", BigIntegerField()))
        .order_by()
        .values_list(*columns_of(_PARTS))
    )
)


def _find_identity(person: User) -> Identity | None:
    for row in _OF_A_PERSON.rows(person=person.pk):
        identity, tenant, application = load(_PARTS, row)
        identity.person, identity.tenant, tenant.application = person, tenant, application
        return identity  # type: ignore[no-any-return]
    return None
