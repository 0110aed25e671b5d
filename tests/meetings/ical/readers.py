"""What programs have to find in the file of a series: its rows."""

import itertools
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import User
from meetings.ical.event import calendar_file
from meetings.models import Invitee, Meeting, Occurrence
from tests.meetings.ical.engines.engines import Engines, shown

_numbers = itertools.count()


def check(
    engines: Engines, text: str, rows: Sequence[Occurrence], zone: str = "Europe/Berlin", *, without: str = ""
) -> None:
    """Each program finds the rows, also where the name of the zone says nothing and our VTIMEZONE is all there is."""
    expected = of_rows(rows)
    by_our_zone = _under_another_name(text)
    found = {name: shown(read(text)) for name, read in engines.know(zone).items() if name != without}
    found |= {f"{name} by our zone": shown(engines[name](by_our_zone)) for name in engines.reading_zones()}
    assert found == dict.fromkeys(found, expected)


def _under_another_name(text: str) -> str:
    name = f"Nowhere/{next(_numbers)}"
    return re.sub(r"(?<=^TZID:).*(?=\r$)|(?<=;TZID=)[^:]*(?=:)", name, text, flags=re.MULTILINE)


def of_rows(rows: Sequence[Occurrence]) -> list[tuple[int, int]]:
    """Return start and end of each that is held, in seconds since 1970, rising."""
    return sorted((_seconds(row.start_at), _seconds(row.end_at)) for row in rows if not row.is_cancelled)


def make_row(
    start_at: datetime, *, minutes: int = 45, original: datetime | None = None, is_cancelled: bool = False
) -> Occurrence:
    """An unsaved date."""
    return Occurrence(
        start_at=start_at,
        end_at=start_at + timedelta(minutes=minutes),
        original_start_at=original or start_at,
        is_cancelled=is_cancelled,
    )


def file_of(
    rows: Sequence[Occurrence],
    *,
    zone: str,
    now: datetime,
    method: str = "REQUEST",
    subject: str = "Weekly",
) -> str:
    """The file of an invitee, of a series that is not in the database."""
    organiser = User(email="chen.jing@qingshan.example", name="陈静 Chen Jing")
    meeting = Meeting(organiser=organiser, subject=subject, time_zone=zone, ical_uid="5f0c@meetings", ical_sequence=3)
    meeting.ical_organiser_email = organiser.email
    return calendar_file(
        meeting=meeting,
        invitee=Invitee(meeting=meeting, email="anna@tuv.example", name="Anna Schmidt"),
        method=method,
        description="Join the meeting:\nhttps://meet.qingshan.example/j/7Hq2mXv9KfRcT4nZpW8sYa/\n",
        link="" if method == "CANCEL" else "https://meet.qingshan.example/j/7Hq2mXv9KfRcT4nZpW8sYa/",
        now=now,
        occurrences=rows,
    )


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
