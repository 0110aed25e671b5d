"""Sessions as Django's own engine keeps them in the database, read by a query that is composed once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, QuerySet
from django.utils import timezone

from accounts.queries.compiled import CompiledQuery, Parameter, columns_of, load, whole

_PARTS = (whole("", Session),)


def _compose() -> QuerySet[Session, tuple[Any, ...]]:
    key, now = Parameter("key", CharField()), Parameter("now", DateTimeField())
    return Session.objects.filter(session_key=key, expire_date__gt=now).values_list(*columns_of(_PARTS))


_LIVE = CompiledQuery(_compose)


class SessionStore(db.SessionStore):
    """The engine. Every request of somebody who is signed in reads one."""

    def _get_session_from_db(self) -> Session | None:
        found = _LIVE.rows(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
            return None
        (session,) = load(_PARTS, found[0])
        assert isinstance(session, Session)
        return session
