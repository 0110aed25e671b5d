"""Files that a browser keeps."""

from django.http import HttpResponse

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_response(content: str, *, name: str) -> HttpResponse:
    """Return a table as a file ``name``.csv."""
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=_kept_as(f"{name}.csv"))


def calendar_response(content: bytes, *, name: str) -> HttpResponse:
    """Return a calendar as a file ``name``.ics."""
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=_kept_as(f"{name}.ics"))


def xlsx_response(content: bytes, *, name: str) -> HttpResponse:
    """Return a table as a file ``name``.xlsx."""
    return HttpResponse(content, content_type=_XLSX, headers=_kept_as(f"{name}.xlsx"))


def _kept_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
