"""Secrets of an API client: made and shown once, revoked after a question."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.admin import api_client_page
from accounts.admin.api_client_form import changed_form, find_client
from accounts.admin.permissions import administrator
from accounts.errors import InvalidInput
from accounts.services import administering_clients


@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, client_id: int) -> HttpResponse:
    """Make one and show it in this very answer, since a redirect would have to keep it somewhere."""
    by = administrator(request)
    client = find_client(by, client_id)
    if request.method != "POST":
        return redirect("admin:accounts_apiclient_change", client.pk)
    form = changed_form(client)
    try:
        secret = administering_clients.add_secret(by=by, client=client, now=timezone.now(), known=known_count(request))
    except InvalidInput as error:
        return api_client_page.answer(request, client=client, form=form, refusal=error.sentence, status=409)
    return api_client_page.answer(request, client=client, form=form, new_secret=secret)


def known_count(request: HttpRequest) -> int | None:
    """Return how many secrets were on the page that was sent, so that one that is sent twice makes one secret."""
    sent = request.POST.get("known", "")
    return int(sent) if sent in {"0", "1", "2"} else None


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, client_id: int, secret_id: int) -> HttpResponse:
    """Ask first, then take it away together with every token of the client."""
    by = administrator(request)
    client = find_client(by, client_id)
    secret = client.secrets.filter(pk=secret_id).first()
    if secret is None:
        raise Http404
    if request.method != "POST":
        return render(request, "accounts/api_clients/revoke.html", {"client": client, "secret": secret})
    administering_clients.revoke_secret(by=by, client=client, secret_id=secret.pk)
    messages.success(request, _("The secret %(secret)s is revoked.") % {"secret": secret})
    return redirect("admin:accounts_apiclient_change", client.pk)
