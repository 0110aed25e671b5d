"""Two programs that read our calendar files as other people's do, and what they have to find: the rows."""

import itertools
import json
import subprocess
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import recurring_ical_events
from icalendar import Calendar

from accounts.models import User
from meetings.ical.event import calendar_file
from meetings.models import Invitee, Meeting, Occurrence
from scripts import install

# Start and end of each date in seconds since 1970, rising.
Dates = list[tuple[int, int]]
_READER = Path(__file__).parent / "calendar_reader.mjs"
_numbers = itertools.count()


class IcalJs:
    """ical.js, which is in Thunderbird and Nextcloud, in a process of its own: it reads file after file."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [install.node(), _READER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=10)

    def dates(self, text: str) -> Dates:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(text), file=self._process.stdin, flush=True)
        return sorted((start, end) for start, end in json.loads(self._process.stdout.readline()))


def recurring(text: str) -> Dates:
    """recurring-ical-events on icalendar, which knows the zone by its name."""
    events = recurring_ical_events.of(Calendar.from_ical(text)).all()
    return sorted((_seconds(event.decoded("DTSTART")), _seconds(event.decoded("DTEND"))) for event in events)


def recurring_by_our_zone(text: str, zone: str) -> Dates:
    """The same where the name says nothing, so that our VTIMEZONE is all that there is to go by."""
    name = f"Nowhere/{next(_numbers)}"
    return recurring(text.replace(f"TZID={zone}:", f"TZID={name}:").replace(f"TZID:{zone}\r", f"TZID:{name}\r"))


def of_rows(rows: Sequence[Occurrence]) -> Dates:
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
    cancelled: Occurrence | None = None,
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
        cancelled=cancelled,
    )


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
