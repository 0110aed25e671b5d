"""Sessions that are over."""

from importlib import import_module

from django.conf import settings


def drop_over() -> None:
    """Django only stops believing them; they would stay in the database, with what a form had kept in them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
