"""Six months of ended meetings, invented: always the same ones, counted back from the day of the planting."""

import random
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sandbox import clock
from sandbox.rules import booking_fields
from sandbox.state import meetings
from sandbox.state.meetings import Meeting
from sandbox.state.users import User

_DAYS = 182
_DAY, _HOUR = 24 * 3600, 3600
# Nine in the morning in Beijing, in UTC.
_MORNING, _WORKING_HOURS = 1 * _HOUR, 9
_SUBJECTS = ("产品周会", "设计评审", "项目例会", "客户拜访", "预算讨论", "新员工培训", "季度总结", "发布准备")
_LENGTHS = (15, 30, 30, 45, 60, 60, 90, 120)
_PLATFORMS = ("windows", "mac", "ios", "android", "web")
_FRIDAY = 4
_BATCH = 5000
# One meeting in so many is left by all and entered again.
_TWICE = 12
Row = tuple[Any, ...]


class _Rows:
    """What is to be written; in batches, since a large history is more than the memory should hold."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._rows: dict[str, list[Row]] = {name: [] for name in ("meetings", "sessions", "participants")}

    def add(self, table: str, row: Row) -> None:
        self._rows[table].append(row)
        if len(self._rows[table]) >= _BATCH:
            self.write()

    def write(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 — our own names
                rows.clear()


def plant(db: sqlite3.Connection, people: Sequence[User], *, amount: int, now: int) -> None:
    """So many meetings of these people in working hours before today."""
    chance = random.Random(amount)
    rows = _Rows(db)
    today = now // _DAY * _DAY
    defaults = booking_fields.read({"mediaTypes": "HDVideo"})
    defaults["confConfigInfo"].pop("guestPwd")
    days: Counter[int] = Counter()
    numbers = chance.sample(range(10**8, 10**9), amount)
    for number in numbers:
        start = _working_day(today - chance.randint(3, _DAYS) * _DAY) + _MORNING
        start += chance.randrange(_WORKING_HOURS * 4) * 900
        guests = chance.sample(people, k=min(len(people), chance.randint(2, 5)))
        meeting = _meeting(chance, defaults, str(number), guests[0], start)
        rows.add("meetings", meetings.row_of(meeting))
        for began, ended in _times(chance, meeting):
            _hold(rows, chance, meeting, guests, began, ended)
            days[began // _DAY] += 1
    rows.write()
    corp_id = people[0].corp_id
    db.executemany("INSERT INTO ended_days VALUES (?, ?, ?)", [(corp_id, day, held) for day, held in days.items()])


def _working_day(day: int) -> int:
    """The day itself, or of a weekend the Thursday or Friday before."""
    is_weekend = (day // _DAY + 3) % 7 > _FRIDAY
    return day - 2 * _DAY if is_weekend else day


def _meeting(chance: random.Random, defaults: dict[str, Any], number: str, owner: User, start: int) -> Meeting:
    length = chance.choice(_LENGTHS)
    fields = defaults | {"length": length, "subject": chance.choice(_SUBJECTS)}
    return Meeting(
        conference_id=number,
        corp_id=owner.corp_id,
        scheduler_uuid=owner.uuid,
        start_at=start,
        end_at=start + length * clock.MINUTE,
        is_immediate=False,
        host_password=str(chance.randrange(10**5, 10**6)),
        guest_password=str(chance.randrange(10**5, 10**6)),
        host_random=chance.randbytes(24).hex(),
        guest_random=chance.randbytes(24).hex(),
        fields=fields,
        attendees=[],
    )


def _times(chance: random.Random, meeting: Meeting) -> list[tuple[int, int]]:
    """When it was held: a little late or early, and now and then twice."""
    began = meeting.start_at + chance.randint(-300, 300)
    ended = meeting.end_at + chance.randint(-300, 600)
    if chance.randrange(_TWICE):
        return [(began, ended)]
    middle = (began + ended) // 2
    return [(began, middle), (middle + 120, ended)]


def _hold(
    rows: _Rows, chance: random.Random, meeting: Meeting, people: Sequence[User], began: int, ended: int
) -> None:
    conf_uuid = chance.randbytes(16).hex()
    held = replace(meeting, start_at=began, end_at=ended)
    rows.add("sessions", (conf_uuid, meeting.conference_id, meeting.corp_id, began, ended, ended, held.to_json()))
    for place, person in enumerate(people):
        joined = began + chance.randint(0, min(240, ended - began - 1)) * (place > 0)
        rows.add(
            "participants",
            (
                chance.randbytes(16).hex(),
                conf_uuid,
                person.uuid,
                person.name,
                person.sip_number,
                "guest" if place else "host",
                0,
                chance.choice(_PLATFORMS),
                joined,
                chance.randint(joined + 1, ended),
            ),
        )
