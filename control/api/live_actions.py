"""What can be done to a running meeting over HTTP: an address for each action of the table (``control.actions``)."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.idempotency import IDEMPOTENCY_KEY
from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from control.actions import ACTIONS, About, LiveAction
from control.api import answers
from control.models import ControlAction
from control.requests import LONGEST_NAME, LONGEST_NUMBER, MOST_MINUTES, ActionRequest, PaneRequest
from control.services import calling, controlling
from meetings.api.changes import idempotency_key
from meetings.api.lookups import meeting_for
from rest.fields import NothingSerializer, StrictSerializer, TextField, read

_Kind = ControlAction.Kind
_LONGEST_ID, _MOST_PANES, _MOST_SITES = 64, 25, 100


class PaneSerializer(StrictSerializer):
    """One pane of the picture: who is seen there in turn, or what is shared."""

    index = serializers.IntegerField(min_value=1, max_value=_MOST_PANES)
    participant_ids = serializers.ListField(
        child=TextField(max_length=_LONGEST_ID), max_length=_MOST_SITES, default=list
    )
    is_presentation = serializers.BooleanField(default=False)


def _field(name: str, *, is_required: bool) -> serializers.Field[Any, Any, Any, Any]:
    if name == "minutes":
        return serializers.IntegerField(min_value=1, max_value=MOST_MINUTES)
    if name == "panes":
        return PaneSerializer(many=True, required=False, max_length=_MOST_PANES)  # type: ignore[call-arg]
    if name == "may_unmute":
        return serializers.BooleanField(default=True, help_text=_("Whether people may unmute themselves."))
    longest = {"number": LONGEST_NUMBER, "title": LONGEST_NAME}.get(name, _LONGEST_ID)
    return TextField(max_length=longest, required=is_required)


# What an action takes beside what it needs.
_MORE = {
    _Kind.MUTE_ALL: ("may_unmute",),
    _Kind.FOLLOW_VOICES: ("image_type",),
    _Kind.SHOW_PICTURE: ("panes",),
    _Kind.SAVE_LAYOUT: ("panes", "layout_id"),
}
_NAMED = {About.PARTICIPANT, About.WAITING, About.ANYBODY}


def _serializer(action: LiveAction) -> type[StrictSerializer]:
    """Return what the body of an action is read by."""
    needed = set(action.needs) | ({"participant_id"} if action.about in _NAMED else set())
    more = {
        *_MORE.get(_Kind(action.kind), ()),
        *(("participant_id", "number") if action.about is About.INVITED else ()),
    }
    fields = {name: _field(name, is_required=name in needed) for name in sorted(needed | more)}
    if not fields:
        return NothingSerializer
    return type(f"{_title(action.kind)}Serializer", (StrictSerializer,), {**fields, "__doc__": "What it needs."})


def _title(kind: str) -> str:
    return "Live" + "".join(word.title() for word in kind.split("_"))


class LiveActionView(APIView):
    """Something that is done to a meeting while it runs."""

    required_scopes = {"POST": Scope.CONTROL_WRITE}
    kind: str
    serializer: type[StrictSerializer] = NothingSerializer

    def answer(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Do it, and return what came of it."""
        person = person_of(request)
        meeting = meeting_for(person, meeting_id)
        found = read(self.serializer, request.data)
        with idempotency_key(request) as reference:
            action = self.act(found, meeting=meeting, by=person, reference=reference, now=timezone.now())
        return answers.answer_action(request, action)

    def act(self, found: dict[str, Any], **how: Any) -> ControlAction:
        panes = tuple(
            PaneRequest(one["index"], tuple(one["participant_ids"]), one["is_presentation"])
            for one in found.pop("panes", ())
        )
        return controlling.act(kind=self.kind, request=ActionRequest(**found, panes=panes), **how)


class ParticipantSerializer(StrictSerializer):
    """Whom it is about."""

    participant_id = TextField(max_length=_LONGEST_ID)


class CallMissingView(LiveActionView):
    """Calls of everybody who is invited and isn't there."""

    def act(self, found: dict[str, Any], **how: Any) -> ControlAction:
        return calling.call_missing(**how)


class HandOverView(LiveActionView):
    """Somebody else becomes the host, and the person leaves."""

    serializer = ParticipantSerializer

    def act(self, found: dict[str, Any], **how: Any) -> ControlAction:
        return controlling.hand_over_and_leave(participant_id=found["participant_id"], **how)


def _described(view: type[LiveActionView], name: str, summary: str) -> type[LiveActionView]:
    """Return the view with its own place in the document."""

    @extend_schema(
        operation_id=f"live_{name}",
        summary=summary,
        description="200, or 202 while the meeting service has not confirmed it. For organiser and co-hosts.",
        parameters=[IDEMPOTENCY_KEY],
        request=view.serializer,
        responses={200: answers.ActionSerializer, 202: answers.ActionSerializer},
    )
    def post(self: LiveActionView, request: Request, meeting_id: uuid.UUID) -> Response:
        return self.answer(request, meeting_id)

    return type(view.__name__, (view,), {"post": post})


def list_views() -> Iterator[tuple[str, type[LiveActionView]]]:
    """Yield the last part of each address with its view."""
    for kind, action in ACTIONS.items():
        view = type(_title(kind) + "View", (LiveActionView,), {"kind": kind, "serializer": _serializer(action)})
        yield kind, _described(view, kind, str(_Kind(kind).label).capitalize())
    yield "call_missing", _described(CallMissingView, "call_missing", "Call everybody who is missing")
    yield "hand_over", _described(HandOverView, "hand_over", "Make somebody the host and leave")
