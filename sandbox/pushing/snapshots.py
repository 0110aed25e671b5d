"""Read all that can be told of one running meeting at once (docs/vendor/webhooks.md 23.1)."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from sandbox.contract.roles import CONFERENCE_ROLES, GUEST, HOST
from sandbox.state import called_sites, live_settings, meetings, people, sessions, users
from sandbox.state.called_sites import CALLED, JOINING
from sandbox.state.live_settings import BROADCAST, ON, ROLL_CALL, LiveSettings
from sandbox.state.meetings import Meeting
from sandbox.state.people import Person
from sandbox.state.sessions import Session
from sandbox.vendor_api.serializers import invited_people

Rows = dict[str, dict[str, Any]]
_LOGIN_TYPES = {"windows": "Desktop", "mac": "Desktop", "web": "Desktop", "android": "Mobile", "ios": "Mobile"}
_SPEAKERS = 3


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A meeting at one moment, by what can be subscribed to; participants and those who wait by pid."""

    basic: dict[str, Any]
    dynamic: dict[str, Any]
    participants: Rows
    waiting: Rows
    attendees: Rows
    speakers: list[dict[str, Any]]
    groups: list[dict[str, Any]]


def take_snapshot(db: sqlite3.Connection, conf_uuid: str, *, now: int) -> Snapshot | None:
    """Return the meeting as it is now, None once it is over."""
    row = db.execute(
        "SELECT conference_id FROM sessions WHERE conf_uuid = ? AND ended_at IS NULL", (conf_uuid,)
    ).fetchone()
    if row is None:
        return None
    session, meeting = sessions.find(db, conf_uuid), meetings.find(db, row[0])
    assert meeting is not None
    settings, there = live_settings.load(db, conf_uuid), people.list_people(db, conf_uuid)
    host = people.find_host(there)
    accounts = {user.uuid: user for user in users.list_by_uuid(db, {one.user_uuid for one in there})}
    described = {one.id: _describe(one, accounts.get(one.user_uuid), session) for one in there}
    return Snapshot(
        basic=_basic(meeting, session),
        dynamic=_dynamic(session, settings),
        participants={
            one.id: described[one.id] | _in_meeting(one, settings, is_host=one == host)
            for one in there
            if not one.is_waiting
        }
        | _ringing(db, conf_uuid, now=now),
        waiting={one.id: described[one.id] | {"WAITINGSTATE": "0"} for one in there if one.is_waiting},
        attendees=_attendees(db, meeting, session, there, now=now),
        speakers=_speakers(there),
        groups=[_group(one) for one in settings.interpreter_groups],
    )


def _basic(meeting: Meeting, session: Session) -> dict[str, Any]:
    fields = meeting.fields
    return {
        "displayID": meeting.conference_id,
        "title": meeting.subject,
        "startTime": str(session.started_at * 1000),
        "pwds": [
            {"role": CONFERENCE_ROLES[HOST], "pwd": meeting.host_password},
            {"role": CONFERENCE_ROLES[GUEST], "pwd": meeting.guest_password},
        ],
        # 1 is a recording here and live in a booking, as 2 and 3 are the other way round.
        "recType": {0: 0, 1: 3, 2: 1, 3: 2}[fields["recordType"]],
        "media": 2 if "Video" in fields["mediaTypes"] else 1,
        "ownerID": meeting.scheduler_uuid,
        "userType": 2,
        "supportWatermark": 0,
        "scheduledStartTime": str(meeting.start_at * 1000),
        "callInRestriction": meeting.options["callInRestriction"],
        "confMode": "RTC",
        "realTimeSubtitle": 1,
        "orgID": meeting.corp_id,
        "webinar": False,
        "simultaneousInterpretation": int(fields["supportSimultaneousInterpretation"]),
        "supportCohost": 1,
        "supportClientRecord": 1,
        "inviteShareSwitch": 1,
        "supportWaitingRoom": meeting.options["enableWaitingRoom"],
    }


