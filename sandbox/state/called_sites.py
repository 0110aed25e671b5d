"""Store the sites that somebody has called into a session.

Called, joining, in, left: who has answered is one of the participants, under the same id.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

from sandbox import ids
from sandbox.state import call_results, sessions, users
from sandbox.state.ringing import RINGS
from sandbox.state.sessions import Participant, Session

CALLED, JOINING, IN, LEFT = "called", "joining", "in", "left"
# What has rung for long enough rings no more, nor does what a session has left behind.
_WITH_STATE = """
    SELECT c.*, CASE
        WHEN ended_at IS NOT NULL OR left_at IS NOT NULL THEN 'left'
        WHEN c.state IN ('called', 'joining') AND called_at <= :since THEN 'left'
        ELSE c.state END AS state_now
    FROM called_sites c JOIN sessions USING (conf_uuid) LEFT JOIN participants ON participants.id = c.id
"""


@dataclass(frozen=True, slots=True)
class CalledSite:
    """A site that was called; it stays one of the attendees, whatever comes of it."""

    id: str
    conf_uuid: str
    number: str
    name: str
    type: str
    role: str
    user_uuid: str
    account_id: str
    state: str
    called_at: int


def call(
    db: sqlite3.Connection,
    session: Session,
    *,
    number: str,
    name: str,
    type: str,  # noqa: A002 — the vendor's name
    role: str,
    account_id: str,
    now: int,
) -> bool:
    """Call a number, unless it is in or being called already. Return whether it rings."""
    if any(site.number == number and site.state != LEFT for site in list_sites(db, session.conf_uuid, now=now)):
        return False
    if any(one.call_number == number for one in sessions.list_participants(db, session.conf_uuid)):
        return False
    user = users.find_by_number(db, number)
    row = (
        ids.hex32(), session.conf_uuid, number, name, type, role, user.uuid if user else "", account_id, CALLED, now
    )  # fmt: skip
    db.execute("INSERT INTO called_sites VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return True


def list_sites(db: sqlite3.Connection, conf_uuid: str, *, now: int) -> list[CalledSite]:
    """Return all that were called into a session, in the order of the calls."""
    rows = db.execute(
        f"{_WITH_STATE} WHERE c.conf_uuid = :conf_uuid ORDER BY called_at, c.rowid", _named(now, conf_uuid)
    )
    return [_site(row) for row in rows]


def find_ringing(db: sqlite3.Connection, number: str, *, now: int) -> CalledSite | None:
    """Return the call that this number has yet to answer, or has just answered."""
    rows = db.execute(f"{_WITH_STATE} WHERE number = :number ORDER BY called_at DESC", _named(now, number=number))
    return next((site for site in map(_site, rows) if site.state in {CALLED, JOINING}), None)


def pick_up(db: sqlite3.Connection, site: CalledSite) -> None:
    """Let a site answer: it is joining."""
    _set_state(db, site, JOINING)


def hang_up(db: sqlite3.Connection, site: CalledSite) -> None:
    """Let a site decline, or not be reached."""
    _set_state(db, site, LEFT)
    call_results.add(db, site.conf_uuid, site.number, call_results.DECLINED)


def stop_calling(db: sqlite3.Connection, site: CalledSite) -> None:
    """Call a site no longer, because somebody says so."""
    _set_state(db, site, LEFT)
    call_results.add(db, site.conf_uuid, site.number, call_results.HUNG_UP_BY_THE_PORTAL)


def enter(db: sqlite3.Connection, site: CalledSite, session: Session, *, now: int) -> Participant:
    """Let a site in that has answered."""
    _set_state(db, site, IN)
    call_results.add(db, site.conf_uuid, site.number, call_results.SUCCEEDED)
    return sessions.join(
        db,
        session,
        user_uuid=site.user_uuid,
        name=site.name,
        call_number=site.number,
        role=site.role,
        is_waiting=False,
        platform=site.type,
        now=now,
        id=site.id,
    )


def rename(db: sqlite3.Connection, conf_uuid: str, number: str, name: str) -> None:
    """Give those sites of a number another name."""
    db.execute("UPDATE called_sites SET name = ? WHERE conf_uuid = ? AND number = ?", (name, conf_uuid, number))


def _set_state(db: sqlite3.Connection, site: CalledSite, state: str) -> None:
    db.execute("UPDATE called_sites SET state = ? WHERE id = ?", (state, site.id))


def _site(row: sqlite3.Row) -> CalledSite:
    return CalledSite(**{name: row[name] for name in CalledSite.__dataclass_fields__} | {"state": row["state_now"]})


def _named(now: int, conf_uuid: str = "", *, number: str = "") -> dict[str, Any]:
    return {"since": now - RINGS, "conf_uuid": conf_uuid, "number": number}
