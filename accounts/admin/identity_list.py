"""Who is whom at the meeting service: what fails, and for the chosen one why, who can fix it, the button."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.admin import causes, identity_rows
from accounts.admin.causes import Cause
from accounts.admin.identity_rows import FILTERS, Row
from accounts.admin.permissions import administrator
from accounts.models import Identity, User
from accounts.services import identities
from accounts.vendor import refusals

PER_PAGE = 50
_LONGEST_ID = 18


@dataclass(frozen=True, slots=True)
class Why:
    """Why one identity fails, and who can mend it; ``sentence`` is what its person reads."""

    cause: Cause
    clocks: str
    code_line: str
    administrators: list[User]
    sentence: str


@dataclass(frozen=True, slots=True)
class IdentityListPage:
    """What the list shows. ``filters`` are each state with its count, ``kept`` is the query that leads back here.

    ``shown`` are the identities of its rows, by which a page that is open asks for their states: by then the filter
    may find others.
    """

    filters: list[tuple[str, int]]
    state: str
    words: str
    people: Page[User]
    rows: list[Row]
    chosen: Row | None
    why: Why | None
    kept: str
    shown: str
    shows_tenant: bool
    may_make_account: bool
    is_in_test: bool


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the list; POST does something with the selected rows, whose own states then tell what came of it."""
    by = administrator(request)
    return _act(request, by) if request.method == "POST" else _show(request, by)


def _show(request: HttpRequest, by: User) -> HttpResponse:
    now, counts = timezone.now(), identity_rows.counts(by=by)
    state = request.GET.get("state", "")
    if state not in FILTERS:
        state = "failing" if counts["failing"] else "all"
    words = request.GET.get("q", "").replace("\0", "").strip()
    found = identity_rows.narrowed(identity_rows.people(by=by, words=words), state)
    people = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    is_update = bool(getattr(request, "htmx", False))
    rows = identity_rows.rows(_still_shown(by, request.GET.get("shown", "")) if is_update else people, now=now)
    chosen = _chosen(by, request.GET.get("chosen", ""), rows, state)
    kept = {"state": state, "q": words, "page": people.number}
    shown = IdentityListPage(
        filters=[(name, counts[name]) for name in FILTERS],
        state=state,
        words=words,
        people=people,
        rows=rows,
        chosen=chosen,
        why=_why(chosen) if chosen else None,
        kept=urlencode({name: value for name, value in kept.items() if value}),
        shown=",".join(str(row.identity.pk) for row in rows if row.identity),
        shows_tenant=by.is_operator,
        may_make_account=any(row.may_make_account for row in rows),
        is_in_test=any(row.is_in_test for row in rows) or bool(chosen and chosen.is_in_test),
    )
    name = "accounts/identities/list.html"
    return render(request, f"{name}#states" if is_update else name, {"page": shown})


def _still_shown(by: User, shown: str) -> QuerySet[User]:
    ids = [int(one) for one in shown.split(",")[:PER_PAGE] if one.isdecimal() and len(one) < _LONGEST_ID]
    return identity_rows.people(by=by).filter(identity__id__in=ids)


def _chosen(by: User, asked: str, rows: list[Row], state: str) -> Row | None:
    """Return the one asked for, wherever they are; else the first of those that fail."""
    if asked.isdecimal():
        person = identity_rows.people(by=by).filter(identity__id=int(asked)).first()
        return identity_rows.rows([person], now=timezone.now())[0] if person else None
    return rows[0] if rows and state == "failing" else None


def _why(row: Row) -> Why | None:
    """Return why the identity of ``row`` fails; None for one that doesn't."""
    identity = row.identity
    if identity is None or identity.state != Identity.State.FAILING:
        return None
    cause = causes.cause(identity.failure_code)
    return Why(
        cause=cause,
        clocks=causes.clocks(identity),
        code_line=causes.code_line(identity),
        administrators=refusals.administrators(tenant=identity.tenant) if cause.is_console else [],
        sentence=refusals.not_accepted(tenant=identity.tenant).sentence,
    )


def _act(request: HttpRequest, by: User) -> HttpResponse:
    chosen = [int(one) for one in request.POST.getlist("identity") if one.isdecimal()]
    now, action = timezone.now(), request.POST.get("action", "")
    if not chosen:
        messages.warning(request, _("Nobody was selected."))
    elif action == "test":
        identities.test(by=by, identity_ids=chosen, now=now)
    elif action == "refresh":
        identities.refresh(by=by, identity_ids=chosen, now=now)
    elif action == "disable":
        identities.disable(by=by, identity_ids=chosen)
    elif action == "enable":
        identities.enable(by=by, identity_ids=chosen)
    return redirect(_back(request, chosen))


def _back(request: HttpRequest, chosen: list[int]) -> str:
    """Redirect to the same filter and page, with the one row that something was done with."""
    here = reverse("admin:accounts_identity_changelist")
    kept = request.POST.get("kept", "")
    one = f"&chosen={chosen[0]}#why" if len(chosen) == 1 else ""
    return f"{here}?{kept}{one}"
