"""Between the form of a booking and a template: what is kept of it, and what it fills in again."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from accounts.models import User
from meetings import options
from meetings.forms import invitee_list, times
from meetings.forms.booking import BookingForm
from meetings.requests import TerminalRequest
from meetings.services.templates import TemplateInvitee, TemplateTerminal, TemplateValues

# What is wrong here, a template would fill in again.
_CHECKED = ("subject", "length_other", "invitees", "cohosts")


@dataclass(frozen=True, slots=True)
class Filling:
    """``initial`` is what a form is filled with; ``missing`` are those of its people who are here no more."""

    initial: dict[str, Any]
    missing: tuple[str, ...]


def is_fit(form: BookingForm) -> bool:
    """Return whether a bound form can be kept as a template: day and start may be anything, a subject may lack."""
    form.is_valid()
    if not form["subject"].value():
        form.errors.pop("subject", None)
    return not any(name in form.errors for name in _CHECKED)


def values_of(form: BookingForm) -> TemplateValues:
    """Return what is kept of a form that ``is_fit``: no day, no start, no password."""
    cleaned = form.cleaned_data
    return TemplateValues(
        subject=cleaned.get("subject", ""),
        length_minutes=cleaned.get("length_minutes") or 0,
        invitees=tuple(
            TemplateInvitee(
                invitee.name, invitee.email, invitee.person.pk if invitee.person else None, invitee.is_cohost
            )
            for invitee in form.invited.invitees
        ),
        options={name: cleaned[name] for name in options.NAMES if name in cleaned},
        terminals=tuple(TemplateTerminal(each.number, each.name) for each in form.invited.terminals),
    )


def filling_of(values: TemplateValues, *, person: User) -> Filling:
    """Return what ``values`` fill the form of ``person`` with: people by their names and addresses of today."""
    keys = [invitee.person_id for invitee in values.invitees if invitee.person_id]
    here = User.objects.filter(pk__in=keys, tenant=person.tenant_id, is_active=True).in_bulk() if keys else {}
    found, missing, cohosts = [], [], []
    for invitee in values.invitees:
        colleague = here.get(invitee.person_id or 0)
        if invitee.person_id and colleague is None:
            missing.append(invitee.name)
            continue
        name, email = (colleague.name, colleague.email) if colleague else (invitee.name, invitee.email)
        if colleague != person:
            found.append((name, email))
            cohosts += [email] if invitee.is_cohost else []
    known = {name: value for name, value in values.options.items() if name in options.NAMES}
    initial: dict[str, Any] = {
        "subject": values.subject,
        "invitees": invitee_list.as_text(
            found, [TerminalRequest(each.number, each.name) for each in values.terminals]
        ),
        "cohosts": "\n".join(cohosts),
        **(times.initial_length(values.length_minutes) if values.length_minutes else {}),
        **known,
    }
    return Filling({name: value for name, value in initial.items() if value != ""}, tuple(missing))


def fill_in(sent: QueryDict, filling: Filling) -> QueryDict:
    """Return what was typed with the rest filled in: a subject stays as it was typed, and whoever is invited."""
    filled = sent.copy()
    for name, value in filling.initial.items():
        typed = filled.get(name, "").strip()
        if name == "subject" and typed:
            continue
        if value is False:
            filled.pop(name, None)
        elif name in {"invitees", "cohosts"} and typed:
            filled[name] = f"{typed}\n{value}"
        else:
            filled[name] = "on" if value is True else str(value)
    return filled
