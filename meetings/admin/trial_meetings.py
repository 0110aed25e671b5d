"""A trial of an organisation's connection: one button, and what came of it."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.admin.permissions import administrator
from accounts.errors import AccountError
from meetings.errors import MeetingError
from meetings.models import TrialMeeting
from meetings.pages.trial import build_trial_page
from meetings.services import trials


@admin.register(TrialMeeting)
class TrialMeetingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """The one page of each organisation, to which its guided set-up leads."""

    def get_urls(self) -> list[URLPattern]:
        return [path("<int:tenant_id>/", self.admin_site.admin_view(page), name="meetings_trialmeeting_page")]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, tenant_id: int) -> HttpResponse:
    """Show what came of the last trial; POST makes one."""
    by = administrator(request)
    tenant = access.tenants(by=by).select_related("application").filter(pk=tenant_id).first()
    if tenant is None:
        raise Http404
    if request.method == "POST":
        try:
            trials.run(by=by, tenant=tenant, now=timezone.now())
        except (MeetingError, AccountError) as error:
            messages.error(request, error.sentence)
        return redirect("admin:meetings_trialmeeting_page", tenant.pk)
    shown = build_trial_page(tenant=tenant, by=by, now=timezone.now())
    return render(request, "meetings/trial.html", {"page": shown})
