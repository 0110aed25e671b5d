"""What was typed into a form comes back: sent after the session has ended or from before it began, or never sent.

It is kept on the server, encrypted, with the session: for a day, and until it is booked, saved, discarded or its
author signs out. What was sent fills its form again; a draft, which nobody has sent, is offered, and fills a form only
where it is asked for (``?draft=1``). No password is kept with either.
Each form carries ``author``, a signed note of who it was made for: without it nothing is kept (a stranger
cannot fill the session table), and nobody else who signs in there gets to see what was typed.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from urllib.parse import urlencode

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from encryption.keys import cipher, encrypt
from meetings.pages.form_author import SALT

_KEY = "kept_typing"  # as sessions of earlier versions have it
_MAX_AGE = 7 * 24 * 3600
_DRAFT, _SENT = "draft", "sent"
_PASSWORDS = ("guest_password",)
_KEPT_FOR = timedelta(days=1)
_MAX_CHARACTERS = 60_000
View = Callable[..., HttpResponse]


def recovers_form(view: View) -> View:
    """Require a sign-in for a view with a long form, and keep what was sent without one."""

    @wraps(view)
    def handle(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        is_check = "check" in request.POST
        if request.method == "POST" and not is_check and _author_of(request.POST) is not None:
            _keep(request, _("Please sign in again. What you typed is kept."))
        return redirect_to_login(request.get_full_path())

    return handle


def back_to_form(request: HttpRequest) -> HttpResponse | None:
    """Redirect to a form whose CSRF token is not right any more, with what was typed; None where nothing is kept.

    Another site can't get that far: ``author`` is the note that we gave to the person who is signed in here.
    """
    author = _author_of(request.POST)
    if author is None or "check" in request.POST:
        return None
    if not request.user.is_authenticated:
        _keep(request, _("Please sign in again. What you typed is kept."))
        return redirect_to_login(request.get_full_path())
    sentence = _("This page was open for too long. What you typed is kept: please send it once more.")
    if author != request.user.pk or not _keep(request, sentence):
        return None
    return redirect(request.get_full_path())


def keep_draft(request: HttpRequest) -> None:
    """Keep what somebody has typed so far, without a word; nothing yet where it is about nothing and for nobody."""
    is_begun = any(request.POST.get(name, "").strip() for name in ("subject", "invitees"))
    if is_begun and _author_of(request.POST) == request.user.pk:
        _store(request, _DRAFT)


def recovered_data(request: HttpRequest, person: User) -> QueryDict | None:
    """Return what ``person`` had sent from this address, or the draft of it that the address asks for."""
    path, _encrypted, *rest = request.session.get(_KEY, ("", ""))
    is_draft = rest[-1:] == [_DRAFT]
    if is_draft and "draft" not in request.GET:
        return None
    if path != (path_of_draft(request) if is_draft else request.get_full_path()):
        return None
    return _read(request, person)


def draft_of(request: HttpRequest, person: User) -> QueryDict | None:
    """Return the draft that ``person`` has of a form at this address, however it was filled; None without one."""
    path, _encrypted, *rest = request.session.get(_KEY, ("", ""))
    return _read(request, person) if rest[-1:] == [_DRAFT] and path == path_of_draft(request) else None


def path_of_draft(request: HttpRequest) -> str:
    """Return the address without what it was filled by: there is one draft of a new meeting."""
    return request.path


def _read(request: HttpRequest, person: User) -> QueryDict | None:
    """Return what is kept, unless it is too old or another person's."""
    if _is_old(request):
        return None
    encrypted = request.session[_KEY][1]
    try:
        data = QueryDict(cipher().decrypt(encrypted.encode()).decode())
    except InvalidToken:  # kept under a key that has been taken away since
        return None
    return data if _author_of(data) == person.pk else None


def kept_at(request: HttpRequest) -> datetime | None:
    """Return when it was kept; None where nothing is, or where an earlier version has kept it."""
    _path, _encrypted, *rest = request.session.get(_KEY, ("", ""))
    return datetime.fromisoformat(rest[0]) if rest else None


def forget(request: HttpRequest) -> None:
    """Drop what was kept, once it was sent again or discarded."""
    if _KEY in request.session:
        del request.session[_KEY]


def _keep(request: HttpRequest, sentence: str) -> bool:
    """Keep what was sent, say so, and return whether it was kept: a long novel is not."""
    if not _store(request, _SENT):
        return False
    messages.info(request, sentence)
    return True


def _store(request: HttpRequest, kind: str) -> bool:
    sent = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "check", "sign_in", *_PASSWORDS):
        sent.pop(name, None)
    text = urlencode(list(sent.lists()), doseq=True)
    if len(text) > _MAX_CHARACTERS:
        return False
    path = path_of_draft(request) if kind == _DRAFT else request.get_full_path()
    request.session[_KEY] = (path, encrypt(text.encode()), timezone.now().isoformat(), kind)
    return True


def _is_old(request: HttpRequest) -> bool:
    at = kept_at(request)
    return at is not None and timezone.now() - at > _KEPT_FOR


def _author_of(data: QueryDict) -> int | None:
    try:
        return int(signing.loads(data.get("author", ""), salt=SALT, max_age=_MAX_AGE))
    except signing.BadSignature:
        return None
