"""The form for booking and for changing, shown by both."""

import uuid
from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from l10n import format_datetime
from meetings.forms import times
from meetings.forms.booking import BookingForm
from meetings.models import Meeting
from meetings.pages.booking import build_booking_page
from meetings.pages.booking_preview import build_booking_preview
from meetings.pages.draft_offer import DraftOffer
from meetings.pages.templates import FilledFrom, build_template_menu
from meetings.services import templates

# The buttons after which nothing is wrong yet
_ASKS_ONLY = ("check", "sign_in", "take_slot", "use_template", "save_template", "update_template")


def show_booking_form(
    request: HttpRequest,
    form: BookingForm,
    *,
    meeting: Meeting | None = None,
    refusal: str = "",
    used: Meeting | None = None,
    reference: uuid.UUID | None = None,
    seen_at: str = "",
    kept_at: datetime | None = None,
    offer: DraftOffer | None = None,
    filled_from: FilledFrom | None = None,
    template_error: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the whole page, or only its preview when htmx asks for it while somebody types.

    ``kept_at`` is when the form was filled in, where it was kept since; ``offer`` is a draft that could fill it.
    ``filled_from`` is the template that has, ``template_error`` why it can't be kept as one.
    """
    is_check = any(name in request.POST for name in _ASKS_ONLY) and status == HTTPStatus.OK
    context: dict[str, object] = {"form": form, "shows_errors": form.is_bound and not is_check and not template_error}
    if is_check and request.headers.get("HX-Request"):
        context["preview"] = build_booking_preview(form, is_part=True)
        return render(request, "meetings/book.html#preview", context)
    page = build_booking_page(
        form, meeting=meeting, refusal=refusal, used=used, reference=reference, seen_at=seen_at, kept_at=kept_at
    )
    context |= {"page": page, "preview": page.preview, "offer": offer}
    if meeting is None:
        menu = build_template_menu(templates.usable_by(person=form.person), reader=form.person)
        context |= {"menu": menu, "filled_from": filled_from, "template_error": template_error}
    return render(request, "meetings/book.html", context, status=status)


def with_slot(sent: QueryDict) -> QueryDict:
    """Return what was sent with the free time that its button names in the place of day and start."""
    start = times.read_wall(sent.get("take_slot", ""), zone=ZoneInfo("UTC"))
    if start is None:
        return sent
    filled = sent.copy()
    filled["day"], filled["start"] = format_datetime.day_typed(start.date()), f"{start:%H:%M}"
    return filled
