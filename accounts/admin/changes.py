"""Who changed what, for operators to read."""

from typing import Any

from auditlog.admin import LogEntryAdmin
from auditlog.filters import ResourceTypeFilter
from auditlog.models import LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.permissions import is_operator


class ChangeAdmin(LogEntryAdmin):  # type: ignore[misc]  # auditlog has no types
    search_fields = ["object_repr", "actor__email", "actor__name"]
    date_hierarchy = None
    # Without the correlation ID, which nothing here sets.
    list_display = ["created", "resource_url", "action", "msg_short", "user_url"]
    # With the API client that asked for it
    fieldsets = [
        (None, {"fields": ["created", "user_url", "additional_data", "resource_url"]}),
        (_("Changes"), {"fields": ["action", "msg"]}),
    ]
    list_filter = ["action", ResourceTypeFilter]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LogEntry]:
        """Return nothing to anybody else, to whom each row is as one that there isn't."""
        found: QuerySet[LogEntry] = super().get_queryset(request)
        return found if is_operator(request) else found.none()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_operator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_operator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
