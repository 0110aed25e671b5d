"""Meetings that the vendor has and we don't, for whoever says that they belong here."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.permissions import administrator, is_administrator
from accounts.errors import AccountError
from meetings.errors import MeetingError
from meetings.models import FoundMeeting
from meetings.services import adopting


@admin.register(FoundMeeting)
class FoundMeetingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """The list alone, with what adopts meetings once somebody has confirmed it."""

    fields = ["vendor_conference_id"]
    list_display = ["subject", "organiser", "start_at", "vendor_conference_id", "tenant", "seen_at"]
    list_display_links = None
    ordering = ["start_at"]
    actions = ["adopt"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FoundMeeting]:
        return adopting.adoptable(by=administrator(request)).order_by(*self.ordering)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Meetings that are unknown here")})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: FoundMeeting | None = None) -> bool:
        return is_administrator(request) and obj is None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: FoundMeeting | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: FoundMeeting | None = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Adopt"))
    def adopt(self, request: HttpRequest, queryset: QuerySet[FoundMeeting]) -> HttpResponse | None:
        """Ask once, then adopt each."""
        if "confirmed" not in request.POST:
            context = self.admin_site.each_context(request) | {
                "title": _("Adopt these meetings?"),
                "found": list(queryset),
                "opts": self.opts,
            }
            return render(request, "admin/meetings/adopt.html", context)
        by = administrator(request)
        for found in queryset:
            try:
                meeting = adopting.adopt(found_id=found.pk, by=by, now=timezone.now())
            except (MeetingError, AccountError) as error:
                messages.error(request, f"{found.subject}: {error.sentence}")
            else:
                messages.success(request, _("%(subject)s is adopted.") % {"subject": meeting.subject})
        return None
