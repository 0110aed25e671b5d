"""Suggestions for the field of a time zone."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from l10n import zone_names, zone_search, zones

_YEARS = range(1970, 2200)


@require_safe
@login_required
@cache_control(private=True, max_age=300)
def time_zones(request: HttpRequest) -> JsonResponse:
    """Answer with the zones that ``q`` may be the beginning of, with their offsets ``at`` a moment."""
    at, language = _moment(request.GET.get("at", "")), get_language() or "en"
    return JsonResponse(
        {
            "zones": [
                {
                    "value": zone,
                    "name": zones.label(zone, at),
                    "note": " · ".join(filter(None, (zone_names.country(zone, language), zone))),
                }
                for zone in zone_search.find(request.GET.get("q", ""), at=at)
            ]
        }
    )


def _moment(text: str) -> datetime:
    """Return a moment of ISO 8601; now for what is none, or too far away for a clock."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return timezone.now()
    return at if at.tzinfo and at.year in _YEARS else timezone.now()
