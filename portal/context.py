"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, object]:
    """Return the organisation's name and help page, and whether this is a development machine."""
    return {"portal_name": settings.PORTAL_NAME, "help_url": settings.HELP_URL, "is_debug": settings.DEBUG}
