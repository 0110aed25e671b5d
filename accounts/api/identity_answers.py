"""Identities, and what became of rows, as answers have them; their serializers, which the document is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from rest_framework import serializers

from accounts.models import Identity
from accounts.services.import_rows import Outcome, Row
from accounts.services.mapping import FIELD
from l10n.problem import Problem
from rest.problem_details import represent_problem


class IdentitySerializer(serializers.Serializer[Any]):
    """Who a person is at the meeting service."""

    user_id = serializers.CharField(help_text="Third-party User ID.")
    email = serializers.CharField()
    name = serializers.CharField()
    is_active = serializers.BooleanField(help_text="Whether the person may sign in to the portal.")
    state = serializers.ChoiceField(choices=Identity.State.choices)
    is_being_verified = serializers.BooleanField(help_text="Ask again while it is true.")
    verified_at = serializers.DateTimeField(allow_null=True)
    failure_code = serializers.CharField(help_text="Why the meeting service refused them, where it did.")
    vendor_account = serializers.CharField()


class IdentityPageSerializer(serializers.Serializer[Any]):
    results = IdentitySerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last one.")


class IdentityRowProblemSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class IdentityRowSerializer(serializers.Serializer[Any]):
    """What became of one row; one that was refused has changed nothing."""

    row = serializers.IntegerField(help_text="From 1, in the order of the request.")
    user_id = serializers.CharField()
    email = serializers.CharField()
    outcome = serializers.ChoiceField(choices=[(outcome.value, outcome.value) for outcome in Outcome])
    problems = IdentityRowProblemSerializer(many=True, help_text="Why it was refused.")
    warnings = IdentityRowProblemSerializer(many=True, help_text="What is to be looked at though it was done.")


class BulkIdentitiesAnswerSerializer(serializers.Serializer[Any]):
    made = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = IdentityRowSerializer(many=True)


def represent_identity(identity: Identity) -> dict[str, Any]:
    """Return an identity with its person."""
    return {
        "user_id": identity.third_party_user_id,
        "email": identity.person.email,
        "name": identity.person.name,
        "is_active": identity.person.is_active,
        "state": identity.state,
        "is_being_verified": identity.test_due_at is not None,
        "verified_at": identity.tested_at.isoformat() if identity.tested_at else None,
        "failure_code": identity.failure_code,
        "vendor_account": identity.vendor_account,
    }


def represent_rows(rows: Sequence[Row]) -> dict[str, Any]:
    """Return what became of all rows."""
    outcomes = [row.outcome for row in rows]
    return {outcome.value: outcomes.count(outcome) for outcome in Outcome} | {
        "results": [_represent_row(row) for row in rows]
    }


def name_fields(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems with their fields named as requests name them."""
    return [replace(problem, field="user_id") if problem.field == FIELD else problem for problem in problems]


def _represent_row(row: Row) -> dict[str, Any]:
    return {
        "row": row.number,
        "user_id": row.values[FIELD],
        "email": row.values["email"],
        "outcome": row.outcome.value,
        "problems": _represent_problems(row.problems),
        "warnings": _represent_problems(row.warnings),
    }


def _represent_problems(problems: Iterable[Problem]) -> list[dict[str, str]]:
    return [represent_problem(problem) for problem in name_fields(problems)]
