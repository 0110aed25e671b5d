"""For how long each organisation keeps its history."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.admin.permissions import administrator, is_administrator
from history.models import Retention
from history.services import retention
from l10n.numbers import counted


class _RetentionForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """For how many days each kind is kept; an empty field keeps it for ever."""

    class Meta:
        model = Retention
        fields: ClassVar[list[str]] = [
            "tenant",
            "session_days",
            "attendance_days",
            "control_record_days",
            "recording_days",
        ]
        help_texts: ClassVar[dict[str, Any]] = {
            "session_days": gettext_lazy("Counted from the start of a session; empty is for ever.")
        }


@admin.register(Retention)
class RetentionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """For how long each organisation keeps its history."""

    form = _RetentionForm
    list_display = [
        "tenant",
        "session_days",
        "attendance_days",
        "control_record_days",
        "recording_days",
        "purged_at",
    ]
    ordering = ["tenant__name"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Retention]:
        return retention.within_reach(by=administrator(request)).order_by(*self.ordering)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request) and retention.tenants_without(by=administrator(request)).exists()

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Retention | None = None) -> list[str]:
        return ["tenant"] if obj else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(
            db_field, request, queryset=retention.tenants_without(by=administrator(request)), **kwargs
        )

    def save_model(self, request: HttpRequest, obj: Retention, form: Any, change: bool) -> None:
        retention.set_days(retention=obj, by=administrator(request))
        if count := retention.sessions_to_go(retention=obj, now=timezone.now()):
            words = ngettext(
                "In the coming night something of %(count)s session is deleted for good."
                " Until then you can change it.",
                "In the coming night something of %(count)s sessions is deleted for good."
                " Until then you can change it.",
                count,
            )
            messages.warning(request, words % {"count": counted(count)})

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("How long the history is kept")})
