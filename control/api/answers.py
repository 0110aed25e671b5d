"""Actions as answers have them, and their serializer, which the document is made of."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from control import refusals
from control.models import ControlAction


class AnsweredCalleeSerializer(serializers.Serializer[Any]):
    """Somebody who is called."""

    name = serializers.CharField()
    number = serializers.CharField(help_text="As the meeting service dials it.")
    user_id = serializers.CharField(help_text="Third-party User ID; empty for a number of nobody here.")


class ActionSerializer(serializers.Serializer[Any]):
    """One action on a running meeting, and what became of it."""

    id = serializers.IntegerField()
    meeting_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=ControlAction.Kind.choices)
    state = serializers.ChoiceField(choices=ControlAction.State.choices)
    is_open = serializers.BooleanField(help_text="Ask again while it is true.")
    was_needless = serializers.BooleanField(help_text="It was so already, and nothing had to be done.")
    callees = AnsweredCalleeSerializer(many=True, help_text="Who is called; empty for other kinds.")
    participant_id = serializers.CharField(help_text="Whom it is about; empty where that is nobody in particular.")
    participant_name = serializers.CharField()
    requested_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    vendor_code = serializers.CharField(help_text="The meeting service's error code, where it refused.")
    vendor_request_id = serializers.CharField()
    detail = serializers.CharField(help_text="Why it was refused, as a sentence.")


def represent_action(action: ControlAction) -> dict[str, Any]:
    """Return one action with what became of it."""
    is_refused = action.state == ControlAction.State.REFUSED
    return {
        "id": action.pk,
        "meeting_id": str(action.meeting_id),
        "kind": action.kind,
        "state": action.state,
        "is_open": action.is_open,
        "was_needless": action.was_needless,
        "callees": [
            {name: each[name] for name in ("name", "number", "user_id")} for each in action.payload.get("callees", ())
        ],
        "participant_id": action.payload.get("participant_id", ""),
        "participant_name": action.payload.get("name", ""),
        "requested_at": action.created_at.isoformat(),
        "finished_at": action.finished_at.isoformat() if action.finished_at else None,
        "vendor_code": action.error_code if is_refused else "",
        "vendor_request_id": action.error_request_id if is_refused else "",
        "detail": refusals.explain(action).sentence if is_refused else "",
    }


def answer_action(request: Request, action: ControlAction) -> Response:
    """Return the answer with an action: 202 where nobody knows yet what came of it."""
    body = represent_action(action)
    if not action.is_open:
        return Response(body)
    location = reverse("api-action", args=[action.meeting_id, action.pk], request=request)
    return Response(body, status=202, headers={"Location": location})
