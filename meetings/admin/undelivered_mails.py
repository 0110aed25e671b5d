"""Mails that did not arrive, with the reason, for whoever can mend it and send them again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.admin.permissions import administrator, is_administrator
from meetings.errors import MeetingError
from meetings.services import mails
from notifications.failures import classify
from notifications.models import Message
from ui import cells


@admin.register(Message)
class UndeliveredMailAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """The list alone: a mail holds a join link and a password, so no page shows a single one."""

    fields = ["kind"]
    list_display = ["recipient", "subject", "state", "why", "attempts", "next_attempt_at"]
    list_display_links = None
    ordering = ["-created_at"]
    actions = ["send_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        # Whoever chooses one that the page still showed reads why it isn't sent.
        listed = mails.undelivered if request.method == "POST" else mails.worth_sending
        return listed(by=administrator(request)).order_by(*self.ordering)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Mails that did not arrive")})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return is_administrator(request) and obj is None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("Reason"))
    def why(self, message: Message) -> str:
        """Return the reason, and below it what the mail server answered."""
        return cells.with_note(classify(message.failure).reason.label, message.failure)

    @admin.action(description=gettext_lazy("Send again"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        by, count = administrator(request), 0
        for message in queryset:
            try:
                count += mails.send_again(message_id=message.pk, by=by, now=timezone.now())
            except MeetingError as error:
                # Not in front, where the administration writes a capital.
                messages.error(request, f"{error.sentence} ({message.recipient})")
        if count:
            sentence = ngettext("%(count)d mail goes out again.", "%(count)d mails go out again.", count)
            messages.success(request, sentence % {"count": count})
