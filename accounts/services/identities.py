"""Linking people to their User IDs at the meeting service, and switching a link off and on."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.views.decorators.debug import sensitive_variables

from accounts import access
from accounts.access import Administrator
from accounts.audit import record_change
from accounts.errors import AccountError, InvalidInput, NotAllowed
from accounts.models import AccessToken, Identity, Tenant, User
from accounts.problems import Code
from accounts.services import api_clients, auto_linking, mapping
from accounts.vendor import tokens
from l10n.problem import Problem
from notifications.enqueue import notify_worker

_State = Identity.State
# By which names the vendor knows an account, whatever its password.
_LEARNT = ("vendor_account", "vendor_user_uuid", "vendor_sip_number")
_NEW_PASSWORD: dict[str, tuple[object, object]] = {"account_password": ("", "*")}


@sensitive_variables("password")
def link(*, by: Administrator, person: User, user_id: str, password: str = "", is_another: bool = False) -> Identity:
    """Say who ``person`` is at the meeting service. Not tested: that would take one of the enterprise's places.

    ``password`` is that of the account ``user_id``, for an organisation without an App ID: without one the sign-in
    fails until it is typed. Raises NotAllowed, and InvalidInput or LooksAlike as ``mapping.clean`` does.
    """
    if person.tenant is None or not access.people(by=by).filter(pk=person.pk).exists():
        raise NotAllowed(Problem(Code.PERSON_OUT_OF_REACH))
    cleaned = mapping.clean(typed=user_id, tenant=person.tenant, person=person, is_another=is_another)
    _check_may_link(by, person.tenant, person, cleaned)
    _check_password(person.tenant, password)
    identity = Identity(tenant=person.tenant, person=person, third_party_user_id=cleaned, account_password=password)
    with transaction.atomic():
        _save(identity)
        if password:
            record_change([identity], _NEW_PASSWORD)
    return identity


@sensitive_variables("password")
def change(
    *, by: Administrator, identity: Identity, user_id: str, password: str = "", is_another: bool = False
) -> Identity:
    """Give the person another User ID, or its account another password, and forget the old one's token.

    An empty ``password`` keeps that of the same account. Raises as ``link`` does.
    """
    _check_reached(by, identity)
    cleaned = mapping.clean(typed=user_id, tenant=identity.tenant, person=identity.person, is_another=is_another)
    _check_may_link(by, identity.tenant, identity.person, cleaned)
    _check_password(identity.tenant, password)
    before = identity.third_party_user_id
    if cleaned == before and not password:
        return identity
    kept = {name: getattr(identity, name) for name in _LEARNT} if cleaned == before else {}
    identity.becomes(cleaned)
    for name, value in kept.items():
        setattr(identity, name, value)
    identity.account_password = password
    with transaction.atomic():
        _save(identity)
        AccessToken.objects.filter(tenant=identity.tenant, third_party_user_id=before).delete()
        if cleaned != before:
            api_clients.end_tokens(people=[identity.person])
        if password:
            record_change([identity], _NEW_PASSWORD)
    return identity


def unlink(*, by: Administrator, identity: Identity, now: datetime) -> None:
    """Take the person's link away; their account at the meeting service stays, and no rule links them again."""
    _check_reached(by, identity)
    with transaction.atomic():
        AccessToken.objects.filter(tenant=identity.tenant, third_party_user_id=identity.third_party_user_id).delete()
        identity.delete()
        auto_linking.bar(person=identity.person, now=now)
        api_clients.end_tokens(people=[identity.person])


def disable(*, by: Administrator, identity_ids: Iterable[int]) -> int:
    """Let nobody act as these from now on; return how many were switched off."""
    with transaction.atomic():
        found = [one for one in _reached(by, identity_ids) if one.state != _State.DISABLED]
        for identity in found:
            identity.state, identity.test_due_at = _State.DISABLED, None
            identity.save(update_fields=["state", "test_due_at"])
            AccessToken.objects.filter(
                tenant=identity.tenant, third_party_user_id=identity.third_party_user_id
            ).delete()
            api_clients.end_tokens(people=[identity.person])
    return len(found)


