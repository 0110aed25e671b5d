"""Serve the WebSocket of a running meeting (docs/vendor/webhooks.md 23.1): what it subscribes to is pushed."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox import clock
from sandbox.pushing.listener import Listener
from sandbox.service import Service
from sandbox.state import live_settings, people, sessions, socket_tokens
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.control_access import find_token

_PATH = "/cms/open/websocket/confctl/increment/conn"
_REFUSED, _NO_CAPTIONS, _WRONG_SPEAKER = 111070121, 111072085, 111072087
# Why a connection is closed is not told.
_CLOSED = 1000
_DONE = {"returnCode": 0, "returnDesc ": "SUCCESS"}
_MOST_SPEAKERS = 4
_ENDING_SECONDS = 2.0


class _Malformed(Exception):
    """No frame of the vendor's."""


async def push(socket: WebSocket) -> None:
    service: Service = socket.app.state.service
    fault = service.faults.take_matching(method="GET", path=_PATH, operation="WebSocket")
    if fault and fault.kind in {"cut_before", "status"}:
        await socket.close()
        return
    await socket.accept()
    listener = _open(service, socket)
    if listener is None:
        await socket.close(_CLOSED)
        return
    if fault and fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    sending = asyncio.create_task(_send(socket, listener))
    try:
        await _receive(socket, service, listener, is_mute=bool(fault and fault.kind == "answer_lost"))
    except (WebSocketDisconnect, TimeoutError, _Malformed, RuntimeError):
        pass  # each of them ends the connection
    finally:
        service.feeds.remove(listener)
        listener.close()
        with suppress(TimeoutError):  # the other side may take nothing any more
            await asyncio.wait_for(sending, _ENDING_SECONDS)


def _open(service: Service, socket: WebSocket) -> Listener | None:
    """Return the connection that a token opens, and spend it. None if it is none for that meeting."""
    with service.database.transaction() as db:
        conf_uuid = socket_tokens.spend(db, socket.query_params.get("tmpToken", ""), now=clock.now())
        session = sessions.find_running(db, socket.query_params.get("confID", ""))
    if session is None or session.conf_uuid != conf_uuid:
        return None
    return Listener(conf_uuid, session.conference_id)


async def _send(socket: WebSocket, listener: Listener) -> None:
    """Send what waits until the connection is to be closed."""
    try:
        while (frame := await listener.frames.get()) is not None:
            await socket.send_text(frame)
        await socket.close(_CLOSED)
    except (WebSocketDisconnect, RuntimeError):
        return  # the other side was faster


async def _receive(socket: WebSocket, service: Service, listener: Listener, *, is_mute: bool) -> None:
    while True:
        silence = int(service.assumptions.value("push_silence_seconds"))
        frame = _parse(await asyncio.wait_for(socket.receive_text(), silence))
        if is_mute:
            continue
        answer = _ANSWERS[frame["action"]](service, listener, frame)
        reply = {"action": frame["action"], "sequence": frame["sequence"], **answer}
        if frame["action"] == "Subscribe" and listener.token:
            listener.frames.put_nowait(json.dumps(reply))
            service.feeds.add(listener)
        else:
            listener.frames.put_nowait(json.dumps(reply))


def _subscribe(service: Service, listener: Listener, frame: dict[str, Any]) -> dict[str, Any]:
    asked = _parse_data(frame)
    types = asked.get("subscribeType")
    if not isinstance(types, list) or not all(isinstance(one, str) for one in types):
        raise _Malformed
    token = _find_token(service, listener, asked)
    listener.subscribe(frozenset(types), token)
    return {"data": _DONE if token else {"returnCode": _REFUSED, "returnDesc ": "SUBSCRIBE_NOT_ALLOWED"}}


def _find_token(service: Service, listener: Listener, asked: dict[str, Any]) -> str:
    """Return the control token of a host or co-host that is shown, "" if it is none."""
    db, written = service.database.connection, asked.get("confToken")
    session = sessions.find_running(db, listener.conference_id)
    if session is None or session.conf_uuid != listener.conf_uuid or not isinstance(written, str):
        return ""
    call = Call(db, "", "", {}, {}, {}, b"", "", "")
    token = find_token(call, session, written)
    if token is None:
        return ""
    there = people.list_people(db, session.conf_uuid)
    own = next((one for one in there if one.id == token.participant_id), None)
    may = token.is_host or (own is not None and (own.is_cohost or own == people.find_host(there)))
    return token.token if may else ""


def _beat(service: Service, listener: Listener, frame: dict[str, Any]) -> dict[str, Any]:
    return {}


def _control_captions(service: Service, listener: Listener, frame: dict[str, Any]) -> dict[str, Any]:
    """Start captions for the meeting; to stop them stops what this connection hears of them."""
    asked = _parse_data(frame)
    if frame.get("type") != "REALTIMESUBTITLE" or not _find_token(service, listener, asked):
        return {"data": {"returnCode": _NO_CAPTIONS, "returnDesc ": "CONF_NOT_SUPPORT_REALTIME_SUBTITLE"}}
    db, named = service.database.connection, asked.get("id") or []
    there = {one.id for one in people.list_people(db, listener.conf_uuid) if not one.is_waiting}
    if not isinstance(named, list) or len(named) > _MOST_SPEAKERS or not set(named) <= there:
        return {"data": {"returnCode": _WRONG_SPEAKER, "returnDesc ": "CONF_REALTIME_SUBTITLE_PID_WRONG"}}
    listener.wants_captions = asked.get("isSubtitle") != 0
    if listener.wants_captions:
        with service.database.transaction():
            live_settings.change(db, listener.conf_uuid, has_captions=True)
    return {"data": _DONE}


_ANSWERS = {"Subscribe": _subscribe, "HeartBeat": _beat, "ConfControl": _control_captions}


def _parse(text: str) -> dict[str, Any]:
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Malformed from error
    if (
        not isinstance(frame, dict)
        or frame.get("action") not in _ANSWERS
        or not isinstance(frame.get("sequence"), str)
    ):
        raise _Malformed
    return frame


def _parse_data(frame: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a frame: the table has an object, each example a string of JSON."""
    data = frame.get("data")
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise _Malformed from error
    if not isinstance(data, dict):
        raise _Malformed
    return data


ROUTES = [WebSocketRoute(_PATH, push)]
