"""Who may use the admin site."""

from django.http import HttpRequest

from accounts.models import User


def administrator(request: HttpRequest) -> User:
    """Return the tenant administrator or operator; only behind ``admin_view``."""
    assert isinstance(request.user, User)
    return request.user


def is_operator(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_active and request.user.is_operator


def is_administrator(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_active and request.user.is_staff
