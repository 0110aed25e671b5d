"""The rows of the page of identities: whom a filter finds, and how each shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext

from accounts import access, user_ids
from accounts.admin import causes
from accounts.models import AutoLinkRefusal, Identity, User
from accounts.problems import Code
from accounts.queries.people import may_be_meant
from accounts.vendor import failures
from l10n.problem import Problem

# The filters in the order in which the page has them; all but the first and the last are states of an identity.
FILTERS = ("all", "works", "failing", "untested", "disabled", "missing")
_State = Identity.State


@dataclass(frozen=True, slots=True)
class Tag:
    """A state as a row shows it: a word, an icon, and a tone that is the last part of the class."""

    word: str | Promise
    icon: str
    tone: str = ""
    spins: bool = False


@dataclass(frozen=True)
class Row:
    """One person; ``identity`` is None where nobody has linked them."""

    person: User
    identity: Identity | None
    now: datetime

    @cached_property
    def user_id(self) -> str:
        """Return the User ID as an administrator reads it, with what can't be seen written out."""
        return user_ids.shown(self.identity.third_party_user_id) if self.identity else ""

    @cached_property
    def rule_says(self) -> str:
        """Return why the organisation's rule has not linked somebody who isn't linked; "" where it has not tried."""
        refusal: AutoLinkRefusal | None = getattr(self.person, "auto_link_refusal", None)
        if self.identity or refusal is None or refusal.code not in Code.values:
            return ""
        return Problem(Code(refusal.code), params=refusal.params).sentence

    @cached_property
    def tag(self) -> Tag:
        return _tag(self.identity, self.now)

    @cached_property
    def may_make_account(self) -> bool:
        """Return whether a test may make an account at the meeting service: it has never told us of one."""
        if self.identity is None or self.identity.tenant.application.has_accounts:
            return False
        return not self.identity.vendor_user_uuid

    @cached_property
    def is_in_test(self) -> bool:
        """Return whether a worker has been asked and hasn't answered."""
        due_at = self.identity.test_due_at if self.identity else None
        return due_at is not None and due_at <= self.now


def people(*, by: User, words: str = "") -> QuerySet[User]:
    """Return everybody of an organisation whom ``by`` reaches, by name; ``words`` narrow it down."""
    found = access.people(by=by).filter(tenant__isnull=False).order_by("name", "pk")
    if words:
        has_words = may_be_meant(words, tenants=access.tenants(by=by)) | Q(email__icontains=words)
        found = found.filter(has_words | Q(identity__third_party_user_id__icontains=words))
    return found.select_related("tenant", "identity__tenant__application", "auto_link_refusal")


def narrowed(found: QuerySet[User], name: str) -> QuerySet[User]:
    """Return what the filter ``name`` lets through. Who has left and was never linked isn't missing."""
    if name == "missing":
        return found.filter(identity__isnull=True, is_active=True)
    if name in _State.values:
        return found.filter(identity__state=name)
    return found.filter(identity__isnull=False)


def counts(*, by: User) -> dict[str, int]:
    """Return how many each filter finds, in one query."""
    linked = Q(identity__isnull=False)
    return people(by=by).aggregate(
        all=Count("pk", filter=linked),
        missing=Count("pk", filter=Q(identity__isnull=True, is_active=True)),
        **{state: Count("pk", filter=Q(identity__state=state)) for state in _State.values},
    )


def rows(found: Iterable[User], *, now: datetime) -> list[Row]:
    return [Row(person, getattr(person, "identity", None), now) for person in found]


def _tag(identity: Identity | None, now: datetime) -> Tag:
    if identity is None:
        return Tag(pgettext("identity", "Not linked"), "link", "warn")
    if identity.test_due_at and identity.test_due_at <= now:
        return Tag(pgettext("identity", "Testing…"), "booking", "new", spins=True)
    if identity.test_due_at and identity.failure.get("kind") in {failures.AWAY, failures.BUSY}:
        return Tag(pgettext("identity", "No answer yet"), "unconfirmed", "warn")
    if identity.state == _State.FAILING:
        return Tag(causes.cause(identity.failure_code).tag, "refused", "bad")
    if identity.state == _State.WORKS:
        return Tag(identity.get_state_display(), "check", "ok")
    return Tag(identity.get_state_display(), "cancelled" if identity.state == _State.DISABLED else "clock")
