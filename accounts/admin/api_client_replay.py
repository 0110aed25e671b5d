"""Sending the events of a span of time again: it is said how many there are, and asked, before any goes out."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.admin.api_client_webhooks import find_listening
from accounts.admin.permissions import administrator
from accounts.errors import InvalidInput
from accounts.models import ApiClient, User
from accounts.services import replaying
from l10n import zones

_WRITTEN = "%Y-%m-%dT%H:%M"


class _WallTimeField(forms.CharField):
    """A day and a time by the clock of a zone, as browsers send them; ``is_end`` takes the later of two such times."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "required": True}, format=_WRITTEN)
    default_error_messages = {"unreadable": gettext_lazy("A day and a time, please, as in 2026-05-15T09:00.")}

    def __init__(self, *, label: object, is_end: bool) -> None:
        super().__init__(label=label, max_length=40)  # type: ignore[arg-type]  # a lazy string is one
        self.zone, self.is_end = ZoneInfo("UTC"), is_end

    def clean(self, value: object) -> datetime:
        typed = str(super().clean(value))
        for form in (_WRITTEN, f"{_WRITTEN}:%S", "%Y-%m-%d %H:%M"):
            try:
                found = datetime.strptime(typed, form)  # noqa: DTZ007 — the zone is the reader's
                return found.replace(tzinfo=self.zone, fold=int(self.is_end)).astimezone(ZoneInfo("UTC"))
            except (ValueError, OverflowError):
                continue
        raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable")


class SpanForm(forms.Form):
    """From when until when, by the clock of the administrator."""

    since = _WallTimeField(label=gettext_lazy("From"), is_end=False)
    until = _WallTimeField(label=gettext_lazy("Until before"), is_end=True)

    def __init__(self, sent: object, *, zone: ZoneInfo) -> None:
        super().__init__(sent)  # type: ignore[arg-type]  # a QueryDict, or None
        for field in self.fields.values():
            assert isinstance(field, _WallTimeField)
            field.zone = zone


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, client_id: int) -> HttpResponse:
    """Ask for a span; with one say how many events there are; POST sends them."""
    by = administrator(request)
    client = find_listening(by, client_id)
    sent = request.POST if request.method == "POST" else request.GET if "since" in request.GET else None
    form = SpanForm(sent, zone=by.zone)
    count = None
    if form.is_valid():
        span = {"since": form.cleaned_data["since"], "until": form.cleaned_data["until"]}
        try:
            if request.method == "POST":
                return _sent(request, client, replaying.replay_span(by=by, client=client, now=timezone.now(), **span))
            count = replaying.count_span(by=by, client=client, **span)
        except InvalidInput as error:
            for problem in error.problems:
                form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
    return _answer(request, by, client, form, count)


def _sent(request: HttpRequest, client: ApiClient, count: int) -> HttpResponse:
    sentence = ngettext("%(count)d event goes out again.", "%(count)d events go out again.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("admin:accounts_apiclient_deliveries", client.pk)


def _answer(request: HttpRequest, by: User, client: ApiClient, form: SpanForm, count: int | None) -> HttpResponse:
    context = {
        "client": client,
        "form": form,
        "count": count,
        "most": replaying.MOST_REPLAYED,
        "zone": _("The times are those of %(zone)s.") % {"zone": zones.label(by.time_zone, timezone.now())},
    }
    return render(request, "accounts/api_clients/replay.html", context, status=422 if form.errors else 200)