def enable(*, by: Administrator, identity_ids: Iterable[int]) -> int:
    """Switch them on again, untested, as if just linked; return how many were switched on."""
    with transaction.atomic():
        found = [one for one in _reached(by, identity_ids) if one.state == _State.DISABLED]
        for identity in found:
            identity.state, identity.failure_code, identity.failure = _State.UNTESTED, "", {}
            identity.save(update_fields=["state", "failure_code", "failure"])
    return len(found)


def amend(
    *, by: Administrator, identity: Identity, user_id: str | None, is_another: bool, is_disabled: bool | None
) -> Identity:
    """Give the person another User ID, and switch the link off or on, both or neither; None leaves that as it is.

    Raises as ``link`` does.
    """
    with transaction.atomic():
        if user_id is not None:
            change(by=by, identity=identity, user_id=user_id, is_another=is_another)
        if is_disabled is not None:
            (disable if is_disabled else enable)(by=by, identity_ids=[identity.pk])
            identity.refresh_from_db(fields=["state"])
    return identity


def test_one(*, by: Administrator, identity: Identity, now: datetime) -> None:
    """Have a worker sign in anew as one. Raises NotAllowed, and AccountError for one that is switched off."""
    if not test(by=by, identity_ids=[identity.pk], now=now):
        raise AccountError(Problem(Code.SWITCHED_OFF_IDENTITY))


def test(*, by: Administrator, identity_ids: Iterable[int], now: datetime) -> int:
    """Have a worker sign in anew as each; return how many are in test now. The rows show what comes of it."""
    return _ask(by, identity_ids, now, keeps_refresh_token=False)


def refresh(*, by: Administrator, identity_ids: Iterable[int], now: datetime) -> int:
    """Have a worker renew the token of each, by its refresh token where there is one."""
    return _ask(by, identity_ids, now, keeps_refresh_token=True)


def _ask(by: Administrator, identity_ids: Iterable[int], now: datetime, *, keeps_refresh_token: bool) -> int:
    with transaction.atomic():
        found = [one for one in _reached(by, identity_ids) if one.state != _State.DISABLED]
        for identity in found:
            tokens.forget(
                tenant=identity.tenant,
                user_id=identity.third_party_user_id,
                keeps_refresh_token=keeps_refresh_token,
            )
        Identity.objects.filter(pk__in=[identity.pk for identity in found]).update(test_due_at=now)
        if found:
            notify_worker("accounts.test_identities")
    return len(found)


def _reached(by: Administrator, identity_ids: Iterable[int]) -> list[Identity]:
    """Return those that ``by`` reaches. Raises NotAllowed where one of them is not theirs to change."""
    reached = access.identities(by=by).filter(pk__in=list(identity_ids))
    found = list(reached.select_related("tenant", "person").order_by("pk"))
    for identity in found:
        _check_may_link(by, identity.tenant, identity.person, identity.third_party_user_id)
    return found


def _check_reached(by: Administrator, identity: Identity) -> None:
    if not access.identities(by=by).filter(pk=identity.pk).exists():
        raise NotAllowed(Problem(Code.PERSON_OUT_OF_REACH))
    _check_may_link(by, identity.tenant, identity.person, identity.third_party_user_id)


def _check_may_link(by: Administrator, tenant: Tenant, person: User, user_id: str) -> None:
    if not access.may_link(by=by, tenant=tenant, person=person, of=[user_id]):
        raise NotAllowed(Problem(Code.ADMINISTRATORS_OWN, mapping.FIELD))


def _check_password(tenant: Tenant, password: str) -> None:
    if password and not tenant.application.has_accounts:
        raise InvalidInput(Problem(Code.PASSWORD_NOT_KEPT, "account_password"))


def _save(identity: Identity) -> None:
    """Save it; the database has the last word where two administrators link at the same moment."""
    try:
        with transaction.atomic():
            identity.save()
    except IntegrityError as error:
        raise InvalidInput(Problem(Code.LINKED_MEANWHILE, mapping.FIELD)) from error
