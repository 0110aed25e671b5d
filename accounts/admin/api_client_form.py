"""Making an API client, changing what it may do, and switching it off."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts import access, event_types
from accounts.admin import api_client_page
from accounts.admin.permissions import administrator
from accounts.errors import AccountError
from accounts.models import ApiClient, Tenant, User
from accounts.models.api_client import Scope
from accounts.services import administering_clients, mapping
from accounts.services.administering_clients import ClientFields
from l10n import one_line
from notifications.webhooks import addresses

MOST_PATTERNS = 500
# What a new client is offered: nothing by which anybody is signed in, or an administrator acted for.
USUAL = [Scope.MEETINGS_READ, Scope.MEETINGS_WRITE, Scope.LAUNCH]


class ClientForm(forms.Form):
    """What a client is and may do."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give it a name, such as that of the system.")},
    )
    scopes = forms.MultipleChoiceField(label=gettext_lazy("Scopes"), choices=Scope.choices, required=False)
    allowed_user_ids = forms.CharField(
        label=gettext_lazy("Third-party User IDs"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One a line: a whole User ID, or the beginning of some with a * at its end (erp-*)."
            " A * alone is everybody. Nothing means nobody."
        ),
    )
    calls_per_minute = forms.IntegerField(
        label=gettext_lazy("Calls a minute"), min_value=1, max_value=60_000, initial=600
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("Contact"),
        required=False,
        max_length=254,
        help_text=gettext_lazy(
            "The mail address of whoever looks after that system; it gets a mail when its events can't be delivered."
        ),
    )

    def clean_name(self) -> str:
        name = one_line.one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean_allowed_user_ids(self) -> str:
        """Return the patterns, one a line, each once."""
        lines = [line.strip() for line in self.cleaned_data["allowed_user_ids"].splitlines()]
        patterns = list(dict.fromkeys(line for line in lines if line))
        errors = [error for pattern in patterns if (error := _flaw(pattern))]
        if len(patterns) > MOST_PATTERNS:
            errors.append(
                _("%(count)d lines; %(most)d is the most.") % {"count": len(patterns), "most": MOST_PATTERNS}
            )
        if errors:
            raise forms.ValidationError(errors[:5])
        return "\n".join(patterns)

    def fields_of_client(self) -> ClientFields:
        known = ClientFields.__dataclass_fields__
        return ClientFields(**{name: value for name, value in self.cleaned_data.items() if name in known})

    def refuse(self, error: AccountError) -> None:
        for problem in error.problems:
            self.add_error(problem.field or None, problem.sentence)


class ChangedClientForm(ClientForm):
    """The same of one that is there, with the address that it hears of events at."""

    webhook_url = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=addresses.LONGEST_URL,
        # It stands beside the form, among what belongs to the address.
        widget=forms.URLInput(attrs={"form": "client", "autocapitalize": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Empty, it hears of nothing."),
    )
    webhook_events = forms.MultipleChoiceField(
        label=gettext_lazy("Events"),
        choices=[(event.name, event.words) for event in event_types.TABLE],
        required=False,
    )


def changed_form(client: ApiClient, sent: QueryDict | None = None) -> ChangedClientForm:
    """Return the form of a client, as it is or as it was sent."""
    initial = {name: getattr(client, name) for name in ClientForm.base_fields}
    if client.endpoint:
        initial |= {"webhook_url": client.endpoint.url, "webhook_events": client.endpoint.events}
    return ChangedClientForm(sent, initial=initial)


class NewClientForm(ClientForm):
    """The same of a new one, with its organisation."""

    tenant = forms.ModelChoiceField(Tenant.objects.none(), label=gettext_lazy("Organisation"), empty_label=None)
    field_order = ["tenant", "name"]

    def __init__(self, sent: object = None, *, by: User) -> None:
        super().__init__(sent, initial={"scopes": USUAL})  # type: ignore[arg-type]
        tenant = self.fields["tenant"]
        assert isinstance(tenant, forms.ModelChoiceField)
        tenant.queryset = access.tenants(by=by).order_by("name")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Make a client; its page, where its first secret is made, comes next."""
    by = administrator(request)
    form = NewClientForm(request.POST, by=by) if request.method == "POST" else NewClientForm(by=by)
    if form.is_valid():
        try:
            client = administering_clients.make(
                by=by, tenant=form.cleaned_data["tenant"], fields=form.fields_of_client()
            )
        except AccountError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Made. It can call once it has a secret."))
            return redirect("admin:accounts_apiclient_change", client.pk)
    context = {"form": form, "scopes": api_client_page.scope_rows(form), "shows_tenant": by.is_operator}
    return render(request, "accounts/api_clients/add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show a client; POST keeps what was changed, or switches it off or on."""
    by = administrator(request)
    client = find_client(by, object_id)
    if "switch" in request.POST:
        administering_clients.switch(by=by, client=client, is_active=request.POST["switch"] == "on")
        return redirect("admin:accounts_apiclient_change", client.pk)
    form = changed_form(client, request.POST or None)
    if form.is_valid():
        try:
            administering_clients.change(by=by, client=client, fields=form.fields_of_client(), now=timezone.now())
        except AccountError as error:
            client.refresh_from_db()
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("admin:accounts_apiclient_change", client.pk)
    return api_client_page.answer(request, client=client, form=form, status=422 if form.errors else 200)


def find_client(by: User, object_id: str | int) -> ApiClient:
    """Return it. Raises Http404 for one out of reach, whose existence is for its own organisation to know."""
    found = access.api_clients(by=by).select_related("tenant", "endpoint")
    key = str(object_id)
    client = found.filter(pk=int(key)).first() if key.isdecimal() else None
    if client is None:
        raise Http404
    return client


def _flaw(pattern: str) -> str:
    """Return what is wrong with one line, "" where nothing is."""
    user_id = pattern.removesuffix("*")
    if "*" in user_id:
        return _("%(pattern)s: a * stands at the end only.") % {"pattern": pattern}
    problem = mapping.flaw(user_id) if user_id else None
    return f"{pattern[:80]}: {problem.sentence}" if problem else ""
