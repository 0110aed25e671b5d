"""Templates as the form of a booking offers them, and as the page shows on which they are looked after."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from l10n import format_datetime
from meetings import options
from meetings.models import BookingTemplate
from meetings.options import Options
from meetings.services.templates import TemplateValues


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template: what it is called, what is in it, whose it is ("" for the reader's own)."""

    id: int
    name: str
    words: str
    is_own: bool
    is_shared: bool
    owner: str
    may_delete: bool


@dataclass(frozen=True, slots=True)
class TemplateMenu:
    """The reader's own templates, and those of their organisation, which is ``organisation``."""

    own: tuple[TemplateLine, ...]
    shared: tuple[TemplateLine, ...]
    organisation: str


@dataclass(frozen=True, slots=True)
class FilledFrom:
    """The template that a form was filled from. ``missing`` says who of it is here no more, "" where everybody is."""

    id: int
    name: str
    is_own: bool
    missing: str


def build_template_menu(found: Iterable[BookingTemplate], *, reader: User) -> TemplateMenu:
    """Return the templates that ``reader`` may use."""
    lines = [_line(template, reader) for template in found]
    return TemplateMenu(
        tuple(line for line in lines if line.is_own),
        tuple(line for line in lines if not line.is_own),
        reader.tenant.name if reader.tenant else "",
    )


def build_filled_from(template: BookingTemplate, missing: tuple[str, ...], *, reader: User) -> FilledFrom:
    """Return what is said above a form that ``template`` has filled."""
    sentence = ""
    if missing:
        sentence = ngettext(
            "%(names)s is in the template and no longer here; not filled in.",
            "%(names)s are in the template and no longer here; not filled in.",
            len(missing),
        ) % {"names": format_datetime.names(list(missing))}
    return FilledFrom(template.pk, template.name, template.owner_id == reader.pk, format_datetime.spaced(sentence))


def _line(template: BookingTemplate, reader: User) -> TemplateLine:
    is_own = template.owner_id == reader.pk
    return TemplateLine(
        id=template.pk,
        name=template.name,
        words=" · ".join(_words(TemplateValues.of_template(template))),
        is_own=is_own,
        is_shared=template.is_shared,
        owner="" if is_own else template.owner.name,
        may_delete=is_own or reader.role == User.Role.TENANT_ADMIN,
    )


def _words(values: TemplateValues) -> list[str]:
    """Return length, number of people, and what is chosen otherwise than usual."""
    words = []
    if values.length_minutes:
        words.append(
            ngettext("%(count)s min", "%(count)s min", values.length_minutes) % {"count": values.length_minutes}
        )
    if values.invitees:
        count = len(values.invitees)
        words.append(ngettext("%(count)s person", "%(count)s people", count) % {"count": count})
    usual = Options()
    words += [
        str(option.wording(values.options[option.name]).line)
        for option in options.TABLE
        if values.options.get(option.name, getattr(usual, option.name)) != getattr(usual, option.name)
    ]
    return [word for word in words if word] or [_("subject only")]
