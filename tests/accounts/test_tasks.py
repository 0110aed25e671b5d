"""What the sweep of accounts clears away."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import tasks
from accounts.models import Session, User


@pytest.mark.django_db(transaction=True)
def test_sweep_drops_sessions_that_are_over(chen: User) -> None:
    over, lasting = Client(), Client()
    for browser in (over, lasting):
        browser.force_login(chen)
    Session.objects.filter(pk=over.session.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    tasks.sweep()
    assert [session.pk for session in Session.objects.all()] == [lasting.session.session_key]
