"""Calling somebody in from the page of a running meeting."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from control.forms.inviting import InviteForm, read_callee
from control.pages.inviting import build_invite_page
from control.pages.words import describe
from control.problems import Code
from control.services import calling
from control.views.live import REFUSALS, back
from meetings.models import Meeting
from meetings.views.lookups import changeable_for, person_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invite(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Call a person, a phone or a room; what can't be called is said beside its field, with all that was typed."""
    person = person_of(request)
    meeting = changeable_for(person, meeting_id)
    if meeting.state != Meeting.State.RUNNING:
        if request.method == "POST":
            messages.error(request, str(Code.NOT_RUNNING.label))
        return redirect("meetings:detail", meeting.pk)
    form = InviteForm()
    if request.method == "POST":
        callee, form = read_callee(request.POST, meeting)
        if callee is not None:
            reference = request.POST.get("reference", "")
            try:
                action = calling.call(
                    meeting=meeting, by=person, callees=[callee], reference=reference, now=timezone.now()
                )
            except REFUSALS as error:
                form = InviteForm(form.field, form.typed, error.sentence)
            else:
                return back(
                    request, meeting, describe(action, person), tone="warning" if action.is_open else "success"
                )
    page = build_invite_page(meeting, person, timezone.now(), form=form)
    return render(request, "control/invite.html", {"page": page}, status=422 if form.error else 200)
