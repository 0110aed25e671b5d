"""Meetings, occurrences and operations as answers have them, and their serializers, which the document is made of.

The tests hold every answer to the document.
"""

from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers

from accounts.models import Identity, User
from l10n import zones
from meetings import access, options
from meetings.api.recurrence import (
    PortalSeriesSerializer,
    RecurrenceSerializer,
    represent_portal_series,
    represent_rule,
)
from meetings.api.requests import represent_options
from meetings.invitee_links import join_link
from meetings.models import Invitee, Meeting, VendorWrite, terminals_of
from meetings.refusals import explain_refusal
from meetings.representation import represent_occurrence, represent_row, represent_time
from meetings.snapshots import Span


class OrganiserSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    user_id = serializers.CharField(help_text="Third-party User ID; empty for somebody who isn't linked.")


class SpanSerializer(serializers.Serializer[Any]):
    start_at = serializers.DateTimeField()
    end_at = serializers.DateTimeField()


class OperationSerializer(serializers.Serializer[Any]):
    """One write on its way to the meeting service, or what became of it."""

    id = serializers.IntegerField()
    meeting_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=VendorWrite.Kind.choices)
    state = serializers.ChoiceField(choices=VendorWrite.State.choices)
    is_open = serializers.BooleanField(help_text="Ask again while it is true.")
    requested_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    vendor_code = serializers.CharField(help_text="The meeting service's error code, where it refused.")
    vendor_request_id = serializers.CharField()
    detail = serializers.CharField(help_text="Why it was refused, as a sentence.")


class AnsweredInviteeSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    email = serializers.CharField()
    user_id = serializers.CharField()
    role = serializers.ChoiceField(choices=Invitee.Role.choices)


class TerminalSerializer(serializers.Serializer[Any]):
    """A hard terminal that the meeting calls."""

    number = serializers.CharField()
    name = serializers.CharField()


class OccurrenceSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    start_at = serializers.DateTimeField()
    end_at = serializers.DateTimeField()
    original_start_at = serializers.DateTimeField(help_text="Where the rule has it.")
    is_cancelled = serializers.BooleanField()


class MeetingRowSerializer(serializers.Serializer[Any]):
    """What stands in a meeting's own row and is no secret."""

    id = serializers.UUIDField()
    external_id = serializers.CharField()
    subject = serializers.CharField()
    state = serializers.ChoiceField(choices=Meeting.State.choices)
    kind = serializers.ChoiceField(choices=Meeting.Kind.choices)
    organiser = OrganiserSerializer()
    start_at = serializers.DateTimeField(help_text="Of a series that of its current occurrence.")
    end_at = serializers.DateTimeField()
    length_minutes = serializers.IntegerField()
    time_zone = serializers.CharField()
    conference_id = serializers.CharField(help_text="The meeting ID; empty until the meeting service has it.")
    changed_at = serializers.DateTimeField()


class MeetingSerializer(MeetingRowSerializer):
    """A meeting, single or a series, with all that its caller may see."""

    tags = serializers.ListField(child=serializers.CharField())
    recurrence = RecurrenceSerializer(allow_null=True)
    portal_series = PortalSeriesSerializer(allow_null=True)
    occurrences = OccurrenceSerializer(many=True)
    invitees = AnsweredInviteeSerializer(many=True)
    room_id = serializers.CharField(help_text="The cloud room or personal ID it is held in; empty for none.")
    room_number = serializers.CharField(help_text="The meeting ID that people dial for it; empty for none.")
    terminals = TerminalSerializer(many=True)
    guest_password = serializers.CharField(allow_null=True, help_text="Null for who may not change the meeting.")
    join_url = serializers.CharField(help_text="The link of the person for whom the call is made.")
    operation = OperationSerializer(allow_null=True, help_text="The latest write about it.")
    locals().update({option.name: serializers.BooleanField() for option in options.TABLE if not option.choices})
    entry = serializers.ChoiceField(choices=[entry.name.lower() for entry in Meeting.Entry])


def represent_operation(write: VendorWrite) -> dict[str, Any]:
    """Return one write with what became of it."""
    is_refused = write.state == VendorWrite.State.REFUSED
    return {
        "id": write.pk,
        "meeting_id": str(write.meeting_id),
        "kind": write.kind,
        "state": write.state,
        "is_open": write.is_open,
        "requested_at": write.created_at.isoformat(),
        "finished_at": write.finished_at.isoformat() if write.finished_at else None,
        "vendor_code": write.error_code if is_refused else "",
        "vendor_request_id": write.error_request_id if is_refused else "",
        "detail": explain_refusal(write) if is_refused else "",
    }


def represent_meeting(meeting: Meeting, *, reader: User) -> dict[str, Any]:
    """Return a meeting as ``reader`` may see it: five queries, however many its people and occurrences."""
    zone = zones.zone(meeting.time_zone)
    invitees = list(meeting.invitees.present().select_related("person__identity"))
    write = meeting.writes.order_by("-created_at", "-pk").first()
    own = next((invitee for invitee in invitees if invitee.person_id == reader.pk), None)
    return {
        **represent_row(meeting, organiser_user_id=user_id_of(meeting.organiser), zone=zone),
        "tags": [tag.name for tag in meeting.tags.all()],
        "recurrence": represent_rule(meeting.recurrence),
        "portal_series": represent_portal_series(meeting.portal_series),
        "occurrences": [represent_occurrence(each, zone) for each in meeting.occurrences.all()],
        "invitees": [represent_invitee(invitee) for invitee in invitees],
        "room_id": meeting.vendor_room_id,
        "room_number": meeting.vendor_room_number,
        "terminals": [{"number": each.number, "name": each.name} for each in terminals_of(meeting)],
        "guest_password": meeting.guest_password if access.can_change(person=reader, meeting=meeting) else None,
        "join_url": join_link(invitee=own) if own else "",
        "operation": represent_operation(write) if write else None,
        **represent_options(meeting),
    }


def represent_span(span: Span, zone: ZoneInfo) -> dict[str, str]:
    """Return a span of time by the clock of ``zone``."""
    return {"start_at": represent_time(span.start_at, zone), "end_at": represent_time(span.end_at, zone)}


def represent_invitee(invitee: Invitee) -> dict[str, str]:
    """Return somebody invited; the person's identity is best selected with it."""
    person = invitee.person
    return {
        "name": person.name if person else invitee.name,
        "email": invitee.mail_address,
        "user_id": user_id_of(person) if person else "",
        "role": invitee.role,
    }


def user_id_of(person: User) -> str:
    """Return the third-party User ID of ``person``, "" for who has none."""
    identity: Identity | None = getattr(person, "identity", None)
    return identity.third_party_user_id if identity else ""
