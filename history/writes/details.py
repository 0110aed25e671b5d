"""Attendance and control records of one session as rows, who they were, and what each had of the session."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction

from history.models import Attendance, Confidence, ControlRecord, EndedSession, Identified, Presence
from history.models.retention import Edges, is_kept
from history.writes import identifying, presences
from history.writes.cleaning import clean
from history.writes.directory import Directory, folded
from hwmeeting import Attendance as VendorAttendance
from hwmeeting import ControlRecord as VendorControlRecord

Columns = dict[str, Any]
_EVERYTHING = Edges()
# Of whoever is anonymous, and what isn't written over where they are
_NO_NAME = {"name": "", "call_number": "", "department_name": ""}
_BY_NUMBER = {"confidence": Confidence.CERTAIN, "identified_by": Identified.SIP}
_FORGOTTEN = frozenset(
    {
        *_NO_NAME,
        "person_id",
        "confidence",
        "identified_by",
        "is_anonymous",
        "operator",
        "target",
        "operation",
        "result",
    }
)
# What a correction says of a stay, as fields and as columns.
_SAID = ("person", "confidence", "identified_by", "corrected_by", "corrected_at")
_SAID_COLUMNS = ("person_id", "confidence", "identified_by", "corrected_by_id", "corrected_at")


@dataclass(frozen=True, slots=True)
class Found:
    """What the vendor tells of one session."""

    attendance: list[VendorAttendance]
    control_records: list[VendorControlRecord]


def store(
    *,
    session_id: int,
    found: Found,
    directory: Directory,
    now: datetime,
    due_at: datetime | None,
    edges: Edges = _EVERYTHING,
) -> None:
    """Bring the rows of one session in line with what was found; ``due_at`` is when it is to be read once more.

    What somebody has corrected stays. Rows that say so already aren't written, nor those that aren't kept so long.
    """
    with transaction.atomic(durable=True):
        session = EndedSession.objects.select_for_update().get(pk=session_id)
        invited = presences.guests(session, directory)
        if is_kept(session.start_at, edges.control_records):
            records = _numbered(map(_control_columns, found.control_records))
            _replace(session, ControlRecord, "row_key", records)
        session.details = EndedSession.Details.PURGED
        if is_kept(session.start_at, edges.attendance):
            stays = _identified(session, found.attendance, directory, invited)
            _write_attendance(session, stays, invited)
            session.details = EndedSession.Details.READ
        session.details_due_at, session.details_read_at = due_at, now
        session.details_attempts, session.details_error = 0, ""
        session.is_summed = False
        session.save(
            update_fields=[
                "details",
                "details_due_at",
                "details_read_at",
                "details_attempts",
                "details_error",
                "attendee_count",
                "attended_seconds",
                "is_summed",
            ]
        )


def put_together(*, session: EndedSession, directory: Directory) -> None:
    """Make the presences anew from the stays as they are; the caller holds the transaction and the session's lock."""
    invited = presences.guests(session, directory)
    _write_presences(session, list(session.attendance.all()), invited)
    session.is_summed = False
    session.save(update_fields=["attendee_count", "attended_seconds", "is_summed"])


def identify_again(*, session: EndedSession, stays: list[Attendance], directory: Directory) -> None:
    """Identify stays as if nobody had said who they were; the caller goes on as before ``put_together``."""
    told = [identifying.Stay(stay.name, stay.call_number, stay.joined_at) for stay in stays]
    for stay, who in zip(stays, _who(session, told, directory, presences.guests(session, directory)), strict=True):
        stay.person_id, stay.confidence, stay.identified_by = who.person_id, who.confidence, who.by
        stay.corrected_by, stay.corrected_at = None, None
    Attendance.objects.bulk_update(stays, _SAID)


def _identified(
    session: EndedSession, told: list[VendorAttendance], directory: Directory, invited: list[presences.Guest]
) -> dict[str, Columns]:
    """Return the columns of each stay by its key, with who it was."""
    stays = _numbered(map(_attendance_columns, told))
    asked = [
        identifying.Stay(columns["name"], columns["call_number"], columns["joined_at"]) for columns in stays.values()
    ]
    for columns, who in zip(stays.values(), _who(session, asked, directory, invited), strict=True):
        columns |= {"person_id": who.person_id, "confidence": who.confidence, "identified_by": who.by}
        if person_id := directory.forgotten(columns["call_number"]):
            columns |= {**_NO_NAME, "person_id": person_id, "is_anonymous": True} | _BY_NUMBER
    return stays


