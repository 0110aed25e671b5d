"""Is this process able to serve a page?"""

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, JsonResponse

from encryption import known_keys
from l10n import tz_database
from portal import servers


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and can be read, else 503; says of each server ``ok`` or ``away``.

    Without the cache nobody signs in, without the broker mails wait: worth an alarm, but no reason to take this
    process away from those who work with it.
    """
    away = servers.failures()
    states = {name: "away" if name in away else "ok" for name in ("database", "cache", "broker")}
    states["keys"] = "unknown" if "database" in away else _keys()
    states["tz_database"] = tz_database.version()
    is_able = "database" not in away and states["keys"] != "wrong"
    return JsonResponse(states, status=200 if is_able else 503, headers={"Cache-Control": "no-store"})


def _keys() -> str:
    """Return whether FIELD_ENCRYPTION_KEYS are those of the database."""
    try:
        return "wrong" if known_keys.problem() else "ok"
    except (DatabaseError, InterfaceError):
        return "unknown"
