"""Is this process able to serve a page?"""

from django.http import HttpRequest, JsonResponse

from portal import servers


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, else 503; says of each server ``ok`` or ``away``, and no more.

    Without the cache nobody signs in, without the broker mails wait: worth an alarm, but no reason to take this
    process away from those who work with it.
    """
    away = servers.failures()
    told = {name: "away" if name in away else "ok" for name in ("database", "cache", "broker")}
    return JsonResponse(told, status=503 if "database" in away else 200, headers={"Cache-Control": "no-store"})
