"""Whom a request invites: colleagues by their third-party User ID or address, outsiders by address."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from accounts.models import User
from l10n.mail_address import on_the_wire, spellings
from l10n.problem import Problem
from meetings.limits import LONGEST_NAME
from meetings.problems import Code
from meetings.requests import InviteeRequest
from rest.fields import StrictSerializer, TextField

ROLES = ("guest", "cohost")


class InviteeSerializer(StrictSerializer):
    """Somebody to invite: ``user_id`` or ``email``. Only colleagues can be co-hosts."""

    user_id = TextField(max_length=64, required=False)
    email = TextField(max_length=254, required=False)
    name = TextField(max_length=LONGEST_NAME, default="", allow_blank=True)
    role = serializers.ChoiceField(choices=ROLES, default="guest")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raise ValidationError unless exactly one of user_id and email says who it is."""
        if ("user_id" in attrs) == ("email" in attrs):
            raise ValidationError({"user_id": [_("Give either user_id or email.")]})
        return attrs


def read_invitees(
    rows: Sequence[dict[str, Any]], *, organiser: User
) -> tuple[tuple[InviteeRequest, ...], list[Problem]]:
    """Return those of valid ``rows``, by one query however many, and the problem of each that is nobody."""
    emails = [row["email"] for row in rows if "email" in row]
    people = User.objects.filter(tenant=organiser.tenant_id, is_active=True).select_related("identity")
    by_email = {spelling for email in emails for spelling in spellings(email)}
    by_user_id = {row["user_id"] for row in rows if "user_id" in row}
    found = people.filter(email__in=by_email) | people.filter(
        identity__third_party_user_id__in=by_user_id, identity__tenant=organiser.tenant_id
    )
    known: dict[tuple[str, str], User] = {}
    for each in found if rows else ():
        known["email", on_the_wire(each.email)] = each
        if hasattr(each, "identity"):
            known["user_id", each.identity.third_party_user_id] = each
    problems: list[Problem] = []
    invitees: list[InviteeRequest] = []
    for number, row in enumerate(rows):
        key = ("user_id", row["user_id"]) if "user_id" in row else ("email", on_the_wire(row["email"]))
        person = known.get(key)
        if person is None and "user_id" in row:
            problems.append(Problem(Code.PERSON_UNKNOWN, f"invitees.{number}.user_id", {"typed": row["user_id"]}))
        elif person is None and row["role"] == "cohost":
            problems.append(Problem(Code.COHOST_OUTSIDE, f"invitees.{number}.role", {"typed": row["email"]}))
        else:
            email = person.email.lower() if person else row["email"].strip()
            name = person.name if person else row["name"]
            invitees.append(InviteeRequest(email, name, person, row["role"] == "cohost"))
    return tuple(invitees), problems
