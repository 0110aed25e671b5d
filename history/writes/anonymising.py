"""What the history says of a person, without whose it was; all that is counted stays."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import Identity, User
from history.models import Attendance, ControlRecord, EndedSession, OnlineParticipant, Presence, Recording
from history.writes.directory import folded

_SOME = 50


def anonymise(*, person: User, new_name: str, vendor_user_uuid: str) -> None:
    """Replace names and numbers of ``person`` session by session, and where their name alone stands."""
    last = 0
    while keys := _sessions(person, last):
        with transaction.atomic(durable=True):
            for session in EndedSession.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
                _of_session(session, person, new_name)
        last = keys[-1]
    _where_nobody_else_is_called_so(person)
    seen = Q(user_uuid=vendor_user_uuid) if vendor_user_uuid else Q(pk__in=[])
    identity = Identity.objects.filter(person=person).first()
    if identity:
        seen |= Q(third_party_user_id=identity.third_party_user_id)
    OnlineParticipant.objects.filter(seen, tenant=person.tenant_id).delete()


def _sessions(person: User, after: int) -> list[int]:
    """Return the next sessions in which somebody had a part, or which they held."""
    part = Q(pk__in=Presence.objects.filter(person=person).values("session"))
    stay = Q(pk__in=Attendance.objects.filter(person=person).values("session"))
    found = EndedSession.objects.filter(part | stay | Q(organiser=person), tenant=person.tenant_id, pk__gt=after)
    return list(found.order_by("pk").values_list("pk", flat=True)[:_SOME])


def _of_session(session: EndedSession, person: User, new_name: str) -> None:
    stays = session.attendance.filter(person=person)
    names = {person.name, *stays.values_list("name", flat=True)}
    stays.update(name="", call_number="", department_name="", is_anonymous=True)
    session.presences.filter(person=person).update(name=new_name, call_number="")
    _control(session, names, person.name, new_name)
    if session.organiser_id == person.pk:
        EndedSession.objects.filter(pk=session.pk).update(scheduler_name="", scheduler_uuid="")
        Recording.objects.filter(session=session).update(scheduler_name="")


def _control(session: EndedSession, names: Iterable[str], full_name: str, new_name: str) -> None:
    """Replace whoever did something, or had it done to them, where they are called as in the session."""
    called = {folded(name) for name in names if name}
    changed = []
    for row in session.control_records.filter(is_anonymous=False):
        before = (row.operator, row.target, row.operation, row.result)
        for column in ("operator", "target"):
            if folded(getattr(row, column)) in called:
                setattr(row, column, new_name)
        for column in ("operator", "target", "operation", "result"):
            if full_name:
                setattr(row, column, getattr(row, column).replace(full_name, new_name))
        if before != (row.operator, row.target, row.operation, row.result):
            row.is_anonymous = True
            changed.append(row)
    ControlRecord.objects.bulk_update(changed, ["operator", "target", "operation", "result", "is_anonymous"])


def _where_nobody_else_is_called_so(person: User) -> None:
    """Take the name from rows that nobody was found for, unless they may be a colleague's of the same name."""
    others = User.objects.filter(tenant=person.tenant_id).exclude(pk=person.pk).annotate(lower=Lower("name"))
    if not person.name or others.filter(lower=person.name.lower()).exists():
        return
    alone = {"tenant": person.tenant_id, "person": None, "name__iexact": person.name}
    while keys := list(Attendance.objects.filter(**alone).values_list("pk", flat=True)[:1000]):
        Attendance.objects.filter(pk__in=keys).update(name="", call_number="", department_name="", is_anonymous=True)
    while keys := list(Presence.objects.filter(**alone).values_list("pk", flat=True)[:1000]):
        Presence.objects.filter(pk__in=keys).update(name="", call_number="")
