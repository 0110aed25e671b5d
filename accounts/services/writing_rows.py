"""Doing what was decided about rows of people: a dozen statements, however many rows there are."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import models

from accounts import access
from accounts.access import Administrator
from accounts.audit import record_all, snapshot
from accounts.errors import NotAllowed
from accounts.models import AccessToken, Identity, SearchKey, Tenant, User
from accounts.problems import Code
from accounts.services import api_clients
from accounts.services.import_rows import COLUMNS, Outcome, Row
from accounts.services.mapping import FIELD
from l10n.problem import Problem
from notifications.enqueue import notify_worker

_BECOMES = (
    "third_party_user_id",
    "folded_user_id",
    "account_password",
    "vendor_account",
    "vendor_user_uuid",
    "vendor_sip_number",
    "state",
    "failure_code",
    "failure",
    "tested_at",
    "test_due_at",
)


def lock(*, by: Administrator, tenant: Tenant) -> None:
    """Have whoever else writes rows of the tenant wait until this transaction is over.

    Raises NotAllowed unless ``by`` looks after the tenant.
    """
    # With no_key rows that point to the tenant can be made meanwhile.
    found = access.tenants(by=by).select_for_update(of=("self",), no_key=True).filter(pk=tenant.pk)
    if found.first() is None:
        raise NotAllowed(Problem(Code.ORGANISATION_OUT_OF_REACH, "tenant"))


def write_rows(*, tenant: Tenant, rows: Iterable[Row], now: datetime) -> None:
    """Make and change people and identities, in the transaction in which the rows were decided.

    IntegrityError where somebody else has made the same meanwhile.
    """
    rows = list(rows)
    new = [row for row in rows if row.outcome == Outcome.MADE]
    changed = [(row.person, row) for row in rows if row.outcome == Outcome.CHANGED and row.person]
    made = _make_people(new, tenant, now)
    before: list[tuple[models.Model, dict[str, str] | None]] = [(person, None) for person in made]
    before += _change_people(changed)
    renamed = [person for person, row in changed if any(name == "name" for name, _before, _after in row.changes)]
    SearchKey.objects.refresh(person.pk for person in (*made, *renamed))
    links: list[tuple[User, Row, Identity | None]] = [
        (person, row, None) for person, row in zip(made, new, strict=True)
    ]
    for person, row in changed:
        if any(name == FIELD for name, _before, _after in row.changes):
            links.append((person, row, getattr(person, "identity", None)))
    before += _link(links, tenant)
    record_all(before)
    if made:
        notify_worker("accounts.welcome")


def _make_people(rows: Sequence[Row], tenant: Tenant, now: datetime) -> list[User]:
    people = [User(tenant=tenant, welcome_due_at=now, **_fields(row)) for row in rows]
    for person in people:
        person.set_unusable_password()
    return User.objects.bulk_create(people)


def _change_people(changed: Sequence[tuple[User, Row]]) -> list[tuple[User, dict[str, str]]]:
    """Change what else than the User ID is to change; return who was changed, with their snapshots of before."""
    before = []
    names = set()
    for person, row in changed:
        columns = [(name, after) for name, _before, after in row.changes if name != FIELD]
        if columns:
            before.append((person, snapshot(person)))
        for name, after in columns:
            setattr(person, name, after)
            names.add(name)
    if before:
        User.objects.bulk_update([person for person, _before in before], sorted(names))
    return before


def _link(
    links: Sequence[tuple[User, Row, Identity | None]], tenant: Tenant
) -> list[tuple[Identity, dict[str, str] | None]]:
    """Say who these people are, who were somebody else before, or nobody; return as ``_change_people`` does.

    Whoever acts as the User ID that somebody had before, here or by the API, does so no more.
    """
    identities = []
    for person, row, before in links:
        # Without its key, so that those that are there and those that aren't are one statement
        identity = Identity(tenant=tenant, person=person, state=before.state if before else Identity.State.UNTESTED)
        identity.becomes(row.values[FIELD])
        identities.append(identity)
    if not identities:
        return []
    Identity.objects.bulk_create(identities, update_conflicts=True, unique_fields=["person"], update_fields=_BECOMES)
    if earlier := {before.third_party_user_id: person for person, _row, before in links if before}:
        AccessToken.objects.filter(tenant=tenant, third_party_user_id__in=earlier).delete()
        api_clients.end_tokens(people=earlier.values())
    return [
        (identity, snapshot(before) if before else None)
        for identity, (_person, _row, before) in zip(identities, links, strict=True)
    ]


def _fields(row: Row) -> dict[str, str]:
    return {name: row.values[name] for name in COLUMNS if name in row.values and name != FIELD}
