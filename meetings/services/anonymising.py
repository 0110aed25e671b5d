"""What meetings say of a person, without whose it was: invitations, what was asked of the vendor, what it told."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.models import Identity, User
from accounts.services.anonymising import anonymous_address, anonymous_name
from hwmeeting import EventAttendee
from hwmeeting.types import event
from meetings.models import Invitee, Meeting, VendorEvent, VendorWrite

_SOME = 50


def has_coming_meetings(*, person: User, now: datetime) -> bool:
    """Return whether somebody organises a meeting that is still to come."""
    return Meeting.objects.standing().filter(organiser=person, start_at__gt=now).exists()


def meetings_of(*, person: User) -> list[UUID]:
    """Return the meetings that somebody organised, was invited to, or wrote about."""
    part = Q(organiser=person) | Q(pk__in=Invitee.objects.filter(person=person).values("meeting"))
    wrote = Q(pk__in=VendorWrite.objects.filter(requested_by=person).values("meeting"))
    return list(Meeting.objects.filter(part | wrote).order_by("pk").values_list("pk", flat=True))


def anonymise(*, person: User, vendor_user_uuid: str) -> None:
    """Replace names and addresses of ``person``, meeting by meeting; what is done again changes nothing."""
    address, name = anonymous_address(person.pk), anonymous_name(person.pk)
    words = {person.name: name, person.email: address, person.phone: ""}
    for some in _parts(meetings_of(person=person)):
        with transaction.atomic(durable=True):
            Invitee.objects.filter(meeting__in=some, person=person).update(name=name, email=address)
            Meeting.objects.filter(pk__in=some, organiser=person).exclude(ical_organiser_email="").update(
                ical_organiser_email=address
            )
            for write in VendorWrite.objects.filter(meeting__in=some).exclude(finished_at=None):
                _clean(write, words)
    _clean_actions(person, words)
    if vendor_user_uuid:
        _forget_events(person, vendor_user_uuid)


def _clean_actions(person: User, words: dict[str, str]) -> None:
    """Replace in what was asked of running meetings who was called in, wherever: also by number and User ID."""
    identity = Identity.objects.filter(person=person).first()
    if identity:
        words = words | {identity.third_party_user_id: "", identity.vendor_sip_number: ""}
    controlled = Meeting.objects.filter(tenant=person.tenant_id, control_actions__isnull=False).distinct()
    for some in _parts(list(controlled.order_by("pk").values_list("pk", flat=True))):
        with transaction.atomic(durable=True):
            for meeting in Meeting.objects.filter(pk__in=some).prefetch_related("control_actions"):
                for action in meeting.control_actions.all():
                    if action.finished_at:
                        _clean(action, words)


def _clean(row: Any, words: dict[str, str]) -> None:
    """Replace words in what a row has asked of the vendor, once nothing more comes of it."""
    before = row.payload
    after = _replaced(before, words)
    if after != before:
        row.payload = after
        row.save(update_fields=["payload"])


def _replaced(value: Any, words: dict[str, str]) -> Any:
    """Return JSON in which each text that is one of ``words`` is another."""
    if isinstance(value, dict):
        return {key: _replaced(each, words) for key, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, words) for each in value]
    return words.get(value, value) if isinstance(value, str) and value else value


def _forget_events(person: User, uuid: str) -> None:
    """Delete what the vendor told of their coming and going: it is known by now who was there."""
    told = VendorEvent.objects.filter(tenant=person.tenant_id, name__in=[event.JOINED, event.LEFT])
    for one in told.iterator(_SOME):
        attendee = EventAttendee.from_info(str(one.info))
        if attendee and attendee.user_uuid == uuid:
            one.delete()


def _parts(keys: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), _SOME):
        yield keys[start : start + _SOME]
