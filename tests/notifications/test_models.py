"""The words of a message are encrypted at rest."""

import pytest

from tests.notifications.queued import queue

pytestmark = pytest.mark.django_db


def test_the_words_are_encrypted_at_rest() -> None:
    from django.db import connection

    queue(text="https://portal.example/j/secret-token/", html="<p>secret-token", calendar="URL:secret-token")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notifications_message")
        assert "secret-token" not in str(cursor.fetchall())
