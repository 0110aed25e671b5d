"""Sessions that could not be stored, for whoever can find out why."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.admin.permissions import administrator, is_administrator
from history.models import UnstoredSession
from history.services import unstored


@admin.register(UnstoredSession)
class UnstoredSessionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """The list alone: they are tried again by themselves, and go once they are stored."""

    fields = ["vendor_conference_id"]
    list_display = ["vendor_conference_id", "tenant", "start_at", "error", "attempts", "tried_at"]
    list_display_links = None
    ordering = ["failed_at"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[UnstoredSession]:
        return unstored.within_reach(by=administrator(request)).order_by(*self.ordering)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Sessions that could not be stored")})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: UnstoredSession | None = None) -> bool:
        return is_administrator(request) and obj is None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: UnstoredSession | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: UnstoredSession | None = None) -> bool:
        return False