def _dynamic(session: Session, settings: LiveSettings) -> dict[str, Any]:
    picture = settings.picture
    panes = [
        {"index": one["index"], "id": one["subscriber"], "share": one["isAssistStream"]}
        for one in picture.get("subscriberInPics", [])
    ]
    return {
        "state": "Created",
        "endTime": str(session.ends_at * 1000),
        "mode": settings.mode,
        "vas": int(settings.is_voice_activated),
        "lock": int(settings.is_locked),
        "mute": int(settings.is_muted),
        "lockSharing": int(settings.is_sharing_locked),
        "canUnmute": int(settings.may_unmute),
        "chairView": int(settings.is_host_polling),
        "picNum": str(len(panes) or 1),
        "recState": int(settings.recording == ON),
        "multiPic": {"picInfos": panes, "picNum": len(panes), "period": picture.get("switchTime", 0)},
        "forbiddenChat": int(settings.chat_permission == 1),
        "recOccurred": int(bool(settings.recording_started)),
        "realTimeSubtitle": int(settings.has_captions),
        "callInRestriction": settings.call_in_restriction or 0,
        "simultaneousInterpretation": int(settings.has_interpretation),
        "allowAudience": False,
        "pause": settings.is_paused,
        "clientRecMode": settings.client_recording,
    }


def _describe(one: Person, user: users.User | None, session: Session) -> dict[str, str]:
    found = {
        "NAME": one.name,
        "TEL": one.call_number,
        "ADDTIME": str(one.joined_at * 1000),
        "ANONYMOUS": _flag(user is None),
        "CLIENT_LOGIN_TYPE": _LOGIN_TYPES.get(one.platform, "OtherType"),
        "ORG_ID": session.corp_id if user else "",
        "ACCOUNT_ID": one.user_uuid,
    }
    if user:
        found |= {"ACCOUNT": user.account, "THIRDACCOUNT": user.third_account}
    return found


def _in_meeting(one: Person, settings: LiveSettings, *, is_host: bool) -> dict[str, str]:
    return {
        "ROLE": _flag(is_host),
        "STATE": "0",
        "HAND": _flag(one.has_hand_up),
        "BROADCAST": _flag(settings.mode == BROADCAST and settings.focus_id == one.id),
        "ROLLCALL": _flag(settings.mode == ROLL_CALL and settings.focus_id == one.id),
        "SHARE": _flag(one.is_sharing),
        "MUTE": _flag(one.is_muted),
        "VIDEO": _flag(one.has_video),
        "LOCALREC": "0",
        "VIEW_TYPE": "1" if one.view == "multi" else "2" if one.view else "0",
        "ALLOW_CLIENT_REC": _flag(one.may_record),
        "RTC_USER_ID": one.id,
        "IS_COHOST": _flag(one.is_cohost),
        "INVITE_SHARE_STATE": _flag(one.is_asked_to_share),
    }


def _ringing(db: sqlite3.Connection, conf_uuid: str, *, now: int) -> Rows:
    return {
        site.id: {"NAME": site.name, "TEL": site.number, "ROLE": "0", "STATE": "1"}
        for site in called_sites.list_sites(db, conf_uuid, now=now)
        if site.state in {CALLED, JOINING}
    }


def _attendees(db: sqlite3.Connection, meeting: Meeting, session: Session, there: list[Person], *, now: int) -> Rows:
    by_number = {one.call_number: one.id for one in there if one.call_number}
    return {
        one.key: {
            "userUUID": one.user_uuid,
            "participantID": by_number.get(one.number, ""),
            "phone": one.number,
            "name": one.name,
            "accountId": one.account_id,
            "role": int(one.is_host),
            "type": one.type,
            "orgID": meeting.corp_id if one.user_uuid else "",
        }
        for one in invited_people.list_invited(db, meeting, session, now=now)
    }


def _speakers(there: list[Person]) -> list[dict[str, Any]]:
    heard = sorted((one for one in there if one.volume and not one.is_muted), key=lambda one: (-one.volume, one.id))
    return [{"pid": one.id, "speakingVolume": one.volume, "name": one.name} for one in heard[:_SPEAKERS]]


def _group(written: dict[str, Any]) -> dict[str, Any]:
    """Return a group as it is pushed, where its id has another name."""
    return {"groupId": written["groupID"]} | {name: value for name, value in written.items() if name != "groupID"}


def _flag(value: bool) -> str:
    return "1" if value else "0"
