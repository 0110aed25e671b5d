"""Applications and tenants: an operator's alone."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from accounts.admin import causes, setup_form, setup_words
from accounts.admin.setup_words import ACCOUNTS_DISCOURAGED
from accounts.models import AccessToken, Application, Tenant
from accounts.problems import Code
from accounts.services import applications, mapping
from accounts.vendor import failures
from l10n import zone_links, zones
from ui import cells
from ui.time_zones import TimeZoneField


class ApplicationForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The App Key goes in and never comes out; without an App ID there is none."""

    app_key = forms.CharField(
        label=_("App Key"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("It is never shown. Leave it empty to keep the one that is stored."),
    )

    class Meta:
        model = Application
        fields = ["name", "kind", "app_id", "app_key", "site", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.pop("app_key", None)
        self.stored_key = self.instance.app_key
        self.fields["kind"].help_text = ACCOUNTS_DISCOURAGED
        known = [(key, site["name"]) for key, site in settings.MEETING_SITES.items()]
        if self.instance.pk and self.instance.site not in settings.MEETING_SITES:
            known.append(
                (self.instance.site, _("%(site)s (no longer in the settings)") % {"site": self.instance.site})
            )
        self.fields["site"] = forms.ChoiceField(label=self.fields["site"].label, choices=known)

    def clean_app_id(self) -> str:
        if self.cleaned_data.get("kind") == Application.Kind.ACCOUNT:
            return ""
        app_id = str(self.cleaned_data["app_id"]).strip()
        if not app_id:
            raise forms.ValidationError(setup_words.MISSING["app_id"], code="required")
        return app_id

    def clean_app_key(self) -> str:
        if self.cleaned_data.get("kind") == Application.Kind.ACCOUNT:
            return ""
        key = str(self.cleaned_data["app_key"]).strip() or self.stored_key
        if not key:
            raise forms.ValidationError(_("Without the App Key nobody can sign in. It stands beside the App ID."))
        return key


class TenantForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """An organisation. The password of its administrator's account goes in and never comes out."""

    administrator_password = forms.CharField(
        label=_("password of the administrator's meeting account"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Without an App ID only. It is never shown; leave it empty to keep that of the same account."),
    )

    class Meta:
        model = Tenant
        fields = [
            "name",
            "application",
            "corp_id",
            "administrator_user_id",
            "administrator_password",
            "reads_history_as_owner",
            "sends_name",
            "sends_email",
            "sends_phone",
            "sends_department",
            "time_zone",
            "is_active",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.pop("administrator_password", None)
        self.stored = (self.instance.administrator_user_id, self.instance.administrator_password)
        zone = zone_links.canonical(self.instance.time_zone)
        self.fields["time_zone"] = TimeZoneField(
            label=self.fields["time_zone"].label, choices=zones.choices(zone, timezone.now()), initial=zone
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        application, user_id = cleaned.get("application"), cleaned.get("administrator_user_id")
        if not (application and application.has_accounts and user_id):
            cleaned["administrator_password"] = ""
        elif not cleaned.get("administrator_password"):
            account, password = self.stored
            cleaned["administrator_password"] = password if account == user_id else ""
            if not cleaned["administrator_password"]:
                self.add_error("administrator_password", Code.ACCOUNT_PASSWORD_MISSING.label)
        return cleaned

    def clean_administrator_user_id(self) -> str:
        user_id = str(self.cleaned_data["administrator_user_id"]).strip()
        if user_id and (problem := mapping.flaw(user_id)):
            raise forms.ValidationError(problem.sentence, code=problem.code)
        return user_id


class OperatorsOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """An admin page for operators; rows that people hang on are switched off instead of deleted."""

    ordering = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return nothing to anybody else, to whom each row is as one that there isn't."""
        found = super().get_queryset(request)
        return found if self.has_view_permission(request) else found.none()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ApplicationAdmin(OperatorsOnly):
    form = ApplicationForm
    list_display = ["name", "app_id", "kind", "site", "is_active"]
    search_fields = ["name", "app_id"]

    def save_model(self, request: HttpRequest, obj: Application, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        applications.application_saved(application=obj, changed=form.changed_data, now=timezone.now())


class TenantAdmin(OperatorsOnly):
    form = TenantForm
    readonly_fields = ["administrators_sign_in", "connection", "events"]
    change_list_template = "admin/accounts/tenant/change_list.html"
    list_display = ["name", "application", "corp_id", "connection", "is_active"]
    list_select_related = ["application", "connection_test"]
    search_fields = ["name", "corp_id"]

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("setup/", guarded(setup_form.find_page), name="accounts_tenant_setups"),
            path("connect/", guarded(setup_form.page), name="accounts_tenant_connect"),
            path("<int:tenant_id>/setup/", guarded(setup_form.page), name="accounts_tenant_setup"),
            path("<int:tenant_id>/setup/test/", guarded(setup_form.test), name="accounts_tenant_setup_test"),
            path("<int:tenant_id>/setup/rule/", guarded(setup_form.choose_rule), name="accounts_tenant_setup_rule"),
            *super().get_urls(),
        ]

    @admin.display(description=_("guided set-up"))
    def connection(self, tenant: Tenant) -> str:
        """Return a link to the guided set-up, with what its last test came to; "" of one that isn't saved yet."""
        if tenant._state.adding:
            return ""
        test = getattr(tenant, "connection_test", None)
        words = test.get_outcome_display() if test else pgettext("connection", "Untested")
        return cells.link(reverse("admin:accounts_tenant_setup", args=[tenant.pk]), words)

    @admin.display(description=_("administrator's last sign-in"))
    def administrators_sign_in(self, tenant: Tenant) -> str:
        """Return how the administrator's last sign-in went: they may be nobody here, so it shows nowhere else."""
        token = AccessToken.objects.filter(
            tenant=tenant, third_party_user_id=tenant.administrator_user_id, version__gt=0
        ).first()
        if token is None:
            return gettext("None yet.")
        if not token.failure:
            return gettext("It worked.")
        if token.failure["kind"] == failures.REFUSED:
            return f"{causes.cause(token.failure['code']).sentence} ({token.failure['code']})"
        return gettext("The meeting service did not answer.")

    @admin.display(description=_("events of the meeting service"))
    def events(self, tenant: Tenant) -> str:
        """Return a link to the page on which they are registered."""
        if not tenant.pk:
            return gettext("Once the tenant is saved.")
        address = reverse("admin:accounts_eventsubscription_change", args=[tenant.pk])
        return cells.link(address, gettext("Look at them, register them"))

    def save_model(self, request: HttpRequest, obj: Tenant, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        applications.tenant_saved(tenant=obj, changed=form.changed_data, now=timezone.now())
