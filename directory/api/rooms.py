"""The cloud rooms of a person over HTTP."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from directory.entries import CloudRoom
from directory.services.rooms import list_rooms
from rest.cursor import LARGEST_PAGE, next_link
from rest.fields import ChoicesField, StrictSerializer, read_query

CLOUD, PERSONAL = "cloud", "personal"


class RoomSerializer(serializers.Serializer[Any]):
    """A cloud room, or the person's own meeting ID. With ``fields`` it has those alone."""

    id = serializers.CharField(required=False, help_text="What a booking takes as room_id.")
    name = serializers.CharField(required=False)
    number = serializers.CharField(required=False, help_text="The meeting ID that people dial.")
    kind = serializers.ChoiceField(choices=[CLOUD, PERSONAL], required=False)
    seats = serializers.IntegerField(allow_null=True, required=False, help_text="How many people fit.")
    is_usable = serializers.BooleanField(required=False, help_text="False: it is switched off or has expired.")


class RoomPageSerializer(serializers.Serializer[Any]):
    """``read_at`` is when the meeting service has told them, null for never."""

    results = RoomSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last one.")
    read_at = serializers.DateTimeField(allow_null=True)
    is_stale = serializers.BooleanField(help_text="The meeting service could not be asked just now.")


FIELDS = tuple(RoomSerializer().fields)


class RoomsQuerySerializer(StrictSerializer):
    """Which rooms, and which page of them."""

    kind = serializers.ChoiceField(choices=[CLOUD, PERSONAL], required=False)
    # The class has no such attribute, but one of the library's: fields are taken out of the class body.
    locals()["fields"] = ChoicesField(choices=FIELDS, required=False)
    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=50)
    cursor = serializers.CharField(max_length=200, required=False)


class RoomsView(APIView):
    """The rooms that the person of the token may book."""

    required_scopes = {"GET": Scope.MEETINGS_READ}

    @extend_schema(operation_id="list_rooms", parameters=[RoomsQuerySerializer], responses=RoomPageSerializer)
    def get(self, request: Request) -> Response:
        """Return them in the order of their IDs."""
        found = read_query(RoomsQuerySerializer, request.query_params)
        listing = list_rooms(person=person_of(request), now=timezone.now())
        rows = [represent_room(room) for room in sorted(listing.entries, key=lambda room: room.id)]
        rows = [row for row in rows if row["kind"] == found.get("kind", row["kind"])]
        rows, limit = [row for row in rows if row["id"] > found.get("cursor", "")], found["limit"]
        names = found.get("fields", FIELDS)
        return Response(
            {
                "results": [{name: row[name] for name in names} for row in rows[:limit]],
                "next": next_link(request, rows[limit - 1]["id"]) if len(rows) > limit else None,
                "read_at": listing.read_at.isoformat() if listing.read_at else None,
                "is_stale": listing.is_stale,
            }
        )


def represent_room(room: CloudRoom) -> dict[str, Any]:
    """Return a room as an answer has it."""
    return {
        "id": room.id,
        "name": room.name,
        "number": room.number,
        "kind": PERSONAL if room.is_personal else CLOUD,
        "seats": room.seats,
        "is_usable": room.is_usable,
    }
