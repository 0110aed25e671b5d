"""Whom a business system wants to be called, read strictly."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from accounts.models import User
from control.problems import Code
from control.requests import LONGEST_NAME, LONGEST_NUMBER, MOST_CALLEES, CalleeRequest, NumberKind
from l10n.problem import Problem
from meetings.errors import InvalidRequest
from rest.fields import StrictSerializer, TextField


class CalleeSerializer(StrictSerializer):
    """Somebody to call: a colleague by ``user_id``, or a ``number`` with its ``kind``."""

    user_id = TextField(max_length=64, required=False)
    number = TextField(
        max_length=LONGEST_NUMBER,
        required=False,
        help_text=_("A phone number, with the code of its country unless it is Chinese; or a SIP number."),
    )
    kind = serializers.ChoiceField(choices=[kind.value for kind in NumberKind], default=NumberKind.PHONE.value)
    name = TextField(
        max_length=LONGEST_NAME, default="", allow_blank=True, help_text=_("Under which the others see a number.")
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raise ValidationError unless exactly one of user_id and number says who it is."""
        if ("user_id" in attrs) == ("number" in attrs):
            raise ValidationError({"user_id": [_("Give either user_id or number.")]})
        return attrs


class EndSerializer(StrictSerializer):
    """How a meeting is ended."""

    keeps_booking = serializers.BooleanField(
        default=True, help_text=_("Whether people may come back until its time is over; a series always keeps it.")
    )


class CallSerializer(StrictSerializer):
    """Who is to be called."""

    callees = CalleeSerializer(many=True, max_length=MOST_CALLEES)  # type: ignore[call-arg]


def read_callees(found: dict[str, Any], *, tenant_id: int) -> list[CalleeRequest]:
    """Return those of a valid body, by one query however many. Raises InvalidRequest for people whom nobody knows."""
    rows = found["callees"]
    people = User.objects.filter(tenant=tenant_id, is_active=True, identity__tenant=tenant_id).select_related(
        "identity"
    )
    wanted = {row["user_id"] for row in rows if "user_id" in row}
    known = {
        each.identity.third_party_user_id: each
        for each in (people.filter(identity__third_party_user_id__in=wanted) if wanted else ())
    }
    if unknown := [
        Problem(Code.PERSON_UNKNOWN, f"callees.{position}.user_id", {"typed": row["user_id"]})
        for position, row in enumerate(rows)
        if "user_id" in row and row["user_id"] not in known
    ]:
        raise InvalidRequest(*unknown)
    return [
        CalleeRequest(person=known[row["user_id"]])
        if "user_id" in row
        else CalleeRequest(number=row["number"], kind=NumberKind(row["kind"]), name=row["name"])
        for row in rows
    ]
