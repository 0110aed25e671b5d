"""Sessions as Django's own engine keeps them in the database, read together with the person by one statement."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db.models import CharField, DateTimeField, QuerySet
from django.utils import timezone

from accounts.models import Session, User
from accounts.queries.compiled import CompiledQuery, Parameter, Part, columns_of, load, whole

# The password too: what a session was signed in with is compared with it at each request.
_PARTS = (whole("", Session), Part("person__", User, tuple(field.attname for field in User._meta.concrete_fields)))


def _compose() -> QuerySet[Session, tuple[Any, ...]]:
    key, now = Parameter("key", CharField()), Parameter("now", DateTimeField())
    return Session.objects.filter(session_key=key, expire_date__gt=now).values_list(*columns_of(_PARTS))


_LIVE = CompiledQuery(_compose)


class SessionStore(db.SessionStore):
    """The engine. Every request of somebody who is signed in reads one."""

    # Who was signed in when the session was read; what it holds by now may be about somebody else.
    person: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        session.person_id = data.get(SESSION_KEY)
        return session

    def _get_session_from_db(self) -> Session | None:
        found = _LIVE.rows(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
            return None
        session, person = load(_PARTS, found[0])
        assert isinstance(session, Session)
        self.person = person if person.pk else None
        return session
