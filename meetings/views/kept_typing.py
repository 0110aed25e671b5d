"""A form that is sent after the session has ended is kept, and comes back filled after sign-in.

Each form carries ``author``, a signed note of who it was made for: without it nothing is kept (a stranger
cannot fill the session table), and nobody else who signs in there gets to see what was typed.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from encryption.keys import cipher

_SALT = "meetings.kept_typing"
_KEY = "kept_typing"
_MAX_AGE = 7 * 24 * 3600
_MAX_CHARACTERS = 60_000
View = Callable[..., HttpResponse]


def author(person: User) -> str:
    """The note for a form's hidden field."""
    return signing.dumps(person.pk, salt=_SALT)


def keeps_typing(view: View) -> View:
    """``login_required`` for a view with a long form."""

    @wraps(view)
    def handle(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST" and _author_of(request.POST) is not None:
            _keep(request)
        return redirect_to_login(request.get_full_path())

    return handle


def typed_before(request: HttpRequest, person: User) -> QueryDict | None:
    """What ``person`` had sent to this address when their session was over."""
    path, encrypted = request.session.get(_KEY, ("", ""))
    if path != request.path:
        return None
    try:
        data = QueryDict(cipher().decrypt(encrypted.encode()).decode())
    except InvalidToken:  # kept under a key that has been taken away since
        return None
    return data if _author_of(data) == person.pk else None


def forget(request: HttpRequest) -> None:
    """Once it was sent again."""
    if _KEY in request.session:
        del request.session[_KEY]


def _keep(request: HttpRequest) -> None:
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = urlencode(list(typed.lists()), doseq=True)
    if len(text) > _MAX_CHARACTERS:
        return
    # It may hold a guest password.
    request.session[_KEY] = (request.path, cipher().encrypt(text.encode()).decode())
    messages.info(request, _("Please sign in again. What you typed is kept."))


def _author_of(data: QueryDict) -> int | None:
    try:
        return int(signing.loads(data.get("author", ""), salt=_SALT, max_age=_MAX_AGE))
    except signing.BadSignature:
        return None
