"""The form for booking and for changing, shown by both."""

import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.forms.booking import BookingForm
from meetings.models import Meeting
from meetings.pages.booking import build_booking_page
from meetings.pages.booking_preview import build_booking_preview
from meetings.pages.draft_offer import DraftOffer


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
    status: int = 200,
) -> HttpResponse:
    """Show the whole page, or only its preview when htmx asks for it while somebody types.

    ``kept_at`` is when the form was filled in, where it was kept since; ``offer`` is a draft that could fill it.
    """
    is_check = "check" in request.POST or "sign_in" in request.POST
    context: dict[str, object] = {"form": form, "shows_errors": form.is_bound and not is_check}
    if is_check and request.headers.get("HX-Request"):
        context["preview"] = build_booking_preview(form, is_part=True)
        return render(request, "meetings/book.html#preview", context)
    page = build_booking_page(
        form, meeting=meeting, refusal=refusal, used=used, reference=reference, seen_at=seen_at, kept_at=kept_at
    )
    context |= {"page": page, "preview": page.preview, "offer": offer}
    return render(request, "meetings/book.html", context, status=status)
