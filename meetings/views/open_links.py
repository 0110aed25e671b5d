"""The link for everybody, as its meeting's page makes, replaces and switches it off."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.errors import MeetingError
from meetings.services import open_links
from meetings.views.lookups import changeable_for, person_of


@require_POST
@login_required
def change(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Do what the button says: on, new or off; anything else changes nothing."""
    person = person_of(request)
    meeting = changeable_for(person, meeting_id)
    asked = request.POST.get("link", "")
    try:
        if asked == "on":
            open_links.switch_on(meeting=meeting, by=person, now=timezone.now())
        elif asked == "new":
            open_links.replace(meeting=meeting, by=person, now=timezone.now())
            messages.success(request, _("There is a new link for everybody. The one before leads nowhere now."))
        elif asked == "off":
            open_links.switch_off(meeting=meeting, by=person)
            messages.success(request, _("The link for everybody is switched off."))
    except MeetingError as error:
        messages.error(request, error.sentence)
    return redirect(f"{reverse('meetings:detail', args=[meeting.pk])}#invitation")
