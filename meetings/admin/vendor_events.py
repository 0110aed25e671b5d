"""What the meeting service has told of by itself, and what came of it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.admin.permissions import administrator, is_administrator
from hwmeeting.types import event
from meetings.models import VendorEvent

_NAMES = (event.STARTED, event.ENDED, event.CONCLUDED, event.MODIFIED, event.CANCELLED)
_OTHER = "other"
# From so many seconds on, minutes are said.
_LONG = 120
_COLUMNS = ("received_at", "name", "state", "vendor_conference_id", "delay", "attempts")


class _NameFilter(admin.SimpleListFilter):
    """The events that say something of a meeting's state by their names; all others together."""

    title = gettext_lazy("event")
    parameter_name = "event"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((name, name) for name in _NAMES), (_OTHER, _("others"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[VendorEvent]) -> QuerySet[VendorEvent]:
        if self.value() == _OTHER:
            return queryset.exclude(name__in=_NAMES)
        return queryset.filter(name=self.value()) if self.value() in _NAMES else queryset


@admin.register(VendorEvent)
class VendorEventAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """The list alone: the text of an event names participants, so no page shows it."""

    class Media:
        css = {"all": ["received_events.css"]}

    fields = ["name"]
    list_display = _COLUMNS
    list_display_links = None
    list_filter = ["state", _NameFilter]
    list_per_page = 50
    list_select_related = ["tenant"]
    ordering = ["-received_at", "-pk"]
    search_fields = ["vendor_conference_id", "tenant__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[VendorEvent]:
        reached = access.tenants(by=administrator(request))
        return super().get_queryset(request).filter(tenant__in=reached).defer("info")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Name the tenant to operators, who look after several."""
        return (*_COLUMNS, "tenant") if administrator(request).is_operator else _COLUMNS

    @admin.display(description=gettext_lazy("came after"))
    def delay(self, event: VendorEvent) -> str:
        """Return how long the meeting service took to tell of it."""
        seconds = max(0, round((event.received_at - event.happened_at).total_seconds()))
        if seconds < _LONG:
            return _("%(count)s s") % {"count": seconds}
        return _("%(count)s min") % {"count": seconds // 60}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Events that were received")})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: VendorEvent | None = None) -> bool:
        return is_administrator(request) and obj is None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: VendorEvent | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: VendorEvent | None = None) -> bool:
        return False
