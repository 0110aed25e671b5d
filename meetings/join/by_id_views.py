"""Joining by meeting ID: any meeting of the service, whoever has booked it, as a guest."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.sites import MeetingSite
from accounts.vendor.sites import known_site_of, sites_in_use
from l10n.numbers import grouped
from meetings.errors import MeetingError
from meetings.forms.join_by_id import JoinByIdForm
from meetings.join import answers, throttle
from meetings.join.by_id_page import JoinByIdPage, list_options
from meetings.join.page import Opened
from meetings.services import joining_by_id

_FIELDS = ("conference_id", "password", "name", "site", "mic", "camera")


@require_http_methods(["GET", "HEAD", "POST"])
def join_by_id(request: HttpRequest) -> HttpResponse:
    """Ask for ID, password and name; a POST answers with what opens the client, whether or not there is a meeting."""
    asked = request.GET.get("lang", "")
    chosen = asked if asked in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(chosen):
        request.LANGUAGE_CODE = chosen
        response = _answer(request)
        response["Content-Language"] = chosen
    return answers.sealed(response)


def _answer(request: HttpRequest) -> HttpResponse:
    person = request.user if answers.has_session(request) and isinstance(request.user, User) else None
    sites = sites_in_use()
    if request.method != "POST":
        typed = {"conference_id": request.GET.get("id", "")[:40], "name": person.name if person else ""}
        typed["site"] = person.tenant.application.site if person and person.tenant else ""
        return _page(request, JoinByIdForm(initial=typed, sites=sites), sites, person)
    form = JoinByIdForm(request.POST, sites=sites)
    if not form.is_valid():
        return _page(request, form, sites, person, status=422)
    left = throttle.take_try(request) if form.cleaned_data["password"] else throttle.TRIES
    if left < 0:
        response = _page(request, form, sites, person, is_waiting=True, status=429)
        response["Retry-After"] = str(throttle.TRY_SECONDS)
        return response
    return _launch(request, form, sites, person, left)


def _launch(
    request: HttpRequest, form: JoinByIdForm, sites: dict[str, MeetingSite], person: User | None, left: int
) -> HttpResponse:
    values = form.cleaned_data
    site = _site(values["site"], sites, person)
    if site is None:
        return _page(request, form, sites, person, status=503)
    try:
        launch = joining_by_id.launch_by_id(
            site=site,
            conference_id=values["conference_id"],
            password=values["password"],
            name=values["name"],
            platform=answers.link_platform(answers.device(request)),
            link=request.build_absolute_uri(request.path),
            **answers.switches(request),
        )
    except MeetingError as refusal:
        return _page(request, form, sites, person, refusal=refusal.sentence, tries_left=left, status=422)
    if values["password"]:
        throttle.give_back(request)
    opened = answers.opened_by(request, launch, names=_FIELDS)
    return _page(request, form, sites, person, opened=opened, number_shown=grouped(values["conference_id"]))


def _site(chosen: str, sites: dict[str, MeetingSite], person: User | None) -> MeetingSite | None:
    """Return the meeting service that was chosen, else the person's own, else the first one in use."""
    own = known_site_of(tenant=person.tenant) if person and person.tenant else None
    return sites.get(chosen) or own or next(iter(sites.values()), None)


def _page(
    request: HttpRequest,
    form: JoinByIdForm,
    sites: dict[str, MeetingSite],
    person: User | None,
    *,
    refusal: str = "",
    tries_left: int | None = None,
    is_waiting: bool = False,
    opened: Opened | None = None,
    number_shown: str = "",
    status: int = 200,
) -> HttpResponse:
    device = answers.device(request)
    page = JoinByIdPage(
        form=form,
        options=list_options(_site("", sites, person), device, is_signed_in=person is not None),
        device=device,
        asks_for_site=len(sites) > 1,
        mic_is_on="mic" in request.POST,
        camera_is_on="camera" in request.POST,
        refusal=refusal,
        tries_left=tries_left,
        is_waiting=is_waiting,
        opened=opened,
        number_shown=number_shown,
    )
    template = "meetings/join/opened_by_id.html" if opened else "meetings/join/by_id.html"
    return render(request, template, {"page": page, "form": form}, status=status)
