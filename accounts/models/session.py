"""Sessions in the browser, each with the person who is signed in."""

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string

from accounts.models.person import User


class Session(AbstractBaseSession):
    """Django's session and whose it is, so that one statement reads both.

    ``person`` is a copy of what the data say. It is None while nobody is signed in, and in a session that was
    last saved before this column was there.
    """

    # No constraint: a person who is deleted while they sign in would fail the commit, which Django's engine
    # takes for a key that is in use and tries again without end. Whose person is gone is signed out.
    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="sessions", null=True, db_constraint=False, editable=False
    )

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_string("accounts.session_store.SessionStore")
        return store
