"""How far the history was read, gaps in it, and sessions that could not be stored."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.permissions import administrator, is_administrator
from history.models import SyncCursor, SyncGap, UnstoredSession
from history.services import progress, unstored


class ListAlone(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """A list that is read and never edited."""

    list_display_links = None
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_administrator(request) and obj is None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(UnstoredSession)
class UnstoredSessionAdmin(ListAlone):
    """They are tried again by themselves, and go once they are stored."""

    fields = ["vendor_conference_id"]
    list_display = ["vendor_conference_id", "tenant", "start_at", "error", "attempts", "tried_at"]
    ordering = ["failed_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[UnstoredSession]:
        return unstored.within_reach(by=administrator(request)).order_by(*self.ordering)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Sessions that could not be stored")})


@admin.register(SyncCursor)
class SyncCursorAdmin(ListAlone):
    """How far each part of the history has been read, and what stands in the way."""

    list_display = [
        "tenant",
        "kind",
        "progress",
        "read_since",
        "read_until",
        "succeeded_at",
        "lag",
        "gaps",
        "failures",
        "failure_sentence",
    ]
    ordering = ["tenant__name", "kind"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SyncCursor]:
        return progress.cursors_within_reach(by=administrator(request)).order_by(*self.ordering)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Reading of the history")})

    @admin.display(description=gettext_lazy("done"))
    def progress(self, cursor: SyncCursor) -> str:
        return render_to_string("history/admin_progress.html", {"percent": progress.percent(cursor=cursor)})

    @admin.display(description=gettext_lazy("minutes late"))
    def lag(self, cursor: SyncCursor) -> int:
        return int(progress.lag(cursor=cursor, now=timezone.now()).total_seconds()) // 60

    @admin.display(description=gettext_lazy("gaps"))
    def gaps(self, cursor: SyncCursor) -> int:
        return int(getattr(cursor, "gap_count", 0))

    @admin.display(description=gettext_lazy("why not"))
    def failure_sentence(self, cursor: SyncCursor) -> str:
        return progress.sentence(code=cursor.failure_code)


@admin.register(SyncGap)
class SyncGapAdmin(ListAlone):
    """Spans that could not be read; they are tried again by themselves, and go once they are filled."""

    list_display = ["tenant", "kind", "since", "until", "attempts", "next_at", "failure_sentence"]
    ordering = ["-since"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SyncGap]:
        return progress.gaps_within_reach(by=administrator(request)).order_by(*self.ordering)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Gaps in the history")})

    @admin.display(description=gettext_lazy("why not"))
    def failure_sentence(self, gap: SyncGap) -> str:
        return progress.sentence(code=gap.failure_code)
