"""What the sandbox's own database has of each session against what stands here, row by row."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from accounts.models import Identity, Tenant, User
from history.models import Attendance, EndedSession, Presence, Recording

_SOME = 2000
Row = dict[str, Any]


def add_people(stored: Path, tenant: Tenant) -> None:
    """Make the service's people known here, each linked, with the number that is learnt at a sign-in."""
    rows = _opened(stored).execute(
        "SELECT uuid, name, third_account, account, sip_number FROM users"
        " WHERE third_account != '' AND corp_id = (SELECT corp_id FROM sessions LIMIT 1)"
    )
    for uuid, name, third_account, account, number in rows:
        email = f"{third_account}@bench.example"
        person = User.objects.create_user(email, name=name, tenant=tenant, language="en")
        Identity.objects.create(
            tenant=tenant,
            person=person,
            third_party_user_id=third_account,
            vendor_user_uuid=uuid,
            vendor_account=account,
            vendor_sip_number=number,
            state=Identity.State.WORKS,
        )


def differences(stored: Path) -> list[str]:
    """Return a sentence for each session of which anything differs, and for each that is only on one side."""
    db = _opened(stored)
    uuids = [uuid for (uuid,) in db.execute("SELECT conf_uuid FROM sessions WHERE ended_at IS NOT NULL ORDER BY 1")]
    found: list[str] = []
    for start in range(0, len(uuids), _SOME):
        some = uuids[start : start + _SOME]
        theirs, ours = _theirs(db, some), _ours(some)
        found += [
            f"{uuid}: {name} {theirs[uuid][name]} there, {ours.get(uuid, {}).get(name)} here"
            for uuid in some
            for name in (theirs[uuid] if ours.get(uuid, {}).get("is_read", True) else ("session", "recording"))
            if theirs[uuid][name] != ours.get(uuid, {}).get(name)
        ]
    more = EndedSession.objects.count() - len(uuids)
    recorded = Recording.objects.count() - db.execute("SELECT count(*) FROM recordings").fetchone()[0]
    return found + [f"{more} sessions too many"] * bool(more) + [f"{recorded} recordings too many"] * bool(recorded)


def _opened(stored: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{stored}?mode=ro", uri=True)


def _theirs(db: sqlite3.Connection, uuids: list[str]) -> dict[str, Row]:
    marks = ", ".join("?" * len(uuids))
    found: dict[str, Row] = {}
    sessions = db.execute(
        "SELECT s.conf_uuid, s.conference_id, s.started_at, s.ended_at, json_extract(s.meeting, '$.fields.subject'),"
        " u.name, r.seconds FROM sessions s JOIN users u ON u.uuid = json_extract(s.meeting, '$.scheduler_uuid')"
        f" LEFT JOIN recordings r USING (conf_uuid) WHERE s.conf_uuid IN ({marks})",
        uuids,
    )
    for uuid, number, start, end, subject, scheduler, seconds in sessions:
        times = start // 60 * 60, end // 60 * 60
        recording = None if seconds is None else (seconds, True)
        found[uuid] = {"session": (number, subject, scheduler, *times, seconds is not None), "recording": recording}
    stays = db.execute(
        "SELECT conf_uuid, name, call_number, joined_at * 1000, left_at * 1000, id FROM participants"
        f" WHERE NOT is_waiting AND conf_uuid IN ({marks})",
        uuids,
    )
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for uuid, name, number, joined, left, id_ in stays:
        thousandths = int(id_[:4], 16) % 1000
        rows[uuid].append((name, number, joined + thousandths, left + thousandths))
    for uuid, told in found.items():
        told["attendance"] = Counter(rows[uuid])
        told["presences"] = _presences(rows[uuid])
    return found


def _presences(stays: Iterable[tuple[Any, ...]]) -> dict[tuple[str, str], int]:
    """Return for how many seconds each was in, several times at once counted once."""
    steps: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for name, number, joined, left in stays:
        steps[name, number] += [(joined, 1), (left, -1)]
    return {who: _milliseconds(sorted(found)) // 1000 for who, found in steps.items()}


def _milliseconds(steps: Iterable[tuple[int, int]]) -> int:
    total, inside, before = 0, 0, 0
    for at, step in steps:
        total += (at - before) if inside else 0
        inside, before = inside + step, at
    return total


def _ours(uuids: list[str]) -> dict[str, Row]:
    sessions = EndedSession.objects.filter(vendor_conference_uuid__in=uuids)
    found: dict[str, Row] = {}
    for session in sessions:
        facts = session.vendor_conference_id, session.subject, session.scheduler_name
        times = int(session.start_at.timestamp()), int(session.end_at.timestamp())
        found[session.vendor_conference_uuid] = {
            "session": (*facts, *times, session.has_recording),
            "is_read": session.details_read_at is not None,
            "recording": None,
            "attendance": Counter(),
            "presences": {},
        }
    of = {"session__vendor_conference_uuid__in": uuids}
    uuid = "session__vendor_conference_uuid"
    for key, seconds, is_there in Recording.objects.filter(**of).values_list(uuid, "seconds", "is_available"):
        found[str(key)]["recording"] = seconds, is_there
    stays = Attendance.objects.filter(**of).order_by().values_list(uuid, "name", "call_number", "joined_at", "left_at")
    for key, name, number, joined, left in stays:
        found[key]["attendance"][name, number, _ms(joined), _ms(left)] += 1
    parts = Presence.objects.filter(came=True, **of).order_by().values_list(uuid, "name", "call_number", "seconds")
    for key, name, number, seconds in parts:
        found[key]["presences"][name, number] = seconds
    return found


def _ms(at: datetime | None) -> int:
    return round((at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000) if at else 0
