"""The page of one API client, as its template reads it."""

from dataclasses import dataclass

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.admin.api_client_changes import Happening, happenings
from accounts.admin.api_client_webhook_rows import WebhookPanel, webhook_panel
from accounts.models import ApiClient, ApiClientSecret
from accounts.models.api_client import Scope
from accounts.services import api_clients
from accounts.services.secret_limit import MOST_SECRETS

# What an administrator has to know before they give it.
_CAUTIONS = {
    Scope.TICKETS_WRITE: _("Whoever gets hold of such a link enters as that person, host's rights and all."),
    Scope.CONTROL_WRITE: _("What it ends is over for everybody at once, and calls to phones may cost something."),
    Scope.CLIENT_AUTH: _("For ten minutes, whoever has such a signature is that person at the meeting service."),
    Scope.ACT_ADMIN: _("Without it, no token is given for an administrator. With it, the client may what they may."),
}


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """A box of the form."""

    value: str
    words: str
    caution: str | Promise
    is_checked: bool


@dataclass(frozen=True, slots=True)
class ClientPage:
    """All that the page shows beside the form. ``new_secret`` is there once, in the answer to its making."""

    client: ApiClient
    scopes: list[ScopeRow]
    secrets: list[ApiClientSecret]
    new_secret: str
    refusal: str
    acts_for: int
    linked: int
    token_address: str
    happened: list[Happening]
    webhooks: WebhookPanel

    @property
    def can_add_secret(self) -> bool:
        return len(self.secrets) < MOST_SECRETS

    @property
    def scope_count(self) -> int:
        return len(self.client.scopes)


def scope_rows(form: Form) -> list[ScopeRow]:
    """Return the boxes of all scopes, checked as in ``form``."""
    checked = {str(value) for value in form["scopes"].value() or ()}
    return [
        ScopeRow(scope.value, str(scope.label), _CAUTIONS.get(scope, ""), scope.value in checked) for scope in Scope
    ]


def answer(
    request: HttpRequest,
    *,
    client: ApiClient,
    form: Form,
    new_secret: str = "",
    new_webhook_secret: str = "",
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page, which like all of the admin site's is never cached."""
    acts_for, linked = api_clients.count_people(client=client)
    page = ClientPage(
        client=client,
        scopes=scope_rows(form),
        secrets=list(client.secrets.all()),
        new_secret=new_secret,
        refusal=refusal,
        acts_for=acts_for,
        linked=linked,
        token_address=request.build_absolute_uri(reverse("api-token")),
        happened=happenings(client),
        webhooks=webhook_panel(
            client=client, checked=form["webhook_events"].value() or (), new_secret=new_webhook_secret
        ),
    )
    return render(request, "accounts/api_clients/page.html", {"page": page, "form": form}, status=status)
