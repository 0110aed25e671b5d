"""Looking again whether a meeting will work."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.services import readiness
from meetings.views.lookups import changeable_for, person_of


@require_POST
@login_required
def check_again(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Look again, and show what was found."""
    person = person_of(request)
    meeting = changeable_for(person, meeting_id)
    if not readiness.check_again(meeting=meeting, by=person, now=timezone.now()):
        messages.warning(request, _("It is just being looked at, or begins too late or too soon for that."))
    return redirect(reverse("meetings:detail", args=[meeting.pk]) + "#readiness")
