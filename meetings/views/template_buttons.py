"""What the buttons of the booking form do that are about templates: fill it from one, keep it as one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.errors import MeetingError
from meetings.forms import template_values
from meetings.forms.booking import BookingForm
from meetings.models import BookingTemplate
from meetings.pages.templates import FilledFrom, build_filled_from
from meetings.services import templates
from meetings.views.booking_form import show_booking_form
from meetings.views.templates import usable_template

NAMES = frozenset({"use_template", "save_template", "update_template"})


def answer(request: HttpRequest, form: BookingForm) -> HttpResponse:
    """Return the form after what the one of ``NAMES`` did that was pressed. Nothing is booked."""
    return _use(request, form) if "use_template" in request.POST else _keep(request, form)


def filled_from(request: HttpRequest, person: User) -> FilledFrom | None:
    """Return the template that the sent form was filled from, where it still is one of the person's."""
    if template := _template_of(request.POST.get("template", ""), person):
        return build_filled_from(template, (), reader=person)
    return None


def _use(request: HttpRequest, form: BookingForm) -> HttpResponse:
    template = usable_template(form.person, _number(request.POST["use_template"]))
    filling = template_values.filling_of(templates.TemplateValues.of_template(template), person=form.person)
    filled = BookingForm(template_values.fill_in(request.POST, filling), person=form.person, now=form.now)
    said = build_filled_from(template, filling.missing, reader=form.person)
    return show_booking_form(request, filled, filled_from=said)


def _keep(request: HttpRequest, form: BookingForm) -> HttpResponse:
    template = _template_of(request.POST.get("template", ""), form.person)
    said = build_filled_from(template, (), reader=form.person) if template else None
    if not template_values.is_fit(form):
        return show_booking_form(request, form, filled_from=said, status=422)
    values, now = template_values.values_of(form), timezone.now()
    try:
        if "update_template" in request.POST and template:
            templates.replace_values(template=template, by=form.person, values=values, now=now)
        else:
            name, is_shared = request.POST.get("template_name", ""), "template_shared" in request.POST
            template = templates.save(owner=form.person, name=name, is_shared=is_shared, values=values, now=now)
    except MeetingError as error:
        return show_booking_form(request, form, filled_from=said, template_error=error.sentence, status=error.status)
    messages.success(request, _("The template “%(name)s” is saved.") % {"name": template.name})
    return show_booking_form(request, form, filled_from=build_filled_from(template, (), reader=form.person))


def _template_of(typed: str, person: User) -> BookingTemplate | None:
    return templates.usable_by(person=person).filter(pk=_number(typed)).first() if typed else None


def _number(typed: str) -> int:
    """Return the number of a template; 0, which none has, for anything odd."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0
