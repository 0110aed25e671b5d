"""What cannot be stored waits as a row, whatever it holds, and is read back as the history told of it."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import Tenant, User
from history.models import UnstoredSession
from history.writes import keeping
from hwmeeting import EndedMeeting

pytestmark = pytest.mark.django_db(transaction=True)
_NOW = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)
SESSION = EndedMeeting("962000001", "51a9", "路线图", _NOW - timedelta(hours=1), _NOW, has_recording=False)


def keep(tenant: Tenant, ended: EndedMeeting, now: datetime = _NOW) -> None:
    keeping.keep(tenant=tenant, ended=ended, error=ValueError("what people wrote"), now=now)


@pytest.mark.parametrize(
    "ended",
    [
        SESSION,
        replace(SESSION, conference_uuid="9" * 65, conference_id="1" * 40),
        replace(SESSION, conference_uuid="a\0b", conference_id="\0", subject="\0"),
        replace(SESSION, conference_uuid="half a pair \ud800", subject="\ud800"),
    ],
    ids=["plain", "too long", "NUL", "surrogate"],
)
def test_keep_and_forget_one_of_any_content(qingshan: Tenant, ended: EndedMeeting) -> None:
    keep(qingshan, ended)
    keep(qingshan, ended, _NOW + timedelta(hours=1))
    row = UnstoredSession.objects.get()
    assert (row.attempts, row.error, row.tried_at) == (2, "ValueError", _NOW + timedelta(hours=1))
    assert list(keeping.waiting(tenant=qingshan)) == [ended]
    keeping.forget(tenant=qingshan, ended=ended)
    assert not UnstoredSession.objects.exists()


def test_keep_tells_two_long_ones_with_the_same_beginning_apart(qingshan: Tenant) -> None:
    two = [replace(SESSION, conference_uuid="9" * 65 + end) for end in "ab"]
    for ended in two:
        keep(qingshan, ended)
    assert list(keeping.waiting(tenant=qingshan)) == two


def test_waiting_reads_what_an_earlier_version_kept(qingshan: Tenant) -> None:
    keep(qingshan, SESSION)
    times = {"start_at": SESSION.start_at.isoformat(), "end_at": SESSION.end_at.isoformat()}
    rewrite(asdict(SESSION) | times)
    assert list(keeping.waiting(tenant=qingshan)) == [SESSION]


@pytest.mark.parametrize("answer", [{"version": 2, "session": "{}"}, {"version": 1}, {"of": "another shape"}, []])
def test_waiting_passes_over_a_row_of_another_shape(qingshan: Tenant, answer: object) -> None:
    keep(qingshan, SESSION)
    rewrite(answer)
    keep(qingshan, other := replace(SESSION, conference_uuid="other"))
    assert list(keeping.waiting(tenant=qingshan)) == [other]


def test_waiting_passes_over_a_row_that_cannot_be_decrypted(qingshan: Tenant) -> None:
    keep(qingshan, SESSION)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE history_unstoredsession SET answer = 'no ciphertext'")
    keep(qingshan, other := replace(SESSION, conference_uuid="other"))
    assert list(keeping.waiting(tenant=qingshan)) == [other]


def test_waiting_is_the_tenants_own(qingshan: Tenant, stranger: User) -> None:
    keep(qingshan, SESSION)
    assert stranger.tenant is not None
    assert list(keeping.waiting(tenant=stranger.tenant)) == []


def rewrite(answer: Any) -> None:
    row = UnstoredSession.objects.get()
    row.answer = answer
    row.save()
