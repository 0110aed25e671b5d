"""Somebody's name is forgotten on request: at once they can sign in no more, and a worker goes through all rows."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import QuerySet

from accounts import access
from accounts.audit import record_action
from accounts.models import Identity, User
from accounts.services import anonymising as accounts
from history.actions import Action
from history.errors import NotAllowed, TooEarly
from history.models import Anonymisation
from history.problems import Code
from history.queries.forgotten import digest_of
from history.writes import anonymising as history
from history.writes.directory import bare_number
from l10n.problem import Problem
from meetings.services import anonymising as meetings
from notifications import anonymising as mails
from notifications.enqueue import notify_worker

_log = structlog.get_logger("history.anonymising")

_AGAIN = timedelta(minutes=10)


def check(*, person: User, by: User, now: datetime) -> None:
    """Raise NotAllowed or TooEarly where ``by`` can't have ``person`` made anonymous."""
    if person.pk == by.pk or person.tenant_id is None or not access.people(by=by).filter(pk=person.pk).exists():
        raise NotAllowed(Problem(Code.PERSON_OUT_OF_REACH))
    if meetings.has_coming_meetings(person=person, now=now):
        raise TooEarly(Problem(Code.COMING_MEETINGS))


def ask(*, person: User, by: User, now: datetime) -> Anonymisation:
    """Have ``person`` made anonymous; what is asked twice is done once. Raises NotAllowed and TooEarly."""
    check(person=person, by=by, now=now)
    assert person.tenant_id is not None
    with transaction.atomic(durable=True):
        identity = Identity.objects.filter(person=person).first()
        numbers = [bare_number(identity.vendor_sip_number)] if identity else []
        asked, is_new = Anonymisation.objects.get_or_create(
            person=person,
            defaults={
                "tenant_id": person.tenant_id,
                "vendor_user_uuid": identity.vendor_user_uuid if identity else "",
                "number_digests": [digest_of(number) for number in numbers if number],
                "asked_at": now,
            },
        )
        if is_new:
            accounts.shut_out(person=person)
            record_action(person, by=by, what=Action.ANONYMISED.value)
            notify_worker("history.anonymise", person_id=person.pk)
    return asked


def run(*, person_id: int, now: datetime) -> None:
    """Go through all rows that name a person; killed anywhere, it is begun anew, since the name goes last of all."""
    asked = Anonymisation.objects.select_related("person").filter(person=person_id, finished_at=None).first()
    if asked is None:
        return
    Anonymisation.objects.filter(pk=asked.pk).update(tried_at=now)
    person, uuid = asked.person, asked.vendor_user_uuid
    name, address = accounts.anonymous_name(person.pk), accounts.anonymous_address(person.pk)
    history.anonymise(person=person, new_name=name, vendor_user_uuid=uuid)
    mails.anonymise(
        address=person.email,
        new_address=address,
        names=[person.name],
        new_name=name,
        about=[f"meeting:{key}" for key in meetings.meetings_of(person=person)],
    )
    meetings.anonymise(person=person, vendor_user_uuid=uuid)
    with transaction.atomic(durable=True):
        accounts.anonymise(person=person)
        Anonymisation.objects.filter(pk=asked.pk).update(finished_at=now)
    _log.info("a person is anonymous", person=person.pk)


def within_reach(*, by: User) -> QuerySet[Anonymisation]:
    """Return those of people whom ``by`` looks after."""
    found = Anonymisation.objects.filter(tenant__in=access.tenants(by=by))
    return found.select_related("person", "tenant")


def sweep(*, now: datetime) -> int:
    """Notify a worker of each that is not done, and that nobody has tried lately; return how many."""
    waiting = Anonymisation.objects.filter(finished_at=None).exclude(tried_at__gt=now - _AGAIN)
    people = list(waiting.order_by("asked_at").values_list("person_id", flat=True))
    for person_id in people:
        notify_worker("history.anonymise", person_id=person_id)
    return len(people)
