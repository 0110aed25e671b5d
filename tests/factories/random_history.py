"""A history of random sessions with random attendance, and what it comes to by the plainest way of counting."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Tenant, User
from history.models import Attendance, Confidence, EndedSession, Presence
from meetings.models import Occurrence
from tests.factories.sessions import hold, take_part

MINUTE = timedelta(minutes=1)


def make_history(
    tenant: Tenant,
    people: list[User],
    occurrences: list[Occurrence],
    *,
    first: datetime,
    hours: int,
    count: int,
    seed: int,
) -> None:
    """Hold sessions in the ``hours`` after ``first``, many of them over midnight."""
    chance = random.Random(seed)
    for _ in range(count):
        start = first + MINUTE * chance.randrange(60 * hours)
        minutes = chance.choice([0, 5, 30, 61, 400, 1700])
        occurrence = chance.choice([None, *occurrences])
        session = hold(
            tenant,
            start_at=start,
            end_at=start + MINUTE * minutes,
            organiser=chance.choice([None, *people]),
            occurrence=occurrence,
            meeting=occurrence.meeting if occurrence else None,
            room_number=chance.choice(["", "", "900"]),
            details=chance.choice([EndedSession.Details.READ] * 4 + [EndedSession.Details.WAITING]),
        )
        add_parts(session, people, chance)


def add_parts(session: EndedSession, people: list[User], chance: random.Random) -> None:
    """Have some of ``people`` and some strangers take part, or stay away though they were invited."""
    length = int((session.end_at - session.start_at) / MINUTE)
    everybody: list[User | str] = [*people, "Anna", "Bo"]
    for who in chance.sample(everybody, chance.randrange(len(people) + 2)):
        stays: list[tuple[int | None, int | None]] = []
        for _ in range(chance.randrange(3)):
            joined = chance.randrange(length + 1)
            left = chance.choice([None, joined - 1, *[joined + chance.randrange(length + 5)] * 5])
            stays.append((chance.choice([None, joined, joined, joined]), left))
        confidence = chance.choice([Confidence.NONE, Confidence.LIKELY, Confidence.CERTAIN])
        take_part(session, who, *stays, is_invited=chance.random() < 0.6, confidence=confidence, seconds=0)


def count_plainly(tenant: Tenant, zone: ZoneInfo) -> dict[tuple[date, int | None], dict[str, Any]]:
    """Return the sums of each day and host by looking at each minute; times of a history are whole minutes."""
    found: dict[tuple[date, int | None], Counter[str]] = {}
    hours: dict[tuple[date, int | None], dict[int, Counter[str]]] = {}
    levels: dict[datetime, Counter[str]] = {}
    booked = set()

    def add(at: datetime, person: int | None, **more: int) -> None:
        found.setdefault((at.astimezone(zone).date(), person), Counter()).update(more)

    for session in EndedSession.objects.filter(tenant=tenant).order_by("start_at", "pk"):
        start, scopes = session.start_at, {None, session.organiser_id}
        day = start.astimezone(zone).date()
        parts = list(Presence.objects.filter(session=session))
        is_read = session.details == EndedSession.Details.READ
        key = (day, session.occurrence_id)
        planned = session.occurrence
        for person in scopes:
            add(start, person, sessions=1, unread=not is_read)
            hour = start.astimezone(zone).hour
            hours.setdefault((day, person), {}).setdefault(hour, Counter())["begun"] += 1
            if is_read:
                invited = [part for part in parts if part.is_invited] if session.meeting_id else []
                missing = sum(not part.came for part in invited)
                add(start, person, attendees=sum(p.came for p in parts), invited=len(invited), no_shows=missing)
            if planned:
                add(start, person, used_seconds=int((session.end_at - start).total_seconds()))
                if key not in booked:
                    length = int((planned.end_at - planned.start_at).total_seconds())
                    add(start, person, booked_seconds=length)
        booked.add(key)
        for minute in _minutes(start, session.end_at):
            levels.setdefault(minute, Counter()).update(sessions=1, rooms=bool(session.room_number))
            for person in scopes:
                add(minute, person, seconds=60)
        for part in parts:
            is_own = part.person_id and part.came and (part.is_invited or part.confidence == Confidence.CERTAIN)
            spans = [_span(stay, session) for stay in Attendance.objects.filter(presence=part)]
            for since, until in filter(None, spans):
                for minute in _minutes(since, until):
                    levels.setdefault(minute, Counter())["seats"] += not session.room_number
            for minute in {minute for span in spans if span for minute in _minutes(*span)}:
                add(minute, None, attended_seconds=60)
                if is_own:
                    add(minute, part.person_id, attended_seconds=60)
            if is_own:
                add(start, part.person_id, attended_sessions=1)
    return _together(found, hours, levels, zone)


def _by_hour(hours: dict[int, Counter[str]], name: str) -> list[int]:
    numbers = [hours.get(hour, Counter())[name] for hour in range(24)]
    return numbers if any(numbers) else []


def _span(stay: Attendance, session: EndedSession) -> tuple[datetime, datetime] | None:
    if stay.joined_at is None:
        return None
    left = stay.left_at or session.end_at
    joined, left = max(stay.joined_at, session.start_at), min(left, session.end_at)
    return (joined, left) if stay.joined_at < left else None


def _minutes(start: datetime, end: datetime) -> list[datetime]:
    return [start + MINUTE * number for number in range(int((end - start) / MINUTE))]


def _together(
    found: dict[tuple[date, int | None], Counter[str]],
    hours: dict[tuple[date, int | None], dict[int, Counter[str]]],
    levels: dict[datetime, Counter[str]],
    zone: ZoneInfo,
) -> dict[tuple[date, int | None], dict[str, Any]]:
    peaks: dict[date, dict[str, Any]] = {}
    for minute, level in sorted(levels.items()):
        local = minute.astimezone(zone)
        peak = peaks.setdefault(local.date(), Counter())
        by_hour = hours.setdefault((local.date(), None), {}).setdefault(local.hour, Counter())
        for name, number in level.items():
            by_hour[name] = max(by_hour[name], number)
            if number > peak.get(name, 0):
                peak[name] = number
                if name == "seats":
                    peak["at"] = minute
    rows = {}
    for (day, person), sums in found.items():
        peak = peaks.get(day, {}) if person is None else {}
        names = ("begun", "seats", "sessions", "rooms")
        each = hours.get((day, person), {})
        rows[day, person] = {name: number for name, number in sums.items() if number} | {
            name: value
            for name, value in (
                ("peak_seats", peak.get("seats")),
                ("peak_seats_at", peak.get("at")),
                ("peak_sessions", peak.get("sessions")),
                ("peak_rooms", peak.get("rooms")),
                *((f"{name}_by_hour", _by_hour(each, name)) for name in names),
            )
            if value
        }
    return {key: row for key, row in rows.items() if row}
