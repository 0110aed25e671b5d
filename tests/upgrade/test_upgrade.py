"""A database of before, with work under way, goes on after an upgrade as if nothing had happened."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from accounts.models import SearchKey, User
from meetings.models import Invitee, Meeting, VendorWrite
from meetings.services import choosing
from notifications.models import Message
from tests.flows.actions import BETWEEN_ROUNDS, forget_enqueued, is_all_clear, round_of_jobs, sync
from tests.upgrade import before
from tests.upgrade.page_reading import named_on, times_in
from tests.upgrade.rows import Tables, every_row, lost

_PAST = "/meetings/past/"

_SESSION: list[str | datetime] = ["a-key", "what:was:kept", before.SEEN_AT]


@dataclass(frozen=True)
class Upgraded:
    """A database that is upgraded once and then copied: its name, its rows before and after."""

    name: str
    before: Tables
    after: Tables


@contextmanager
def _at_its_time() -> Iterator[None]:
    """With the keys of the dump, when its pages were read."""
    mails = "django.core.mail.backends.locmem.EmailBackend"
    own = override_settings(FIELD_ENCRYPTION_KEYS=[before.TEST_ONLY_KEY], EMAIL_BACKEND=mails)
    with own, time_machine.travel(before.SEEN_AT):
        yield


@pytest.fixture(scope="module")
def upgraded(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Upgraded:
    """The dump, with somebody's session, and the upgrade of it."""
    folder = tmp_path_factory.mktemp("upgraded")
    with django_db_blocker.unblock(), _at_its_time(), before.database(folder) as name:
        call_command("createcachetable", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)", _SESSION
            )
        found = every_row()
        call_command("migrate", verbosity=0)
        return Upgraded(name, found, every_row())


@pytest.fixture
def its_time(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), _at_its_time():
        yield


@pytest.fixture
def opened(upgraded: Upgraded, its_time: None, tmp_path: Path) -> Iterator[None]:
    """A copy of the upgraded database is Django's."""
    with before.copy_of(upgraded.name, tmp_path):
        yield


@pytest.mark.usefixtures("its_time")
def test_no_row_is_lost(upgraded: Upgraded) -> None:
    assert len(upgraded.before["meetings_vendorwrite"]) > 90
    assert lost(upgraded.before, upgraded.after) == []


@pytest.mark.usefixtures("opened")
def test_sessions_go_back_to_an_earlier_version(upgraded: Upgraded) -> None:
    assert upgraded.before["django_session"]
    call_command("migrate", "accounts", "0012", verbosity=0)
    assert every_row()["django_session"] == upgraded.before["django_session"]


@pytest.mark.usefixtures("opened")
def test_people_are_found_by_their_names() -> None:
    found = set(SearchKey.objects.values_list("tenant", "person", "key"))
    SearchKey.objects.all().delete()
    SearchKey.objects.refresh(User.objects.values_list("pk", flat=True))
    assert found == set(SearchKey.objects.values_list("tenant", "person", "key"))
    assert len(found) > User.objects.exclude(tenant=None).count()


@pytest.mark.usefixtures("opened")
def test_pages_show_what_they_showed() -> None:
    """Home, lists, meetings, forms, administration, links and calendar files, of everybody."""
    seen = before.told("seen.json")
    subjects = Meeting.objects.values_list("subject", flat=True)
    names = [*subjects, *User.objects.values_list("email", flat=True)]
    shown = {place: _shown(place, browser, names) for place, browser in _places(list(seen))}
    assert _until_its_day(shown) == _as_now(_until_its_day(seen))


