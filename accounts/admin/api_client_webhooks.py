"""The webhooks of an API client: signing secrets, a test, deliveries and sending them again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.admin import api_client_page
from accounts.admin.api_client_form import changed_form, find_client
from accounts.admin.api_client_secrets import known_count
from accounts.admin.api_client_webhook_rows import delivery_rows, describe_outcome, newest
from accounts.admin.permissions import administrator
from accounts.errors import InvalidInput
from accounts.models import ApiClient, User
from accounts.services import webhooks

PER_PAGE = 50
_PAGE = "admin:accounts_apiclient_change"


@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def make_secret(request: HttpRequest, client_id: int) -> HttpResponse:
    """Make one and show it in this very answer, since a redirect would have to keep it somewhere."""
    by = administrator(request)
    client = find_listening(by, client_id)
    if request.method != "POST":
        return redirect(_PAGE, client.pk)
    form = changed_form(client)
    try:
        secret = webhooks.add_secret(by=by, client=client, now=timezone.now(), known=known_count(request))
    except InvalidInput as error:
        return api_client_page.answer(request, client=client, form=form, refusal=error.sentence, status=409)
    return api_client_page.answer(request, client=client, form=form, new_webhook_secret=secret)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_secret(request: HttpRequest, client_id: int, secret_id: int) -> HttpResponse:
    """Ask first, then sign with it no more."""
    by = administrator(request)
    client = find_listening(by, client_id)
    secret = client.endpoint.secrets.filter(pk=secret_id).first() if client.endpoint else None
    if secret is None:
        raise Http404
    if request.method != "POST":
        return render(request, "accounts/api_clients/revoke_webhook.html", {"client": client, "secret": secret})
    webhooks.revoke_secret(by=by, client=client, secret_id=secret.pk)
    messages.success(request, _("The secret %(secret)s is revoked.") % {"secret": secret})
    return redirect(_PAGE, client.pk)


@require_POST
def test(request: HttpRequest, client_id: int) -> HttpResponse:
    """Send an event that says nothing."""
    by = administrator(request)
    client = find_listening(by, client_id)
    try:
        webhooks.send_test(by=by, client=client, now=timezone.now())
    except InvalidInput as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, _("A test is on its way. What came of it stands below."))
    return redirect(_PAGE, client.pk)


@require_POST
def switch_on(request: HttpRequest, client_id: int) -> HttpResponse:
    """Send again to an address that was given up."""
    by = administrator(request)
    client = find_listening(by, client_id)
    webhooks.switch_on(by=by, client=client)
    messages.success(request, _("Events are sent to it again."))
    return redirect(_PAGE, client.pk)


@require_POST
def replay(request: HttpRequest, client_id: int) -> HttpResponse:
    """Send the chosen delivery again; without one all that were given up."""
    by = administrator(request)
    client = find_listening(by, client_id)
    chosen = request.POST.get("delivery", "")
    key = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 19 else None
    if chosen and key is None:
        raise Http404
    try:
        count = webhooks.replay(by=by, client=client, now=timezone.now(), delivery_id=key)
    except InvalidInput as error:
        messages.error(request, error.sentence)
    else:
        sentence = ngettext("%(count)d event goes out again.", "%(count)d events go out again.", count)
        messages.success(request, sentence % {"count": count})
    if request.POST.get("from") == "list":
        return redirect("admin:accounts_apiclient_deliveries", client.pk)
    return redirect(_PAGE, client.pk)


@require_safe
def deliveries(request: HttpRequest, client_id: int) -> HttpResponse:
    """List what was sent in 30 days, and what came of it."""
    client = find_listening(administrator(request), client_id)
    assert client.endpoint is not None  # _find sees to it
    page = Paginator(newest(client.endpoint), PER_PAGE).get_page(request.GET.get("page"))
    context = {"client": client, "page": page, "deliveries": delivery_rows(page), "is_list": True}
    return render(request, "accounts/api_clients/deliveries.html", context)


@require_safe
def delivery(request: HttpRequest, client_id: int, delivery_id: int) -> HttpResponse:
    """Show what one delivery was answered, as far as it is kept; what was sent is for the other system."""
    client = find_listening(administrator(request), client_id)
    assert client.endpoint is not None  # _find sees to it
    found = client.endpoint.deliveries.defer("body").filter(pk=delivery_id).first()
    if found is None:
        raise Http404
    context = {"client": client, "delivery": found, "outcome": describe_outcome(found)}
    return render(request, "accounts/api_clients/delivery.html", context)


def find_listening(by: User, client_id: int) -> ApiClient:
    """Return a client that has an address for events. Raises Http404."""
    client = find_client(by, client_id)
    if client.endpoint is None:
        raise Http404
    return client
