"""The address to which the meeting service posts its events."""

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from meetings.vendor_events import storing, verifying

_log = structlog.get_logger("meetings.vendor_events")


@csrf_exempt
@require_POST
def receive(request: HttpRequest, token: str) -> HttpResponse:
    """Take an event, once; answer the question whether this address wants any.

    404 for an unknown address, 413 for more than 64 kB, 415 and 400 for what is no event, 403 for a wrong subscriber,
    key or time. None of them has changed anything.
    """
    now = timezone.now()
    try:
        length = request.META.get("CONTENT_LENGTH") or "0"
        verifying.check_announced(content_type=request.content_type or "", length=length)
        subscription, message = verifying.verify(token=token, body=request.body, now=now)
    except verifying.Refusal as refusal:
        _log.warning("an event is refused", status=refusal.status, reason=refusal.reason)
        return HttpResponse(status=refusal.status)
    if message.verification:
        return JsonResponse(message.verification)
    storing.store(subscription=subscription, message=message, now=now)
    return HttpResponse()