def _until_its_day(shown: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Leave out at which time of its last day a rule ends: later than before, with the same occurrences."""
    return {
        place: [status, [re.sub(r"(UNTIL=\d{8})T\d{6}Z", r"\1", line) for line in lines]]
        for place, (status, lines) in shown.items()
    }


def _as_now(seen: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Leave out which meetings of the past have ended: all that are not cancelled have, and the list says who came."""
    return {
        place: [status, [name for name in names if name != "Ended"] if _PAST in place else names]
        for place, (status, names) in seen.items()
    }


def _places(places: list[str]) -> Iterator[tuple[str, Client]]:
    """The places with the browser of whoever was there: nobody is signed in who follows a link."""
    browsers: dict[str, Client] = {"link": Client(), "calendar": Client()}
    for place in places:
        who = place.partition(" ")[0]
        if who not in browsers:
            browsers[who] = Client()
            browsers[who].force_login(User.objects.get(email=who))
        yield place, browsers[who]


def _shown(place: str, browser: Client, names: list[str]) -> list[Any]:
    who, _, address = place.partition(" ")
    if who in {"link", "calendar"}:
        token = Invitee.objects.get(pk=address).join_token
        address = f"/j/{token}/" if who == "link" else f"/j/{token}/invite.ics"
    answer = browser.get(f"{address}?cancelled=1" if address == _PAST else address)
    text = answer.content.decode()
    return [answer.status_code, times_in(text) if who == "calendar" else named_on(text, names)]


@pytest.mark.usefixtures("its_time")
def test_open_writes_are_finished_rightly(settings: Settings, tmp_path: Path) -> None:
    """Each kind in each open state, done at the vendor or not: it is there once, as it was asked for, and told."""
    expected = before.told("expected.json")
    forget_enqueued()
    with ExitStack() as stack:
        url = stack.enter_context(before.sandbox(tmp_path))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setitem(settings.MEETING_SITES["sandbox"], "api_base", url)
        stack.enter_context(before.database(tmp_path, before.repeat_calls(url)))
        call_command("createcachetable", verbosity=0)
        call_command("migrate", verbosity=0)
        is_open = VendorWrite.objects.filter(finished_at=None)
        assert dict(is_open.values_list("reference", "state")) == {row["reference"]: row["state"] for row in expected}
        later = _jobs_until_only_the_undecided_waits(before.SEEN_AT)
        undecided = is_open.get()
        administrator = User.objects.get(email="zhao.lei@qingshan.example")
        chosen = undecided.candidates[1]
        choosing.choose(write_id=undecided.pk, conference_id=chosen, by=administrator, now=later)
        round_of_jobs(later)
        assert is_all_clear()
        assert [_outcome(row, url) for row in expected] == [_wanted(row) for row in expected]
        assert Meeting.objects.get(writes=undecided).vendor_conference_id == chosen
        assert _untold(expected) == []
        settled = _settled()
        for number in range(1, 4):
            sync(later + number * timedelta(minutes=2))
        assert _settled() == settled


def _jobs_until_only_the_undecided_waits(now: datetime) -> datetime:
    for number in range(12):
        at = now + number * BETWEEN_ROUNDS
        round_of_jobs(at)
        waits = Message.objects.filter(state=Message.State.QUEUED).exists()
        if VendorWrite.objects.filter(finished_at=None).count() == 1 and not waits:
            return at
    raise AssertionError(f"still open: {list(VendorWrite.objects.filter(finished_at=None))}")


def _outcome(row: dict[str, Any], url: str) -> list[Any]:
    write = VendorWrite.objects.select_related("meeting").get(reference=row["reference"])
    dates = write.meeting.occurrences.held()
    starts = [start.isoformat() for start in dates.values_list("start_at", flat=True)] if row["starts"] else None
    state = write.meeting.state if row["meeting_state"] else None
    return [row["subject"], write.state, state, starts, before.standing(url, row["subject"])]


def _wanted(row: dict[str, Any]) -> list[Any]:
    return [row["subject"], "done", row["meeting_state"], row["starts"] or None, row["at_vendor"]]


def _untold(expected: list[dict[str, Any]]) -> list[str]:
    """The subjects of which nobody got a mail, but for those that were withdrawn before they were booked."""
    found = []
    for row in expected:
        meeting = Meeting.objects.get(writes__reference=row["reference"])
        is_told = Message.objects.filter(about=f"meeting:{meeting.pk}", state=Message.State.SENT).exists()
        if is_told == row["subject"].startswith("withdrawn"):
            found.append(row["subject"])
    return found


def _settled() -> list[Any]:
    """What a comparison with the vendor must leave as it is."""
    return [
        (meeting.subject, meeting.state, list(meeting.occurrences.values_list("start_at", "is_cancelled")))
        for meeting in Meeting.objects.order_by("pk")
    ]
