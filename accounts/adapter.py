"""What django-allauth may do here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.return_path import is_own_path
from accounts.services import auto_linking, welcoming


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The sign-up of allauth, closed: an administrator makes people."""

    # One sentence for both cases: it does not tell whether the address is known.
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Mail address or password is not right."),
        "too_many_login_attempts": _("Too many tries. Please wait five minutes."),
    }

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign somebody in, and link them to the meeting service where their organisation has a rule for it."""
        super().login(request, user)
        auto_linking.link_at_sign_in(person=user, now=timezone.now())

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_own_path(str(url))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Queue the mail in the outbox, in the words of the one that a new person gets."""
        welcoming.queue_mail(person=user, now=timezone.now())
