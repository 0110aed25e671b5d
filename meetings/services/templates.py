"""Templates of bookings: kept by whoever books, used by their tenant where they are shared."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from l10n import one_line
from l10n.problem import Problem
from meetings.errors import InvalidRequest, NotAllowed
from meetings.limits import LONGEST_TEMPLATE_NAME, MOST_TEMPLATES
from meetings.models import BookingTemplate
from meetings.problems import Code

_VERSION = 1


@dataclass(frozen=True, slots=True)
class TemplateInvitee:
    """Somebody whom a template invites: a person of the portal, or an outsider by address (``person_id`` None)."""

    name: str
    email: str
    person_id: int | None = None
    is_cohost: bool = False


@dataclass(frozen=True, slots=True)
class TemplateTerminal:
    """A hard terminal that the meetings of a template call."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class TemplateValues:
    """What a template fills a form with. ``length_minutes`` is 0 and ``subject`` "" where it leaves them open.

    ``options`` are those of ``meetings.options`` by name.
    """

    subject: str = ""
    length_minutes: int = 0
    invitees: tuple[TemplateInvitee, ...] = ()
    options: dict[str, int | bool] = field(default_factory=dict)
    terminals: tuple[TemplateTerminal, ...] = ()

    @classmethod
    def of_template(cls, template: BookingTemplate) -> "TemplateValues":
        """Read them as any version has written them: what is missing is left open."""
        written: dict[str, Any] = template.values or {}
        return cls(
            subject=written.get("subject", ""),
            length_minutes=written.get("length_minutes", 0),
            invitees=tuple(TemplateInvitee(**each) for each in written.get("invitees", [])),
            options=written.get("options", {}),
            terminals=tuple(TemplateTerminal(**each) for each in written.get("terminals", [])),
        )


def usable_by(*, person: User) -> QuerySet[BookingTemplate]:
    """Return the person's own templates and those that colleagues share with their organisation."""
    return BookingTemplate.objects.filter(Q(owner=person) | Q(is_shared=True), tenant=person.tenant_id).select_related(
        "owner"
    )


def save(*, owner: User, name: str, is_shared: bool, values: TemplateValues, now: datetime) -> BookingTemplate:
    """Keep a new template. Raises InvalidRequest for a name that is none or taken, or where there are too many."""
    if owner.tenant_id is None:
        raise NotAllowed(Problem(Code.TEMPLATE_NOT_YOURS))
    clean = _clean_name(name)
    if BookingTemplate.objects.filter(owner=owner).count() >= MOST_TEMPLATES:
        raise InvalidRequest(Problem(Code.TOO_MANY_TEMPLATES, "template_name", {"most": MOST_TEMPLATES}))
    with _one_name():
        return BookingTemplate.objects.create(
            tenant_id=owner.tenant_id,
            owner=owner,
            name=clean,
            is_shared=is_shared,
            values=_written(values),
            changed_at=now,
        )


def replace_values(*, template: BookingTemplate, by: User, values: TemplateValues, now: datetime) -> None:
    """Let the template fill forms with other values from now on. Raises NotAllowed."""
    _check_owner(template, by)
    template.values, template.changed_at = _written(values), now
    template.save(update_fields=["values", "changed_at"])


def change(*, template: BookingTemplate, by: User, name: str, is_shared: bool, now: datetime) -> None:
    """Rename the template, share it or keep it to its owner. Raises NotAllowed and InvalidRequest."""
    _check_owner(template, by)
    template.name, template.is_shared, template.changed_at = _clean_name(name), is_shared, now
    with _one_name():
        template.save(update_fields=["name", "is_shared", "changed_at"])


def delete(*, template: BookingTemplate, by: User) -> None:
    """Delete the template; an administrator of the tenant may delete one that is shared. Raises NotAllowed."""
    looks_after_it = by.role == User.Role.TENANT_ADMIN and by.tenant_id == template.tenant_id and template.is_shared
    if not looks_after_it:
        _check_owner(template, by)
    template.delete()


def _check_owner(template: BookingTemplate, by: User) -> None:
    if template.owner_id != by.pk or template.tenant_id != by.tenant_id:
        raise NotAllowed(Problem(Code.TEMPLATE_NOT_YOURS))


def _clean_name(name: str) -> str:
    clean = one_line.one_line(name).strip()
    if not clean or len(clean) > LONGEST_TEMPLATE_NAME:
        raise InvalidRequest(Problem(Code.TEMPLATE_NAME, "template_name", {"most": LONGEST_TEMPLATE_NAME}))
    return clean


@contextmanager
def _one_name() -> Iterator[None]:
    """Turn the database's word that the owner has that name already into ours."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise InvalidRequest(Problem(Code.TEMPLATE_NAME_TAKEN, "template_name")) from error


def _written(values: TemplateValues) -> Any:
    return {"version": _VERSION, **asdict(values)}
