"""Serve the vendor's addresses: one operation in one transaction, and its answer or a fault on demand."""

import asyncio
import json
import logging
import time
from email.utils import formatdate
from typing import Any
from uuid import uuid4

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from sandbox.contract.declared import CALLS
from sandbox.contract.errors import UNKNOWN_PATH, Refused
from sandbox.pushing import proof
from sandbox.server import connection_faults
from sandbox.service import Service
from sandbox.state import clock_offset, ledger, sessions, tokens
from sandbox.vendor_api import registry, request_check
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.operation import Operation
from sandbox.vendor_api.operations.webhooks import ProofNeeded

_log = logging.getLogger("sandbox")
_LARGEST_BODY = 2 * 1024 * 1024
_HEADERS = {
    "Server": "api-gateway",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
}
_NOT_CACHED = {"Expires": "0", "Pragma": "No-cache", "Cache-Control": "no-cache"}
_WEB_PAGE = "<!doctype html><title>Bad Gateway</title><h1>Bad Gateway</h1>"
_INTERNAL = {"error_code": "MMC.111070003", "error_msg": "CONF_EXCEPTION"}


class ContractViolation(Exception):
    """A bug of ours: an answer that the vendor could not give. Nothing has happened then."""


class VendorEndpoint:
    """An ASGI application that answers every call of the vendor's API."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await WebSocket(scope, receive, send).close()
            return
        request = Request(scope, receive)
        try:
            raw = await _body(request)
        except (ClientDisconnect, asyncio.CancelledError):  # the caller is gone, or the sandbox ends meanwhile
            return
        method, path = request.method, scope["path"]
        operation, parts = registry.find_operation(method, path)
        name = operation.name if operation else ""
        fault = self._service.faults.take_matching(method=method, path=path, operation=name)
        kind = fault.kind if fault else ""
        seconds = fault.seconds if fault else 0
        skew = int(seconds) if kind == "clock_skew" else 0
        if kind == "cut_before":
            await connection_faults.abort_connection(request)
            return
        if fault and kind == "status":
            status, body, media_type = fault.status, fault.body.encode(), "application/json"
        else:
            call = self._call(request, raw, parts)
            try:
                status, answer = self._answer(call, raw, operation, kind, seconds)
            except ProofNeeded as needed:
                style = self._service.assumptions.value("webhook_json")
                call.proven[needed.webhook.id] = await asyncio.to_thread(proof.is_proven, needed.webhook, style=style)
                status, answer = self._answer(call, raw, operation, kind, seconds)
            body = b"" if answer is None else json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
            media_type = "application/json;charset=utf8"
        if kind == "delay" and not await connection_faults.sleep_unless_ending(seconds):
            kind = "answer_lost"
        if kind == "answer_lost":
            await connection_faults.abort_connection(request)
            return
        if kind == "not_json":
            body, media_type = _WEB_PAGE.encode(), "text/html"
        headers = _headers(request, skew=skew) | (fault.headers if fault else {})
        response = Response(body, status, {"Content-Type": media_type} | headers)
        if kind == "truncated":
            await connection_faults.send_half(request, send, response)
            return
        if kind == "slow_drip":
            await connection_faults.send_slowly(request, send, response, seconds)
            return
        await response(scope, receive, send)

    def _answer(
        self, call: Call, raw: bytes | None, operation: Operation | None, kind: str, seconds: float
    ) -> tuple[int, Any]:
        """Return status and JSON of the answer, None for an empty one; an effect is on the disk by then.

        Raise ProofNeeded where a webhook's address is to be asked first.
        """
        if kind == "clock_skew":
            call.skew = int(seconds)
        if kind == "stale_list":
            call.list_age = seconds
        try:
            with self._service.database.transaction():
                sessions.advance(call.db, now=call.now)
                if kind == "revoke_token":
                    tokens.end_token(call.db, call.headers.get("x-access-token", ""))
                if operation is None:
                    raise Refused(UNKNOWN_PATH)
                if raw is None:
                    raise Refused("USG.200000003" if call.is_usg else "MMC.111070001")
                answer = _run_checked(operation, call)
                if operation.has_effect and call.had_effect:
                    ledger.record_call(
                        call.db,
                        operation=operation.name,
                        method=call.method,
                        path=call.path,
                        caller=call.caller,
                        status=200,
                        request=_json_or_nothing(call),
                        answer=answer,
                        fault=kind,
                    )
        except Refused as refusal:
            self._service.refusals.add(method=call.method, path=call.path, caller=call.caller, code=refusal.code)
            return refusal.status, refusal.body
        except ProofNeeded:
            raise
        except Exception:  # noqa: BLE001 — a bug of ours must still look like the vendor's own fault
            _log.exception("%s %s failed", call.method, call.path)
            return 500, _INTERNAL
        return 200, answer

    def _call(self, request: Request, raw: bytes | None, parts: dict[str, str]) -> Call:
        return Call(
            db=self._service.database.connection,
            method=request.method,
            path=request.scope["path"],
            parts=parts,
            query=request.query_params,
            headers=request.headers,
            raw=raw or b"",
            ip=request.client.host if request.client else "",
            address=self._service.address,
            assumptions=self._service.assumptions,
            now=clock_offset.now(self._service.database.connection),
        )


def _run_checked(operation: Operation, call: Call) -> Any:
    """Return the operation's answer, call and answer held to the contract. Raises Refused and ContractViolation."""
    declared = CALLS[operation.method, operation.path]
    request_check.check_request(call, declared)
    answer = operation.run(call)
    if problem := declared.answer(answer):
        raise ContractViolation(f"{operation.name}: in the answer {problem}")
    return answer


def _json_or_nothing(call: Call) -> Any:
    """Return the JSON of the body, or None: calls that need no body may carry anything."""
    try:
        return call.json()
    except Refused:
        return None


async def _body(request: Request) -> bytes | None:
    """Return the body, or None if it is too large to be one of the vendor's."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= _LARGEST_BODY:
            chunks.append(chunk)
    return b"".join(chunks) if size <= _LARGEST_BODY else None


def _headers(request: Request, *, skew: int) -> dict[str, str]:
    """Return the vendor's headers. The Date is by the clock that signatures are checked by."""
    given = request.headers.get("x-request-id", "")
    request_id = given if 0 < len(given) <= 128 and given.isascii() and given.isprintable() else uuid4().hex
    date = formatdate(time.time() + skew, usegmt=True)
    return _HEADERS | {"Date": date, "X-Request-Id": request_id} | (_NOT_CACHED if request.method == "GET" else {})
