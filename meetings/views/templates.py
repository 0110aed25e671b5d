"""The page on which somebody looks after their templates of bookings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from meetings.errors import MeetingError
from meetings.models import BookingTemplate
from meetings.pages.templates import build_template_menu
from meetings.services import templates
from meetings.views.lookups import person_of


@require_safe
@login_required
def templates_page(request: HttpRequest) -> HttpResponse:
    """Show the person's own templates and those of their organisation."""
    person = person_of(request)
    page = build_template_menu(templates.usable_by(person=person), reader=person)
    return render(request, "meetings/templates.html", {"page": page})


@require_POST
@login_required
def change(request: HttpRequest, template_id: int) -> HttpResponse:
    """Rename, share or keep to oneself, or delete, as the button says."""
    person = person_of(request)
    template = usable_template(person, template_id)
    try:
        if "delete" in request.POST:
            templates.delete(template=template, by=person)
            messages.success(request, _("The template “%(name)s” is deleted.") % {"name": template.name})
        elif "save" in request.POST:
            templates.change(
                template=template,
                by=person,
                name=request.POST.get("name", ""),
                is_shared="is_shared" in request.POST,
                now=timezone.now(),
            )
            messages.success(request, _("The template “%(name)s” is saved.") % {"name": template.name})
    except MeetingError as error:
        messages.error(request, error.sentence)
    return redirect("meetings:templates")


def usable_template(person: User, template_id: int) -> BookingTemplate:
    """Return a template that ``person`` may use. Raises Http404 for any other."""
    if found := templates.usable_by(person=person).filter(pk=template_id).first():
        return found
    raise Http404
