"""Sessions that are over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Session, User
from accounts.services import sessions
from tests.factories.fixtures import signed_in


@pytest.mark.django_db
def test_delete_expired_keeps_sessions_that_last(chen: User) -> None:
    over, lasting = (signed_in(chen).session.session_key for _ in range(2))
    Session.objects.filter(pk=over).update(expire_date=timezone.now() - timedelta(seconds=1))
    sessions.delete_expired()
    assert list(Session.objects.values_list("pk", flat=True)) == [lasting]
