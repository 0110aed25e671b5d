"""What everybody sees in a running meeting."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from control.pages.picture import build_picture_page
from meetings.models import Meeting
from meetings.views.lookups import changeable_for, person_of


@require_safe
@login_required
def picture(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Show the pictures, and who can be seen in which pane; choosing one is a GET, showing it the page's form."""
    person = person_of(request)
    meeting = changeable_for(person, meeting_id)
    if meeting.state != Meeting.State.RUNNING:
        return redirect("meetings:detail", meeting.pk)
    page = build_picture_page(meeting, person, chosen=request.GET.get("image_type", ""))
    return render(request, "control/picture.html", {"page": page})
