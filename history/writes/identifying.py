"""Who somebody in a session was, by what is certain first and by the name last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from history.models import Confidence, Identified, OnlineParticipant
from history.writes.directory import Directory, folded
from hwmeeting import EventAttendee
from hwmeeting.types import event
from meetings.models import VendorEvent

# Events have whole seconds, rows of the history thousandths.
_SAME_TIME = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Stay:
    """What the history tells of one stay."""

    name: str
    call_number: str
    joined_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody whose account was told while the session ran; an account that nobody here has names nobody.

    ``joined_at`` is None where the time is not known.
    """

    name: str
    call_number: str
    joined_at: datetime | None
    people: frozenset[int]
    has_account: bool
    by: Identified

    def may_be(self, stay: Stay) -> bool:
        return (folded(self.name), self.call_number) == (folded(stay.name), stay.call_number)

    def is_at(self, stay: Stay) -> bool:
        """Return whether it tells of this very stay."""
        if self.joined_at is None or stay.joined_at is None:
            return False
        return abs(self.joined_at - stay.joined_at) <= _SAME_TIME


@dataclass(frozen=True, slots=True)
class Who:
    """The person that somebody was, None where that is not known, how sure it is and by what."""

    person_id: int | None = None
    confidence: Confidence = Confidence.NONE
    by: Identified = Identified.NOTHING


UNKNOWN = Who()
_SEVERAL = Who(None, Confidence.UNSURE, Identified.SEVERAL)


def sightings(
    *, directory: Directory, conference_id: str, conference_uuid: str, start_at: datetime, end_at: datetime
) -> list[Sighting]:
    """Return what events and the online list told of a session: events name it, the list only its time."""
    tenant = directory.tenant
    events = VendorEvent.objects.filter(
        tenant=tenant,
        vendor_conference_id=conference_id,
        vendor_conference_uuid=conference_uuid,
        name__in=[event.JOINED, event.LEFT],
    ).values_list("info", flat=True)
    told = (EventAttendee.from_info(str(info)) for info in events)
    found = [_from_event(one, directory) for one in told if one]
    online = OnlineParticipant.objects.filter(
        tenant=tenant,
        vendor_conference_id=conference_id,
        last_seen_at__gte=start_at,
        first_seen_at__lte=end_at + timedelta(minutes=1),
    )
    return found + [_from_online(one, directory) for one in online]


def _from_event(told: EventAttendee, directory: Directory) -> Sighting:
    people = directory.by_uuid(told.user_uuid) or (directory.by_account(told.account) if told.user_uuid else set())
    has_account = bool(told.user_uuid)
    return Sighting(told.name, told.call_number, told.joined_at, frozenset(people), has_account, Identified.EVENT)


def _from_online(seen: OnlineParticipant, directory: Directory) -> Sighting:
    people = directory.by_uuid(seen.user_uuid) or directory.by_account(seen.third_party_user_id)
    has_account = bool(seen.user_uuid or seen.third_party_user_id)
    return Sighting(seen.name, seen.call_number, None, frozenset(people), has_account, Identified.ONLINE)


def identify(stay: Stay, *, seen: Iterable[Sighting], directory: Directory, invited: set[int]) -> Who:
    """Return who it was. ``invited`` are those who were invited, whose name alone says more than another one's."""
    matching = [one for one in seen if one.may_be(stay)]
    told = [one for one in matching if one.is_at(stay)] or matching
    if told and (found := _by_sightings(told)):
        return found
    for people, confidence, by in (
        (directory.by_sip(stay.call_number), Confidence.CERTAIN, Identified.SIP),
        (directory.by_phone(stay.call_number), Confidence.LIKELY, Identified.PHONE),
    ):
        if people:
            return Who(next(iter(people)), confidence, by) if len(people) == 1 else _SEVERAL
    namesakes = directory.by_name(stay.name)
    others = {person_id for person_id in namesakes if directory.has_other_number(person_id, stay.call_number)}
    is_outsider = any(not one.has_account for one in told)
    is_doubtful = is_outsider or (bool(others) and others == namesakes)
    return _by_name(namesakes - others or namesakes, invited, is_doubtful=is_doubtful)


def _by_sightings(told: list[Sighting]) -> Who | None:
    """Return whom they name; None where they name nobody that we know."""
    people = frozenset().union(*(one.people for one in told))
    if not people:
        return None
    if len(people) > 1 or any(not one.people for one in told):
        return _SEVERAL if len(people) > 1 else Who(min(people), Confidence.UNSURE, told[0].by)
    return Who(min(people), Confidence.CERTAIN, min((one.by for one in told), key=_SUREST.index))


_SUREST = [Identified.EVENT, Identified.ONLINE]


def _by_name(people: set[int], invited: set[int], *, is_doubtful: bool) -> Who:
    """Return who has the name: likely where exactly one has it and was invited, and nothing speaks against it."""
    expected = people & invited
    if len(expected) > 1 or (len(people) > 1 and not expected):
        return _SEVERAL
    if not people:
        return UNKNOWN
    person_id = next(iter(expected or people))
    is_likely = bool(expected) and len(people) == 1 and not is_doubtful
    return Who(person_id, Confidence.LIKELY if is_likely else Confidence.UNSURE, Identified.NAME)
