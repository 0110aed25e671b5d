"""Linking people by their tenant's rule when they sign in: the User ID is made of what is known of them here.

It is one to one, and nothing is guessed: where two people would be the same user, or the User ID is somebody's, or the
administrator's, nobody is linked, and the list of identities says why. Nobody is ever joined to somebody who is there.
"""

from datetime import datetime

import structlog
from django.db import transaction

from accounts import access, user_ids
from accounts.errors import InvalidInput, NotAllowed
from accounts.models import AutoLinkRefusal, Identity, Tenant, User
from accounts.problems import Code
from accounts.services import mapping
from l10n.problem import Problem

_log = structlog.get_logger("accounts.auto_linking")
_Rule = Tenant.AutoLink


def choose_rule(*, by: User, tenant: Tenant, rule: str) -> None:
    """Keep the rule for the tenant's people from now on. Raises NotAllowed, and InvalidInput for no such rule."""
    if not access.tenants(by=by).filter(pk=tenant.pk).exists():
        raise NotAllowed(Problem(Code.ORGANISATION_OUT_OF_REACH, "tenant"))
    if rule not in _Rule.values:
        raise InvalidInput(Problem(Code.AUTO_LINK_UNKNOWN, "auto_link"))
    if rule != _Rule.OFF and tenant.application.has_accounts:
        raise InvalidInput(Problem(Code.AUTO_LINK_NO_PASSWORD, "auto_link"))
    tenant.auto_link = rule
    tenant.save(update_fields=["auto_link"])


def link_at_sign_in(*, person: User, now: datetime) -> Identity | None:
    """Link somebody who isn't, where their tenant has a rule; return what was made, None for whom nothing was.

    Untested: the first booking, or an administrator, finds out whether the meeting service takes it.
    """
    tenant = person.tenant
    if tenant is None or tenant.auto_link == _Rule.OFF or not (tenant.is_active and person.is_active):
        return None
    if Identity.objects.filter(person=person).exists() or tenant.application.has_accounts:
        return None
    refusal = AutoLinkRefusal.objects.filter(person=person).first()
    if refusal and refusal.code == Code.AUTO_LINK_UNLINKED:
        return None
    try:
        return _link(person, tenant)
    except InvalidInput as error:
        problem = error.problems[0]
        _log.info("not linked by the rule", person=person.pk, code=problem.code.value)
        AutoLinkRefusal.objects.update_or_create(
            person=person, defaults={"code": problem.code, "params": dict(problem.params), "created_at": now}
        )
        return None


def bar(*, person: User, now: datetime) -> None:
    """Don't link them by the rule again: somebody has unlinked them by hand."""
    defaults = {"code": Code.AUTO_LINK_UNLINKED, "params": {}, "created_at": now}
    AutoLinkRefusal.objects.update_or_create(person=person, defaults=defaults)


def propose(*, rule: str, person: User) -> str:
    """Return the User ID that a rule makes for somebody; "" where it makes none."""
    if rule == _Rule.USERNAME:
        return person.email.rpartition("@")[0]
    if rule == _Rule.EMAIL:
        return person.email
    return person.phone if rule == _Rule.PHONE else ""


def _link(person: User, tenant: Tenant) -> Identity:
    proposed = propose(rule=tenant.auto_link, person=person)
    if not proposed:
        raise InvalidInput(Problem(Code.AUTO_LINK_EMPTY, mapping.FIELD))
    with transaction.atomic():
        # Whoever signs in at the same moment waits, and then finds this one.
        Tenant.objects.select_for_update(of=("self",), no_key=True).get(pk=tenant.pk)
        user_id = mapping.clean(typed=proposed, tenant=tenant, person=person)
        _check_administrators_own(person, tenant, user_id)
        _check_only_one(person, tenant, user_id)
        AutoLinkRefusal.objects.filter(person=person).delete()
        return Identity.objects.create(tenant=tenant, person=person, third_party_user_id=user_id)


def _check_administrators_own(person: User, tenant: Tenant, user_id: str) -> None:
    """Raise where somebody would get the administrator's rights at the meeting service by a name of theirs."""
    if user_ids.folded(tenant.administrator_user_id) == user_ids.folded(user_id) and not person.is_staff:
        raise InvalidInput(Problem(Code.AUTO_LINK_ADMINISTRATOR, mapping.FIELD, {"user_id": user_ids.shown(user_id)}))


def _check_only_one(person: User, tenant: Tenant, user_id: str) -> None:
    """Raise where another one who isn't linked yet would get the same User ID: whose it is has to be said."""
    others = User.objects.filter(tenant=tenant, is_active=True, identity__isnull=True).exclude(pk=person.pk)
    if tenant.auto_link == _Rule.PHONE:
        others = others.filter(phone=person.phone)
    else:
        others = others.filter(email__istartswith=f"{propose(rule=_Rule.USERNAME, person=person)}@")
    for other in others:
        if user_ids.folded(propose(rule=tenant.auto_link, person=other)) == user_ids.folded(user_id):
            params = {"user_id": user_ids.shown(user_id), "name": other.name}
            raise InvalidInput(Problem(Code.AUTO_LINK_TWICE, mapping.FIELD, params))
