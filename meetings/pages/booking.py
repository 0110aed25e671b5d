"""The form for booking and for changing, as a page."""

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from l10n import format_datetime, zones
from meetings.forms import repeat
from meetings.forms.booking import LENGTHS, REPEATS, BookingForm
from meetings.models import Meeting
from meetings.pages import banners, booking_preview, form_author, options_line


def booking_page(
    request: HttpRequest,
    form: BookingForm,
    *,
    meeting: Meeting | None = None,
    refusal: str = "",
    used: Meeting | None = None,
    reference: uuid.UUID | None = None,
    seen_at: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page, or only its summary when htmx asks for it while somebody types.

    ``refusal`` is what the service said, ``used`` the meeting that this very form has made before,
    ``reference`` a fresh one where the old one is spent, ``seen_at`` where the meeting is another one by now.
    """
    is_check = "check" in request.POST
    is_part = is_check and bool(request.headers.get("HX-Request"))
    context: dict[str, Any] = {
        "form": form,
        "meeting": meeting,
        "refusal": refusal,
        "used": used,
        "reference": reference or form["reference"].value() or uuid.uuid4(),
        "seen_at": seen_at or form["seen_at"].value() or "",
        "author": form_author.author(form.person),
        "summary": booking_preview.of(form),
        "shows_errors": form.is_bound and not is_check,
        "options": options_line.build_options_line(form),
        "is_part": is_part,
    }
    if is_part:
        return render(request, "meetings/book.html#summary", context)
    context |= {"lengths": LENGTHS, "zones": _zones(form), "weekdays": _weekdays()}
    # A series stays one.
    context["repeats"] = REPEATS[1:] if meeting else REPEATS
    context["page"] = {"banners": banners.build_banners(form.person, form.now)}
    return render(request, "meetings/book.html", context, status=status)


def _weekdays() -> list[tuple[str, str, str]]:
    """Value, short and whole name of each, Monday first."""
    return [
        (str(point), format_datetime.weekday_short(point), format_datetime.weekday(point)) for point in repeat.WEEKDAYS
    ]


def _zones(form: BookingForm) -> list[tuple[str, str]]:
    """The person's own zone first, then the form's, then the common ones; offsets as on the day of the meeting."""
    so_far = form.so_far() if form.is_bound else None
    at = (so_far and so_far.start_at) or (form.meeting and form.meeting.start_at) or form.now
    chosen = str(form["time_zone"].value() or "")
    found = zones.choices(form.person.time_zone, at)
    if zones.is_zone(chosen) and chosen not in dict(found):
        found.insert(1, (chosen, zones.label(chosen, at.astimezone(ZoneInfo(chosen)))))
    return found
