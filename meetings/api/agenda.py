"""The agenda of a person over HTTP: what it is asked for, and its rows.

Rows are dictionaries, written by hand: a list has a hundred, and what a serializer does with each would take longer
than all else.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from accounts.api.authentication import client_of
from accounts.models import User
from l10n import zones
from meetings.limits import LONGEST_EXTERNAL_ID, LONGEST_TAG
from meetings.models import Meeting
from meetings.queries.agenda_page import AgendaRow, Filters, agenda_page
from rest.cursor import LARGEST_PAGE, Cursor, next_link, read_cursor
from rest.fields import ChoicesField, MomentField, StrictSerializer, read_query


class AgendaRowSerializer(serializers.Serializer[Any]):
    """One occurrence in the agenda of a person; a single meeting has one, with ``occurrence_id`` null.

    With ``fields`` it has those alone.
    """

    id = serializers.UUIDField(required=False)
    occurrence_id = serializers.IntegerField(allow_null=True, required=False)
    subject = serializers.CharField(required=False)
    state = serializers.ChoiceField(choices=Meeting.State.choices, required=False)
    start_at = serializers.DateTimeField(required=False)
    end_at = serializers.DateTimeField(required=False)
    time_zone = serializers.CharField(required=False)
    organiser_name = serializers.CharField(required=False)
    conference_id = serializers.CharField(required=False)
    external_id = serializers.CharField(required=False)
    invitee_count = serializers.IntegerField(required=False, help_text="The organiser among them.")


class AgendaPageSerializer(serializers.Serializer[Any]):
    results = AgendaRowSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last one.")


FIELDS = tuple(AgendaRowSerializer().fields)


class AgendaQuerySerializer(StrictSerializer):
    """What a list is asked for. Filters narrow each other."""

    since = MomentField(required=False)
    until = MomentField(required=False)
    state = ChoicesField(choices=Meeting.State.values, required=False)
    organiser = serializers.CharField(max_length=64, required=False, help_text=_("Third-party User ID."))
    conference_id = serializers.CharField(max_length=32, required=False)
    external_id = serializers.CharField(max_length=LONGEST_EXTERNAL_ID, required=False)
    tag = serializers.CharField(max_length=LONGEST_TAG, required=False)
    # The class has no such attribute, but one of the library's: fields are taken out of the class body.
    locals()["fields"] = ChoicesField(choices=FIELDS, required=False)
    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=50)
    cursor = serializers.CharField(max_length=200, required=False)


def read_page(request: Request, *, person: User, now: datetime) -> dict[str, Any]:
    """Return the page of the agenda of ``person`` that the query asks for. Raises ValidationError."""
    found = read_query(AgendaQuerySerializer, request.query_params)
    client = client_of(request) if "external_id" in found else None
    filters = Filters(
        since=found.get("since"),
        until=found.get("until"),
        states=frozenset(found.get("state", ())),
        organiser=found.get("organiser", ""),
        conference_id=found.get("conference_id", ""),
        external_id=found.get("external_id", ""),
        client=client.pk if client else 0,  # two systems may have the same ID for different things
        tag=found.get("tag", ""),
    )
    limit, after = found["limit"], read_cursor(found.get("cursor", ""))
    rows = agenda_page(person=person, filters=filters, after=after, limit=limit + 1, now=now)
    more = next_link(request, Cursor(rows[limit - 1].start_at, rows[limit - 1].key)) if len(rows) > limit else None
    results = [_represent_row(row) for row in rows[:limit]]
    if chosen := found.get("fields"):
        results = [{name: row[name] for name in chosen} for row in results]
    return {"results": results, "next": more}


def _represent_row(row: AgendaRow) -> dict[str, Any]:
    """Return a row; its times by the clock of the meeting's zone."""
    zone = zones.zone(row.time_zone)
    return {
        "id": str(row.meeting_id),
        "occurrence_id": row.occurrence_id,
        "subject": row.subject,
        "state": row.state,
        "start_at": row.start_at.astimezone(zone).isoformat(),
        "end_at": row.end_at.astimezone(zone).isoformat(),
        "time_zone": row.time_zone,
        "organiser_name": row.organiser_name,
        "conference_id": row.vendor_conference_id,
        "external_id": row.external_id,
        "invitee_count": row.invitee_count,
    }
