"""Making people and letting them go. Nobody signs up by themselves."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts import access
from accounts.errors import NotAllowed
from accounts.models import Tenant, User
from accounts.problems import Code
from l10n.problem import Problem
from notifications import outbox
from notifications.enqueue import notify_worker

# What an administrator fills in. The rest of a person is their own, or a worker's, and may change meanwhile.
FIELDS = ("name", "email", "tenant", "role", "phone", "department_code", "language", "time_zone", "is_active")


def make(*, by: User, person: User, now: datetime) -> User:
    """Keep the unsaved ``person``, who gets a mail to set a password. Raises NotAllowed."""
    check(by=by, person_id=None, tenant=person.tenant, role=person.role, is_active=person.is_active)
    person.email = person.email.strip().lower()
    person.set_unusable_password()
    person.welcome_due_at = now
    with transaction.atomic():
        person.save()
        notify_worker("accounts.welcome")
    return person


def change(*, by: User, person: User) -> User:
    """Keep what was changed of ``person``; mails that wait for them go to a new address. Raises NotAllowed."""
    check(by=by, person_id=person.pk, tenant=person.tenant, role=person.role, is_active=person.is_active)
    person.email = person.email.strip().lower()
    with transaction.atomic():
        before = User.objects.select_for_update().values_list("email", flat=True).get(pk=person.pk)
        person.save(update_fields=FIELDS)
        if before != person.email:
            outbox.change_address(before=before, after=person.email)
    return person


def check(*, by: User, person_id: int | None, tenant: Tenant | None, role: str, is_active: bool) -> None:
    """Raise NotAllowed unless ``by`` may have the person (None: somebody new) there, in that role."""
    if role not in access.roles(by=by):
        raise NotAllowed(Problem(Code.OPERATOR_BY_OPERATOR, "role"))
    if tenant is None and role != User.Role.OPERATOR:
        raise NotAllowed(Problem(Code.ORGANISATION_MISSING, "tenant"))
    if tenant and not access.tenants(by=by).filter(pk=tenant.pk).exists():
        raise NotAllowed(Problem(Code.ORGANISATION_OUT_OF_REACH, "tenant"))
    if person_id is None:
        return
    before = access.people(by=by).filter(pk=person_id).select_related("identity").first()
    if before is None:
        raise NotAllowed(Problem(Code.PERSON_OUT_OF_REACH))
    if before.tenant != tenant and hasattr(before, "identity"):
        raise NotAllowed(Problem(Code.STILL_LINKED, "tenant"))
    if before.pk == by.pk and (before.role != role or not is_active):
        raise NotAllowed(Problem(Code.OWN_ROLE, "role"))


def deactivate(*, by: User, person_ids: Iterable[int]) -> int:
    """Let them sign in no more; their meetings stay. Return how many were active; ``by`` is left out."""
    return _switch(by, person_ids, is_active=False)


def activate(*, by: User, person_ids: Iterable[int]) -> int:
    """Let them sign in again; return how many couldn't."""
    return _switch(by, person_ids, is_active=True)


def welcome_again(*, by: User, person_ids: Iterable[int], now: datetime) -> int:
    """Queue a new set-password mail for each who is active; return how many there are."""
    with transaction.atomic():
        found = access.people(by=by).filter(pk__in=list(person_ids), is_active=True)
        count = found.update(welcome_due_at=now)
        if count:
            notify_worker("accounts.welcome")
    return count


def _switch(by: User, person_ids: Iterable[int], *, is_active: bool) -> int:
    with transaction.atomic():
        found = list(access.people(by=by).filter(pk__in=list(person_ids), is_active=not is_active).exclude(pk=by.pk))
        for person in found:
            person.is_active = is_active
            person.save(update_fields=["is_active"])
    return len(found)
