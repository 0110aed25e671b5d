"""The admin site's pages of the meeting service's events: which organisations are told of, and a button for each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.admin.permissions import administrator, is_administrator
from accounts.errors import AccountError
from accounts.models import EventSubscription, Tenant, User
from accounts.problems import Code
from accounts.services import event_subscriptions
from hwmeeting import WebhookStatus

_State = EventSubscription.State


@dataclass(frozen=True, slots=True)
class EventsPage:
    """All that the page of one organisation shows. ``other_host`` is whose address is registered there if not ours."""

    tenant: Tenant
    state: str
    is_on: bool
    is_pending: bool
    is_reachable: bool
    portal_url: str
    registered: str
    is_own: bool
    is_locked: bool
    is_switched_off: bool
    other_host: str
    status: str
    checked_at: datetime | None
    last_event_at: datetime | None


class EventSubscriptionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("", guarded(show_list), name="accounts_eventsubscription_changelist"),
            path("<int:tenant_id>/", guarded(show), name="accounts_eventsubscription_change"),
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def show_list(request: HttpRequest) -> HttpResponse:
    """List the organisations that the administrator looks after; where it is one, show its page."""
    tenants = list(access.tenants(by=administrator(request)).select_related("event_subscription").order_by("name"))
    if len(tenants) == 1:
        return redirect("admin:accounts_eventsubscription_change", tenants[0].pk)
    rows = [(tenant, getattr(tenant, "event_subscription", None)) for tenant in tenants]
    return render(request, "accounts/events/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, tenant_id: int) -> HttpResponse:
    """Show how it is with one organisation's events; POST registers them, asks what is registered, or ends them."""
    by = administrator(request)
    tenant = access.tenants(by=by).select_related("application").filter(pk=tenant_id).first()
    if tenant is None:
        raise Http404
    other_host = ""
    if request.method == "POST":
        try:
            messages.success(request, _done(request.POST.get("do", ""), by, tenant))
        except AccountError as error:
            if error.code != Code.ANOTHER_ADDRESS:
                messages.error(request, error.sentence)
                return redirect("admin:accounts_eventsubscription_change", tenant.pk)
            other_host = str(error.params["host"])
        else:
            return redirect("admin:accounts_eventsubscription_change", tenant.pk)
    page = build_events_page(tenant, other_host=other_host)
    return render(request, "accounts/events/page.html", {"page": page}, status=409 if other_host else 200)


def build_events_page(tenant: Tenant, *, other_host: str = "") -> EventsPage:
    """Return the page; what is registered is as last heard, since a page that is only read calls nobody."""
    subscription = EventSubscription.objects.filter(tenant=tenant).first()
    state = _State(subscription.state) if subscription else _State.OFF
    url = subscription.registered_url if subscription else ""
    status = subscription.registered_status if subscription else None
    is_own = event_subscriptions.is_own(url=url, subscription=subscription)
    return EventsPage(
        tenant=tenant,
        state=str(state.label),
        is_on=state == _State.ON,
        is_pending=state == _State.PENDING,
        is_reachable=event_subscriptions.is_reachable(),
        portal_url=settings.PORTAL_URL,
        registered=settings.PORTAL_URL if is_own else urlsplit(url).hostname or url,
        is_own=is_own,
        is_locked=is_own and status == WebhookStatus.LOCKED,
        is_switched_off=is_own and status == WebhookStatus.OFF,
        other_host=other_host,
        status=_status(status),
        checked_at=subscription.checked_at if subscription else None,
        last_event_at=subscription.last_event_at if subscription else None,
    )


def _done(what: str, by: User, tenant: Tenant) -> str:
    """Do what the button says, and return the sentence about it."""
    now = timezone.now()
    if what in {"register", "replace", "on"}:
        if what == "on":
            found = event_subscriptions.switch_on(by=by, tenant=tenant, now=now)
        else:
            found = event_subscriptions.register(by=by, tenant=tenant, now=now, replaces=what == "replace")
        if found.state != _State.ON:
            return _("The meeting service has it, but has not switched it on.")
        return _("The meeting service now sends its events to this portal.")
    if what == "stop":
        event_subscriptions.stop(by=by, tenant=tenant, now=now)
        return _("The meeting service no longer sends events to this portal.")
    event_subscriptions.look_up(by=by, tenant=tenant, now=now)
    return _("This is what is registered there now.")


def _status(status: int | None) -> str:
    names = {
        WebhookStatus.ON: _("switched on"),
        WebhookStatus.OFF: _("switched off"),
        WebhookStatus.LOCKED: _("locked by the meeting service"),
    }
    return names[WebhookStatus(status)] if status in set(WebhookStatus) else ""
