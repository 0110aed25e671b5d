"""Sessions that are over."""

from importlib import import_module

from django.conf import settings


def delete_expired() -> None:
    """Delete sessions that are over: Django only stops believing them, and a form may have kept something in them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
