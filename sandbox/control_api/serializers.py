"""Serialize the whole state as JSON. No token, ticket or App Key is in it."""

import sqlite3
from dataclasses import asdict
from typing import Any

from sandbox import clock
from sandbox.state import called_sites, live_settings, meetings, people, recordings, series, sessions, users
from sandbox.state.meetings import Meeting
from sandbox.state.sessions import Session
from sandbox.state.users import User


def serialize_state(db: sqlite3.Connection, *, now: int) -> dict[str, Any]:
    return serialize_present(db, now=now) | {
        "history": _serialize_history(db),
        "recordings": _serialize_recordings(db),
    }


def serialize_present(db: sqlite3.Connection, *, now: int) -> dict[str, Any]:
    """Return the state without the history."""
    everybody = users.list_all_users(db)
    by_uuid = {user.uuid: user for user in everybody}
    return {
        "users": [_serialize_user(user) for user in everybody],
        "meetings": [
            _serialize_meeting(db, meeting, by_uuid, now=now) for meeting in meetings.list_unfinished(db, now=now)
        ],
    }


def _serialize_user(user: User) -> dict[str, Any]:
    return {name: getattr(user, name) for name in User.__dataclass_fields__}


def _serialize_meeting(
    db: sqlite3.Connection, meeting: Meeting, by_uuid: dict[str, User], *, now: int
) -> dict[str, Any]:
    session = sessions.find_running(db, meeting.conference_id)
    scheduler = by_uuid[meeting.scheduler_uuid]
    return {
        "conferenceID": meeting.conference_id,
        **meeting.fields,
        "startTime": clock.minute(meeting.start_at),
        "endTime": clock.minute(meeting.end_at),
        **_serialize_series(db, meeting),
        "scheduler": scheduler.third_account or scheduler.account,
        "host_password": meeting.host_password,
        "guest_password": meeting.guest_password,
        "attendees": meeting.attendees,
        "is_running": session is not None,
        "participants": [
            _serialize_somebody(one, by_uuid) for one in sessions.list_participants(db, session.conf_uuid)
        ]
        if session
        else [],
        "called": _serialize_called(db, session, now=now) if session else [],
        "live": _serialize_live(db, session) if session else None,
    }


def _serialize_live(db: sqlite3.Connection, session: Session) -> dict[str, Any]:
    """Return what is switched in a running meeting, and how everybody who is there is."""
    shown = [asdict(one) for one in people.list_people(db, session.conf_uuid)]
    return asdict(live_settings.load(db, session.conf_uuid)) | {"people": shown}


def _serialize_called(db: sqlite3.Connection, session: Session, *, now: int) -> list[dict[str, Any]]:
    """Return the sites that somebody has called into a session."""
    shown = ("number", "name", "type", "role", "state")
    sites = called_sites.list_sites(db, session.conf_uuid, now=now)
    return [{name: getattr(site, name) for name in shown} for site in sites]


def _serialize_series(db: sqlite3.Connection, meeting: Meeting) -> dict[str, Any]:
    cycle = series.find_cycle(db, meeting.conference_id)
    if cycle is None:
        return {}
    return {
        "cycleParams": cycle,
        "occurrences": [
            {
                "cycleSubConfID": one.id,
                "date": one.day,
                "startTime": clock.minute(one.start_at),
                "endTime": clock.minute(one.end_at),
                **one.fields,
            }
            for one in series.list_occurrences(db, meeting.conference_id)
        ],
    }


def _serialize_somebody(participant: sessions.Participant, by_uuid: dict[str, User]) -> dict[str, Any]:
    return serialize_participant(participant, by_uuid.get(participant.user_uuid))


def serialize_participant(participant: sessions.Participant, user: User | None) -> dict[str, Any]:
    """Return somebody who is in a meeting; ``user`` is None for a guest without an account."""
    return {
        "participant": participant.id,
        "name": participant.name,
        "role": participant.role,
        "account": (user.third_account or user.account) if user else None,
        "in_waiting_room": participant.is_waiting,
        "platform": participant.platform,
        "joined_at": clock.iso(participant.joined_at),
    }


def _serialize_recordings(db: sqlite3.Connection) -> list[dict[str, Any]]:
    return [
        {
            "confUUID": one.conf_uuid,
            "started_at": clock.iso(one.started_at),
            "seconds": one.seconds,
            "ready_at": clock.iso(one.ready_at),
        }
        for one in recordings.list_recordings(db)
    ]


def _serialize_history(db: sqlite3.Connection) -> list[dict[str, Any]]:
    rows = db.execute(
        "SELECT conf_uuid, conference_id, started_at, ended_at FROM sessions WHERE ended_at IS NOT NULL"
        " ORDER BY started_at, conf_uuid"
    )
    return [
        {
            "confUUID": row["conf_uuid"],
            "conference_id": row["conference_id"],
            "started_at": clock.iso(row["started_at"]),
            "ended_at": clock.iso(row["ended_at"]),
        }
        for row in rows
    ]