def _who(
    session: EndedSession, stays: list[identifying.Stay], directory: Directory, invited: list[presences.Guest]
) -> list[identifying.Who]:
    seen = identifying.sightings(
        directory=directory,
        conference_id=session.vendor_conference_id,
        conference_uuid=session.vendor_conference_uuid,
        start_at=session.start_at,
        end_at=session.end_at,
    )
    people = {guest.person_id for guest in invited if guest.person_id}
    return [identifying.identify(stay, seen=seen, directory=directory, invited=people) for stay in stays]


def _keep_corrections(session: EndedSession, stays: dict[str, Columns]) -> None:
    """Put what somebody has said in the place of what was found.

    A stay that comes late, or at another time than at first, is theirs who had the same name and number before,
    unless it is certain whose it was.
    """
    corrected = list(session.attendance.filter(identified_by=Identified.CORRECTION))
    same = defaultdict(list)
    for stay in corrected:
        same[folded(stay.name), stay.call_number].append(stay)
    by_key = {stay.row_key: stay for stay in corrected}
    for key, columns in stays.items():
        said = by_key.get(key)
        if said is None and columns["confidence"] < Confidence.CERTAIN:
            others = same[folded(columns["name"]), columns["call_number"]]
            said = others[0] if len({stay.person_id for stay in others}) == 1 else None
        columns |= {name: getattr(said, name) for name in _SAID_COLUMNS} if said else {}


def _write_attendance(session: EndedSession, stays: dict[str, Columns], invited: list[presences.Guest]) -> None:
    _keep_corrections(session, stays)
    _replace(session, Attendance, "row_key", stays)
    _write_presences(session, list(session.attendance.all()), invited)


def _write_presences(session: EndedSession, stays: list[Attendance], invited: list[presences.Guest]) -> None:
    wanted = presences.build(session, stays, invited)
    for columns in wanted.values():
        columns["session_start_at"] = session.start_at
    _replace(session, Presence, "key", wanted)
    ids = dict(session.presences.values_list("key", "pk"))
    moved = []
    for stay in stays:
        presence_id = ids[presences.key_of(stay, invited)]
        if stay.presence_id != presence_id:
            stay.presence_id = presence_id
            moved.append(stay)
    Attendance.objects.bulk_update(moved, ["presence"])
    came = [columns for columns in wanted.values() if columns["came"]]
    session.attendee_count = len(came)
    session.attended_seconds = sum(columns["seconds"] for columns in came)


def _replace(session: EndedSession, model: type[models.Model], key: str, wanted: dict[str, Columns]) -> None:
    """Add, change and delete rows of a session until they are those that are wanted; equal ones aren't touched."""
    manager = model._default_manager
    stored = {getattr(row, key): row for row in manager.filter(session=session)}
    gone = [row.pk for name, row in stored.items() if name not in wanted]
    manager.filter(pk__in=gone).delete()
    own = {"tenant_id": session.tenant_id, "session_id": session.pk}
    manager.bulk_create(
        model(**own, **{key: name}, **columns) for name, columns in wanted.items() if name not in stored
    )
    for name, row in stored.items():
        if name in wanted and (changed := _changed(row, wanted[name])):
            row.save(update_fields=changed)


def _changed(row: models.Model, wanted: Columns) -> list[str]:
    if getattr(row, "is_anonymous", False):
        wanted = {name: value for name, value in wanted.items() if name not in _FORGOTTEN}
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    return changed


def _attendance_columns(told: VendorAttendance) -> Columns:
    return {
        "name": clean(told.name, 200),
        "call_number": clean(told.call_number, 128),
        "joined_at": told.joined_at,
        "left_at": told.left_at,
        "flaw": presences.flaw(told.joined_at, told.left_at),
        "device_type": clean(told.device_type, 64),
        "media_type": clean(told.media_type, 64),
        "department_name": clean(told.department_name, 200),
        "person_id": None,
        "confidence": Confidence.NONE,
        "identified_by": Identified.NOTHING,
    }


def _control_columns(told: VendorControlRecord) -> Columns:
    return {
        "at": told.at,
        "source": clean(told.source, 64),
        "operator": clean(told.operator, 200),
        "operation": clean(told.operation, 200),
        "target": clean(told.target, 200),
        "result": clean(told.result, 200),
    }


_KEYS = ("name", "call_number", "joined_at", "at", "source", "operator", "operation", "target")


def _numbered(rows: Iterable[Columns]) -> dict[str, Columns]:
    """Return rows by a key made of what they tell: the vendor gives them none. Equal ones are numbered."""
    counts: Counter[str] = Counter()
    found = {}
    for columns in rows:
        text = _text(columns)
        counts[text] += 1
        found[hashlib.sha256(f"{text}{counts[text]}".encode()).hexdigest()[:32]] = columns
    return found


def _text(columns: Mapping[str, Any]) -> str:
    return json.dumps([str(columns[name]) for name in _KEYS if name in columns])
