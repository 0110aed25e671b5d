"""Who was in a session, as a table for spreadsheets."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from accounts import csv_file, xlsx_file
from accounts.models import User
from history.models import Confidence, EndedSession, Identified, Presence
from history.queries.parts import parts_shown

COLUMNS = (
    "name",
    "email",
    "name_in_session",
    "call_number",
    "kind",
    "invited",
    "role",
    "came",
    "joined_at",
    "left_at",
    "minutes",
    "joins",
    "confidence",
    "known_by",
)


def as_csv(*, session: EndedSession, by: User) -> str:
    """Return a CSV file of everybody whom ``by`` sees, with the mark by which spreadsheets know UTF-8."""
    return "\ufeff" + "".join(csv_file.line(row) for row in _rows(session, by))


def as_xlsx(*, session: EndedSession, by: User) -> bytes:
    """Return the same as an XLSX file."""
    return xlsx_file.write(_rows(session, by), title="attendance")


def _rows(session: EndedSession, by: User) -> Iterator[tuple[object, ...]]:
    yield COLUMNS
    for part in parts_shown(person=by, session=session):
        yield _cells(part, by.zone, knows_guests=session.knows_guests)


def _cells(part: Presence, zone: ZoneInfo, *, knows_guests: bool) -> tuple[object, ...]:
    return (
        part.person.name if part.person else part.name,
        part.person.email if part.person else "",
        part.name,
        part.call_number,
        part.kind,
        ("yes" if part.is_invited else "no") if knows_guests else "",
        part.role,
        "yes" if part.came else "no",
        _moment(part.joined_at, zone),
        _moment(part.left_at, zone),
        part.minutes if part.came else "",
        part.stay_count,
        Confidence(part.confidence).name.lower(),
        Identified(part.identified_by).name.lower(),
    )


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    """Return a time with the offset of its zone: an hour that comes twice in autumn has two."""
    return at.astimezone(zone).isoformat(timespec="seconds") if at else ""
