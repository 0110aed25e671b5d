"""One meeting that somebody may see, as each of its pages begins: with organiser, organisation and open link."""

from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, QuerySet, UUIDField

from accounts.models import Application, Tenant, User
from accounts.queries.compiled import CompiledQuery, Parameter, columns_of, load, whole
from meetings import access
from meetings.models import Meeting, OpenLink

_PARTS = (
    whole("", Meeting),
    whole("organiser__", User),
    whole("tenant__", Tenant),
    whole("tenant__application__", Application),
    whole("open_link__", OpenLink),
)


def read_visible(*, person: User, meeting_id: UUID) -> Meeting | None:
    """Return the meeting with all of them; None for one that ``person`` may not see, or that isn't there."""
    found = _VISIBLE.rows(person=person.pk, tenant=person.tenant_id, meeting=meeting_id)
    if not found:
        return None
    meeting, organiser, tenant, application, open_link = load(_PARTS, found[0])
    assert isinstance(meeting, Meeting)
    tenant.application = application
    meeting.tenant, meeting.organiser = tenant, organiser
    meeting._state.fields_cache["open_link"] = open_link if open_link.pk else None
    if open_link.pk:
        open_link._state.fields_cache["meeting"] = meeting
    return meeting


def _compose() -> QuerySet[Meeting, tuple[Any, ...]]:
    person, tenant = Parameter("person", BigIntegerField()), Parameter("tenant", BigIntegerField())
    meetings = access.visible_by_id(person=person, tenant=tenant).filter(pk=Parameter("meeting", UUIDField()))
    return meetings.values_list(*columns_of(_PARTS))


_VISIBLE = CompiledQuery(_compose)
