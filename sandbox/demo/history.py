"""Invent six months of ended meetings: always the same ones, counted back from the day of the planting."""

import random
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sandbox import clock
from sandbox.contract.roles import GUEST, HOST
from sandbox.state import control_records, history, meetings, recordings
from sandbox.state.meetings import Meeting
from sandbox.state.users import User
from sandbox.vendor_api.rules import booking_fields

_DAYS = 182
_DAY, _HOUR = 24 * 3600, 3600
# Nine in the morning in Beijing, in UTC.
_MORNING, _WORKING_HOURS = 1 * _HOUR, 9
_SUBJECTS = ("产品周会", "设计评审", "项目例会", "客户拜访", "预算讨论", "新员工培训", "季度总结", "发布准备")
_LENGTHS = (15, 30, 30, 45, 60, 60, 90, 120)
_PLATFORMS = ("windows", "mac", "ios", "android", "web")
_FRIDAY = 4
_BATCH = 5000
# One meeting in so many is left by all and entered again, is recorded, is muted, goes on for longer, is ended by its
# host, has somebody from outside; and one person in so many leaves and comes back.
_TWICE, _RECORDED, _MUTED, _PROLONGED, _ENDED, _WITH_GUEST, _BACK_AGAIN = 12, 4, 3, 9, 2, 5, 15
_GUESTS = ("Anna", "J. Huber", "佐藤", "Maria")
_TABLES = ("meetings", "sessions", "participants", "recordings", "control_records")
Row = tuple[Any, ...]


class _RowBatch:
    """Collects rows and writes them in batches, since a large history is more than the memory should hold."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._rows: dict[str, list[Row]] = {name: [] for name in _TABLES}

    def add(self, table: str, row: Row) -> None:
        self._rows[table].append(row)
        if len(self._rows[table]) >= _BATCH:
            self.write()

    def write(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                placeholders = ", ".join("?" * len(rows[0]))
                self._db.executemany(f"INSERT INTO {table} VALUES ({placeholders})", rows)  # noqa: S608 — our own names
                rows.clear()


def plant_history(db: sqlite3.Connection, people: Sequence[User], *, amount: int, now: int) -> None:
    """Write so many meetings of these people, in working hours before today."""
    chance, more = random.Random(amount), random.Random(f"more of {amount}")
    rows = _RowBatch(db)
    today = now // _DAY * _DAY
    defaults = booking_fields.read_booking({"mediaTypes": "HDVideo"})
    defaults["confConfigInfo"].pop("guestPwd")
    days: Counter[int] = Counter()
    numbers = chance.sample(range(10**8, 10**9), amount)
    for number in numbers:
        start = _working_day(today - chance.randint(3, _DAYS) * _DAY) + _MORNING
        start += chance.randrange(_WORKING_HOURS * 4) * 900
        guests = chance.sample(people, k=min(len(people), chance.randint(2, 5)))
        record = {} if more.randrange(_RECORDED) else {"isAutoRecord": 1, "recordType": 2}
        meeting = _draw_meeting(chance, defaults | record, str(number), guests[0], start)
        rows.add("meetings", meetings.to_row(meeting))
        for began, ended in _draw_times(chance, meeting):
            conf_uuid, left = _add_session(rows, chance, meeting, guests, began, ended)
            _add_later_stays(rows, more, conf_uuid, dict(zip(guests, left, strict=True)), began, ended)
            _add_records(rows, more, conf_uuid, meeting, began, ended)
            days[began // _DAY] += 1
    rows.write()
    corp_id = people[0].corp_id
    db.executemany("INSERT INTO ended_days VALUES (?, ?, ?)", [(corp_id, day, held) for day, held in days.items()])
    history.change_version(db)


def _working_day(day: int) -> int:
    """Return the day itself, or of a weekend the Thursday or Friday before."""
    is_weekend = (day // _DAY + 3) % 7 > _FRIDAY
    return day - 2 * _DAY if is_weekend else day


def _draw_meeting(chance: random.Random, defaults: dict[str, Any], number: str, owner: User, start: int) -> Meeting:
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


def _draw_times(chance: random.Random, meeting: Meeting) -> list[tuple[int, int]]:
    """Return when the meeting was held: a little late or early, and now and then twice."""
    began = meeting.start_at + chance.randint(-300, 300)
    ended = meeting.end_at + chance.randint(-300, 600)
    if chance.randrange(_TWICE):
        return [(began, ended)]
    middle = (began + ended) // 2
    return [(began, middle), (middle + 120, ended)]


def _add_session(
    rows: _RowBatch, chance: random.Random, meeting: Meeting, people: Sequence[User], began: int, ended: int
) -> tuple[str, list[int]]:
    """Write one session with its people. Return its confUUID, and when each of them left."""
    conf_uuid = chance.randbytes(16).hex()
    held = replace(meeting, start_at=began, end_at=ended)
    rows.add("sessions", (conf_uuid, meeting.conference_id, meeting.corp_id, began, ended, ended, held.to_json()))
    left = []
    for place, person in enumerate(people):
        joined = began + chance.randint(0, min(240, ended - began - 1)) * (place > 0)
        id_, platform = chance.randbytes(16).hex(), chance.choice(_PLATFORMS)
        left.append(chance.randint(joined + 1, ended))
        role = GUEST if place else HOST
        stay = (person.uuid, person.name, person.sip_number, role, 0, platform, joined, left[-1])
        rows.add("participants", (id_, conf_uuid, *stay))
    return conf_uuid, left


def _add_later_stays(
    rows: _RowBatch, more: random.Random, conf_uuid: str, left: dict[User, int], began: int, ended: int
) -> None:
    """Write who comes back, and who comes in from outside."""
    stays = [
        (person.uuid, person.name, person.sip_number, at + 30)
        for person, at in left.items()
        if at + 60 < ended and not more.randrange(_BACK_AGAIN)
    ]
    if not more.randrange(_WITH_GUEST):
        stays.append(("", more.choice(_GUESTS), "", (began + ended) // 2))
    for uuid, name, number, joined in stays:
        times = (joined, more.randint(joined + 1, ended))
        stay = (more.randbytes(16).hex(), conf_uuid, uuid, name, number, GUEST, 0, more.choice(_PLATFORMS), *times)
        rows.add("participants", stay)


def _add_records(
    rows: _RowBatch, more: random.Random, conf_uuid: str, meeting: Meeting, began: int, ended: int
) -> None:
    """Write what was recorded, and what was done."""
    if meeting.fields["isAutoRecord"]:
        rows.add("recordings", recordings.to_row(conf_uuid, started_at=began, ended_at=ended))
    done = []
    if not more.randrange(_MUTED):
        done += [(began + 60, "mute_all"), ((began + ended) // 2, "unmute_all")]
    if not more.randrange(_PROLONGED):
        done.append((ended - 60, "prolong"))
    if not more.randrange(_ENDED):
        done.append((ended, "end"))
    for at, operation in done:
        at_ms = at * 1000 + more.randrange(1000)
        rows.add("control_records", (conf_uuid, at_ms, control_records.PORTAL, operation, ""))
