"""The organisation's own colour and logo: what settings say of them, checked, and served."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ui.brand_colours import brand_colours, problem

MOST_BYTES = 100_000
_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
_CACHED = "public, max-age=86400"


@checks.register(checks.Tags.security)
def brand_can_be_used(**_: object) -> list[checks.CheckMessage]:
    """Check that colour and logo can be shown; otherwise the built-in ones are."""
    found: list[checks.CheckMessage] = []
    if settings.PORTAL_COLOUR and (why := problem(settings.PORTAL_COLOUR)):
        hint = "Set PORTAL_COLOUR to a darker one, or to nothing. Until then the portal keeps its own blue."
        found.append(checks.Warning(f"PORTAL_COLOUR can't be used. {why}", hint=hint, id="portal.W002"))
    if settings.PORTAL_LOGO and (why := _logo_problem(Path(settings.PORTAL_LOGO))):
        hint = "Set PORTAL_LOGO to the path of one, or to nothing. Until then the portal keeps its own mark."
        found.append(checks.Warning(f"PORTAL_LOGO can't be used. {why}", hint=hint, id="portal.W003"))
    return found


def brand_addresses() -> dict[str, str]:
    """Return the addresses of the stylesheet and the logo, "" for those that there are not.

    They change with the settings and the file, as it was at the start, so that browsers may keep them.
    """
    return _addresses(settings.PORTAL_COLOUR, settings.PORTAL_LOGO)


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Answer with the tokens of the organisation's colour."""
    colours = brand_colours(settings.PORTAL_COLOUR)
    if colours is None:
        raise Http404
    return HttpResponse(colours.stylesheet(), content_type="text/css", headers={"Cache-Control": _CACHED})


@require_safe
def logo(request: HttpRequest) -> FileResponse:
    """Answer with the logo. An SVG that somebody opens by itself runs no script."""
    path = _logo()
    if path is None:
        raise Http404
    answer = FileResponse(path.open("rb"), content_type=_TYPES[path.suffix.lower()])
    answer["Cache-Control"] = _CACHED
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


@cache
def _addresses(colour: str, _logo_path: str) -> dict[str, str]:
    sheet = f"{reverse('brand_stylesheet')}?{colour[1:]}" if brand_colours(colour) else ""
    mark = ""
    if path := _logo():
        version = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        mark = f"{reverse('brand_logo')}?{version}"
    return {"brand_stylesheet": sheet, "brand_logo": mark}


def _logo() -> Path | None:
    path = Path(settings.PORTAL_LOGO) if settings.PORTAL_LOGO else None
    return path if path and not _logo_problem(path) else None


def _logo_problem(path: Path) -> str:
    if path.suffix.lower() not in _TYPES:
        return f"{path} is neither SVG nor PNG."
    if not path.is_file():
        return f"There is no file {path}."
    if path.stat().st_size > MOST_BYTES:
        return f"{path} has more than {MOST_BYTES // 1000} kB."
    return ""
