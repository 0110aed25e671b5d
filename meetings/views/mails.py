"""Mails about a meeting that did not arrive."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.errors import MeetingError
from meetings.services import mails
from meetings.views.lookups import changeable_for, person_of


@require_POST
@login_required
def send_again(request: HttpRequest, meeting_id: uuid.UUID, message_id: int) -> HttpResponse:
    """Send a mail of this meeting again that had failed; a second click does nothing."""
    person = person_of(request)
    meeting = changeable_for(person, meeting_id)
    try:
        if mails.send_again(message_id=message_id, by=person, now=timezone.now()):
            messages.success(request, _("The mail goes out again."))
    except MeetingError as error:
        messages.error(request, error.sentence)
    return redirect("meetings:detail", meeting.pk)
