"""The page of the guided set-up, as its template reads it."""

from dataclasses import dataclass
from datetime import datetime

from auditlog.models import LogEntry
from django.db.models import Count, Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.admin import setup_words
from accounts.admin.permissions import administrator
from accounts.admin.request_text import build_request_text
from accounts.admin.setup_words import CLOCK_SECONDS, RightRow
from accounts.models import ConnectionTest, Identity, Tenant, User
from accounts.vendor.probing import Findings

_Outcome = ConnectionTest.Outcome


@dataclass(frozen=True)
class Result:
    """What the last test has found."""

    test: ConnectionTest
    tenant: Tenant

    @cached_property
    def findings(self) -> Findings:
        found: Findings = self.test.findings
        return found

    @cached_property
    def is_untested(self) -> bool:
        return self.test.outcome == _Outcome.UNTESTED

    @cached_property
    def failure(self) -> str:
        """Return why the sign-in came to nothing, with the code for the service's support; "" if it worked."""
        if self.is_untested or not self.findings["failure"]:
            return ""
        application = self.tenant.application
        return setup_words.place(self.findings["failure"], site=application.site, kind=application.kind)[1]

    @cached_property
    def rights(self) -> list[RightRow]:
        return setup_words.right_rows(self.findings["rights"])

    @cached_property
    def request_text(self) -> str:
        """Return what to send to whoever can grant what is missing; "" where nothing is."""
        return "" if self.is_untested else build_request_text(tenant=self.tenant, findings=self.findings)

    @cached_property
    def title(self) -> str:
        """Return the outcome in a few words."""
        if self.is_untested:
            return _("Not tested yet")
        if self.failure:
            return _("It does not work")
        missing = sum(row.is_found is False for row in self.rights)
        if not missing:
            return _("It works")
        words = ngettext("It works, with one right missing", "It works, with %(count)d rights missing", missing)
        return words % {"count": missing}

    @cached_property
    def clock(self) -> str:
        """Return how far the clocks are apart, as a number of seconds; "" where the service doesn't say."""
        seconds = self.findings["clock_seconds"]
        if seconds is None:
            return ""
        apart = _("%(count)d s apart")
        return apart % {"count": abs(seconds)}

    @cached_property
    def clocks_differ(self) -> bool:
        return abs(self.findings["clock_seconds"] or 0) > CLOCK_SECONDS

    @cached_property
    def usage(self) -> list[tuple[str, str]]:
        """Return what the enterprise uses now, in words, where the service says it."""
        measured = [
            (_("seats in use"), "seats"),
            (_("meetings today"), "meetings_today"),
            (_("GB recorded"), "recorded_gigabytes"),
        ]
        used = self.findings["usage"]
        return [(words, f"{used[name]:g}") for words, name in measured if used.get(name) is not None]


@dataclass(frozen=True)
class SetupPage:
    """All that the page shows beside the form. ``step`` is the one that is open, of 4."""

    tenant: Tenant | None
    result: Result | None
    step: int
    may_change: bool
    people: int
    linked: int
    working: int
    failing: int
    key_changed: tuple[str, datetime] | None
    address: str

    @property
    def discouraged(self) -> Promise:
        """Return why accounts with passwords are but a fallback."""
        return setup_words.ACCOUNTS_DISCOURAGED

    @property
    def rules(self) -> list[tuple[str, str]]:
        """Return by which rules people can be linked when they sign in."""
        return [(str(value), str(label)) for value, label in Tenant.AutoLink.choices]


def answer(request: HttpRequest, *, tenant: Tenant | None, form: Form, status: int = 200) -> HttpResponse:
    """Return the page, which like all of the admin site's is never cached."""
    by = administrator(request)
    asked = request.GET.get("step", "")
    page = _build(tenant, by, asked_step=2 if form.is_bound else int(asked) if asked in {"2", "3", "4"} else 0)
    return render(request, "accounts/setup/page.html", {"page": page, "form": form}, status=status)


def _build(tenant: Tenant | None, by: User, *, asked_step: int) -> SetupPage:
    if tenant is None:
        return SetupPage(None, None, 1, by.is_operator, 0, 0, 0, 0, None, "")
    test = ConnectionTest.objects.filter(tenant=tenant).first()
    states = (
        Count("pk", filter=Q(identity__state=Identity.State.WORKS)),
        Count("pk", filter=Q(identity__state=Identity.State.FAILING)),
    )
    counts = User.objects.filter(tenant=tenant, is_active=True).aggregate(
        people=Count("pk"), linked=Count("identity"), working=states[0], failing=states[1]
    )
    result = Result(test, tenant) if test else None
    next_step = _next_step(test, counts)
    return SetupPage(
        tenant=tenant,
        result=result,
        step=asked_step or next_step,
        may_change=by.is_operator,
        key_changed=_key_changed(tenant),
        address=setup_words.address_of(tenant.application.site),
        **counts,
    )


def _next_step(test: ConnectionTest | None, counts: dict[str, int]) -> int:
    if test is None or test.outcome == _Outcome.FAILS:
        return 2
    return 4 if counts["linked"] else 3


def _key_changed(tenant: Tenant) -> tuple[str, datetime] | None:
    """Return who replaced the App Key last, and when."""
    entries = LogEntry.objects.get_for_object(tenant.application).filter(changes__has_key="app_key")
    entry = entries.select_related("actor").order_by("-timestamp", "-pk").first()
    if entry is None:
        return None
    return (entry.actor.name if entry.actor else _("Somebody at the command line")), entry.timestamp
