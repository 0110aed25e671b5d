"""Sessions that could not be stored wait as rows: the vendor need not tell of them again, and somebody sees them."""

import hashlib
import json
import re
from dataclasses import asdict
from datetime import datetime
from typing import Any

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction

from accounts.models import Tenant
from history.models import UnstoredSession
from hwmeeting import EndedMeeting

_log = structlog.get_logger("history.keeping")

_LONGEST_ERROR, _LONGEST_UUID, _LONGEST_ID = 200, 64, 32
# Of the shape of ``answer``. Rows without one are the fields of a session and nothing else.
_VERSION = 1
_PLAIN = re.compile(r"[!-~]+")
_NOT_PLAIN = re.compile(r"[^!-~]")


class UnknownVersion(Exception):
    """The answer was kept by a newer version of the portal."""


def keep(*, tenant: Tenant, ended: EndedMeeting, error: Exception, now: datetime) -> None:
    """Keep a session that could not be stored because of ``error``, or count one more attempt."""
    written: Any = _to_json(ended)  # the stubs take the field for text
    with transaction.atomic(durable=True):
        row, is_new = UnstoredSession.objects.select_for_update().get_or_create(
            tenant=tenant,
            vendor_conference_uuid=_stored_uuid(ended),
            defaults={
                "vendor_conference_id": _NOT_PLAIN.sub("", ended.conference_id)[:_LONGEST_ID],
                "start_at": ended.start_at,
                "answer": written,
                "error": "",
                "failed_at": now,
                "tried_at": now,
            },
        )
        if not is_new:
            row.attempts += 1
        row.error, row.tried_at, row.answer = _named(error), now, written
        row.save(update_fields=["error", "tried_at", "answer", "attempts"])


def forget(*, tenant: Tenant, ended: EndedMeeting) -> None:
    """Forget a session that is stored by now."""
    UnstoredSession.objects.filter(tenant=tenant, vendor_conference_uuid=_stored_uuid(ended)).delete()


def waiting(*, tenant: Tenant) -> list[EndedMeeting]:
    """Return what waits to be tried again, as the history told of it, without the rows that can't be read."""
    pks = UnstoredSession.objects.filter(tenant=tenant).order_by("pk").values_list("pk", flat=True)
    return [ended for pk in list(pks) if (ended := _read(pk))]


def _read(pk: int) -> EndedMeeting | None:
    """Return one session that waits; None for one of another version's shape, or encrypted with a key that is gone.

    Of a query for all of them, the first that can't be decrypted would end the reading.
    """
    try:
        written: Any = UnstoredSession.objects.values_list("answer", flat=True).get(pk=pk)
        return _from_json(written)
    except SoftTimeLimitExceeded:
        raise
    except Exception:  # noqa: BLE001 — whatever it is, the others are to be read
        _log.exception("a session that waits can't be read", row=pk)
        return None


def _named(error: Exception) -> str:
    """Return the kind of error alone: what it says may hold what people wrote."""
    return type(error).__qualname__[:_LONGEST_ERROR]


def _stored_uuid(ended: EndedMeeting) -> str:
    """Return the session's ID as its column has it: one that no column takes stands as its hash."""
    uuid = ended.conference_uuid
    if len(uuid) <= _LONGEST_UUID and _PLAIN.fullmatch(uuid):
        return uuid
    return hashlib.sha256(uuid.encode(errors="surrogatepass")).hexdigest()


def _to_json(ended: EndedMeeting) -> dict[str, Any]:
    times = {"start_at": ended.start_at.isoformat(), "end_at": ended.end_at.isoformat()}
    # JSON inside JSON, in ASCII: half a surrogate pair, which no column takes, is kept as it came.
    return {"version": _VERSION, "session": json.dumps(asdict(ended) | times)}


def _from_json(written: dict[str, Any]) -> EndedMeeting:
    if written.get("version", _VERSION) != _VERSION:
        raise UnknownVersion(written["version"])
    fields = json.loads(written["session"]) if "version" in written else written
    times = {name: datetime.fromisoformat(fields[name]) for name in ("start_at", "end_at")}
    return EndedMeeting(**fields | times)
