"""Writes that wait for somebody: to choose one of several meetings, or to start a newer version of the portal."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.permissions import administrator, is_administrator
from accounts.errors import AccountError
from l10n import format_datetime
from l10n.numbers import grouped
from meetings import refusals
from meetings.errors import MeetingError
from meetings.kind_words import name_of
from meetings.models import VendorWrite
from meetings.services import choosing


@admin.register(VendorWrite)
class VendorWriteAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """The list alone: what was written holds passwords, so no page shows a single one."""

    fields = ["kind"]
    list_display = ["subject", "organiser", "starts", "wants", "found", "why"]
    list_display_links = None
    ordering = ["created_at"]
    actions = ["take_first", "take_second", "take_third"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[VendorWrite]:
        return choosing.needing_somebody(by=administrator(request)).order_by(*self.ordering)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Several meetings could be it: which one is?")})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: VendorWrite | None = None) -> bool:
        return is_administrator(request) and obj is None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: VendorWrite | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: VendorWrite | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("Subject"))
    def subject(self, write: VendorWrite) -> str:
        return write.meeting.subject

    @admin.display(description=gettext_lazy("Organiser"))
    def organiser(self, write: VendorWrite) -> str:
        return write.meeting.organiser.name

    @admin.display(description=gettext_lazy("Start"))
    def starts(self, write: VendorWrite) -> str:
        """Return the meeting's start on its own clock."""
        zone = ZoneInfo(write.meeting.time_zone)
        return format_datetime.moment(write.meeting.start_at, zone=zone, now=timezone.now())

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def wants(self, write: VendorWrite) -> str:
        return name_of(write)

    @admin.display(description=gettext_lazy("Meeting IDs that were found"))
    def found(self, write: VendorWrite) -> str:
        return format_datetime.names([grouped(conference_id) for conference_id in write.candidates])

    @admin.display(description=gettext_lazy("What it waits for"))
    def why(self, write: VendorWrite) -> str:
        if choosing.is_for_newer_version(write=write):
            return refusals.reason(code=refusals.UNREADABLE_PAYLOAD)
        return _("Several meetings could be it: which one is?")

    @admin.action(description=gettext_lazy("It is the first one"))
    def take_first(self, request: HttpRequest, queryset: QuerySet[VendorWrite]) -> None:
        self._take(request, queryset, 0)

    @admin.action(description=gettext_lazy("It is the second one"))
    def take_second(self, request: HttpRequest, queryset: QuerySet[VendorWrite]) -> None:
        self._take(request, queryset, 1)

    @admin.action(description=gettext_lazy("It is the third one"))
    def take_third(self, request: HttpRequest, queryset: QuerySet[VendorWrite]) -> None:
        self._take(request, queryset, 2)

    def _take(self, request: HttpRequest, queryset: QuerySet[VendorWrite], number: int) -> None:
        by = administrator(request)
        for write in queryset:
            chosen = write.candidates[number] if number < len(write.candidates) else ""
            try:
                choosing.choose(write_id=write.pk, conference_id=chosen, by=by, now=timezone.now())
            except (MeetingError, AccountError) as error:
                messages.error(request, f"{write.meeting.subject}: {error.sentence}")
            else:
                messages.success(request, _("%(subject)s is settled.") % {"subject": write.meeting.subject})
