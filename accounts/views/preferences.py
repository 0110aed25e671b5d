"""A person's own settings, and the buttons that switch language and appearance."""

from django.conf import settings as project
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import LanguageForm, PreferencesForm, ThemeForm
from accounts.models import User
from accounts.return_path import is_own_path
from accounts.services import preferences

_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Show and save language, time zone and appearance of whoever is signed in."""
    assert isinstance(request.user, User)
    sent = request.POST if request.method == "POST" else None
    form = PreferencesForm(sent, person=request.user, now=timezone.now())
    if form.is_valid():
        preferences.change(person=request.user, **form.cleaned_data)
        with translation.override(request.user.language):
            messages.success(request, _("Your settings are saved."))
        return redirect("accounts:settings")
    return render(request, "accounts/settings.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language, with the person if one is signed in, else in a cookie of this browser."""
    answer, form = _back(request), LanguageForm(request.POST)
    if not form.is_valid():
        return answer
    language = form.cleaned_data["language"]
    if isinstance(request.user, User):
        preferences.change(person=request.user, language=language)
    answer.set_cookie(
        project.LANGUAGE_COOKIE_NAME,
        language,
        max_age=_YEAR,
        secure=project.LANGUAGE_COOKIE_SECURE,
        httponly=project.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return answer


@require_POST
@login_required
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the appearance: light, dark, or as the device has it."""
    assert isinstance(request.user, User)
    form = ThemeForm(request.POST)
    if form.is_valid():
        preferences.change(person=request.user, theme=form.cleaned_data["theme"])
    return _back(request)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Redirect to the page where the button was; never to another host."""
    there = request.POST.get("next", "")
    return redirect(there if is_own_path(there) else "meetings:home")
