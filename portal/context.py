"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest

from portal.brand import brand_addresses


def portal(request: HttpRequest) -> dict[str, object]:
    """Return the organisation's name, colour, logo and help page, and whether this is a development machine."""
    known = {"portal_name": settings.PORTAL_NAME, "help_url": settings.HELP_URL, "is_debug": settings.DEBUG}
    return known | brand_addresses()
