"""The guided set-up of a tenant: its connection to the meeting service, and what is to be done next."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.admin import setup_page, setup_words
from accounts.admin.permissions import administrator
from accounts.errors import AccountError, NotAllowed
from accounts.models import Application, Tenant, User
from accounts.problems import Code
from accounts.services import auto_linking, connecting, mapping
from accounts.services.connecting import ConnectionFailed, ConnectionFields

_CODE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class SetupForm(forms.Form):
    """An organisation and its application. App Key and password go in and never come out."""

    name = forms.CharField(label=gettext_lazy("Organisation"), max_length=120)
    app_id = forms.CharField(label=gettext_lazy("App ID"), max_length=64, widget=forms.TextInput(attrs=_CODE))
    app_key = forms.CharField(
        label=gettext_lazy("App Key"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Kept encrypted and never shown again, not even its end."),
    )
    site = forms.ChoiceField(label=gettext_lazy("Where the service runs"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of application"), choices=Application.Kind.choices, initial=Application.Kind.SINGLE
    )
    corp_id = forms.CharField(
        label=gettext_lazy("Corp ID"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs=_CODE),
        help_text=gettext_lazy("Only for an application of a service provider (SP): which of its enterprises it is."),
    )
    administrator_user_id = forms.CharField(
        label=gettext_lazy("User ID that acts as administrator"),
        max_length=64,
        widget=forms.TextInput(attrs=_CODE),
        help_text=gettext_lazy(
            "Reads history and manages rooms. Never left empty: an empty one would act as the enterprise's owner. One"
            " that the service doesn't know gets an account there. Without an App ID: the administrator's meeting"
            " account."
        ),
    )
    administrator_password = forms.CharField(
        label=gettext_lazy("Password of the administrator's meeting account"),
        error_messages={"required": Code.ACCOUNT_PASSWORD_MISSING.label},
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Kept encrypted and never shown again, not even its end."),
    )

    def __init__(self, sent: Any = None, *, tenant: Tenant | None) -> None:
        super().__init__(sent, initial=_initial(tenant))
        site = self.fields["site"]
        assert isinstance(site, forms.ChoiceField)
        site.choices = [(key, one["name"]) for key, one in settings.MEETING_SITES.items()]
        for name in ("name", "app_id", "administrator_user_id"):
            self.fields[name].error_messages["required"] = setup_words.MISSING[name]
        has_accounts = self.data.get("kind") == Application.Kind.ACCOUNT
        self.fields["app_id"].required = not has_accounts
        is_stored = bool(tenant and tenant.administrator_password)
        self.fields["administrator_password"].required = not is_stored and (has_accounts or not self.is_bound)

    def clean_administrator_user_id(self) -> str:
        user_id = str(self.cleaned_data["administrator_user_id"]).strip()
        if problem := mapping.flaw(user_id):
            raise forms.ValidationError(problem.sentence, code=problem.code)
        return user_id

    def clean(self) -> dict[str, Any]:
        """Leave out what doesn't belong to the kind, whatever stood there before."""
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == Application.Kind.ACCOUNT:
            cleaned |= {"app_id": "", "app_key": ""}
        else:
            cleaned["administrator_password"] = ""
        if kind != Application.Kind.SP:
            cleaned["corp_id"] = ""
        return cleaned

    def asked(self) -> ConnectionFields:
        """Return what was typed."""
        return ConnectionFields(
            **{name: str(self.cleaned_data[name]) for name in ConnectionFields.__dataclass_fields__}
        )

    def refuse(self, error: AccountError) -> None:
        """Put each problem at its field, and what the service said at the one that it is about."""
        if isinstance(error, ConnectionFailed):
            assert error.findings["failure"]
            field, sentence = setup_words.place(
                error.findings["failure"], site=self.cleaned_data["site"], kind=self.cleaned_data["kind"]
            )
            self.add_error(field, sentence)
        else:
            for problem in error.problems:
                self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)

    def ask_for_secrets_again(self) -> None:
        for name, words in setup_words.AGAIN.items():
            if self.data.get(name):
                self.add_error(name, words)


@sensitive_post_parameters("app_key", "administrator_password")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, tenant_id: int | None = None) -> HttpResponse:
    """Show how far a tenant is; POST tries the credentials and keeps them, or keeps them untested if that is asked."""
    by = administrator(request)
    tenant = find_tenant(by, tenant_id) if tenant_id else None
    if tenant is None and not by.is_operator:
        raise Http404
    if request.method != "POST":
        return setup_page.answer(request, tenant=tenant, form=SetupForm(tenant=tenant))
    form = SetupForm(request.POST, tenant=tenant)
    if form.is_valid():
        is_tested = request.POST.get("save") != "untested"
        try:
            kept, _findings = connecting.connect(
                by=by, tenant=tenant, fields=form.asked(), is_tested=is_tested, now=timezone.now()
            )
        except NotAllowed as error:
            form.add_error(None, error.sentence)
        except AccountError as error:
            form.refuse(error)
        else:
            words = _("Tested and saved.") if is_tested else _("Saved without a test.")
            messages.success(request, words)
            return redirect("admin:accounts_tenant_setup", kept.pk)
    form.ask_for_secrets_again()
    return setup_page.answer(request, tenant=tenant, form=form, status=422)


@require_safe
def find_page(request: HttpRequest) -> HttpResponse:
    """Lead to the page of the one organisation that the administrator looks after, else to the list of all."""
    found = list(access.tenants(by=administrator(request)).values_list("pk", flat=True)[:2])
    if len(found) == 1:
        return redirect("admin:accounts_tenant_setup", found[0])
    return redirect("admin:accounts_tenant_changelist")


@require_POST
def test(request: HttpRequest, tenant_id: int) -> HttpResponse:
    """Try the stored credentials; the page shows what came of it."""
    by = administrator(request)
    tenant = find_tenant(by, tenant_id)
    try:
        connecting.test(by=by, tenant=tenant, now=timezone.now())
    except AccountError as error:
        messages.error(request, error.sentence)
    return redirect("admin:accounts_tenant_setup", tenant.pk)


@require_POST
def choose_rule(request: HttpRequest, tenant_id: int) -> HttpResponse:
    """Keep by which rule people are linked when they sign in."""
    by = administrator(request)
    tenant = find_tenant(by, tenant_id)
    try:
        auto_linking.choose_rule(by=by, tenant=tenant, rule=request.POST.get("auto_link", ""))
    except AccountError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, _("Saved."))
    return redirect(f"{reverse('admin:accounts_tenant_setup', args=[tenant.pk])}?step=3")


def find_tenant(by: User, tenant_id: int) -> Tenant:
    """Return it. Raises Http404 for one out of reach, of which nobody else learns."""
    found = access.tenants(by=by).select_related("application", "connection_test").filter(pk=tenant_id).first()
    if found is None:
        raise Http404
    return found


def _initial(tenant: Tenant | None) -> dict[str, Any]:
    if tenant is None:
        return {"site": next(iter(settings.MEETING_SITES))}
    application = tenant.application
    return {
        "name": tenant.name,
        "app_id": application.app_id,
        "site": application.site,
        "kind": application.kind,
        "corp_id": tenant.corp_id,
        "administrator_user_id": tenant.administrator_user_id,
    }
