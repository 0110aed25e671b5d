"""kill -9 at every moment of each wish: it exists once at the vendor, the page says so, each mail went out once."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import redis
import time_machine
from celery import current_app
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from meetings.models import Meeting, VendorWrite
from meetings.recurrence import Rule, Unit
from meetings.services import booking
from notifications.models import Message
from scripts.servers import start_redis
from tests.meetings.page_words import text_of
from tests.meetings.services import mortal
from tests.meetings.services.booking_requests import asked, same
from tests.meetings.services.deeds import BETWEEN_ROUNDS, Deed, is_all_clear, jobs_until_all_is_clear, round_of_jobs
from tests.meetings.services.mortal import World
from tests.meetings.services.vendor import Vendor
from tests.notifications.smtp import Inbox, mail_server

pytestmark = pytest.mark.django_db(transaction=True)

CALLS = ("create", "edit", "cancel", "create_series", "edit_series", "cancel_series", "move", "skip")
Fault = Callable[[Vendor, str], None]
FAULTS = pytest.mark.parametrize("fault", [Vendor.lose_answer, Vendor.cut_before])
MOST_LIVES = 30
EACH = pytest.mark.parametrize("call", CALLS)
# Steps a, b and c of a write (docs/architecture.md) as others see them.
LIFE = (
    *(mortal.COMMITS, mortal.COMMITTED),  # a: the wish is a row
    *(mortal.COMMITS, mortal.COMMITTED),  # b: claimed,
    *(mortal.WRITTEN, mortal.ASKS, mortal.ANSWERED),  # still held, and sent
    *(mortal.COMMITS, mortal.COMMITTED),  # c: what came of it, and its mails
    *(mortal.RINGS, mortal.RUNG),
)
# How many moments have passed then.
PLANNED, CLAIMED, SENT = 2, 4, 7
MAILS = {
    "create": ["invitation", "own"],
    "edit": ["changed", "changed", "invitation", "own"],
    "cancel": ["cancelled", "cancelled", "invitation", "own"],
}
MAILS |= {f"{call}_series": kinds for call, kinds in MAILS.items()}
MAILS |= {"move": MAILS["edit"], "skip": MAILS["cancel"]}
SHOWN = {
    "create": {"planned": "Waiting", "sent": "Booking…", "unconfirmed": "Checking", "done": "Booked"},
    "edit": {
        "": "Booked",
        "planned": "Change waiting",
        "sent": "Changing…",
        "unconfirmed": "Change being checked",
        "done": "Booked",
    },
    "cancel": {
        "": "Booked",
        "planned": "Cancellation waiting",
        "sent": "Cancelling…",
        "unconfirmed": "Cancellation being checked",
        "done": "Cancelled",
    },
}
SHOWN |= {"move": SHOWN["edit"], "skip": SHOWN["cancel"] | {"done": "Booked"}}
GUEST = "anna@tuv.example"
FIRST = datetime.now(ZoneInfo("Asia/Shanghai")).replace(hour=7, minute=0, second=0, microsecond=0) + timedelta(days=3)


@pytest.fixture
def inbox(settings: Settings) -> Iterator[Inbox]:
    with mail_server() as (inbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield inbox


@pytest.fixture
def world(vendor: Vendor, inbox: Inbox) -> World:
    return World(
        database=str(connection.settings_dict["NAME"]),
        vendor_url=vendor.between.url,
        broker_url=current_app.conf.broker_url,
        mail_port=django_settings.EMAIL_PORT,
    )


@dataclass
class Wish:
    """One wish in its own meeting, and what has to be true of it in the end."""

    vendor: Vendor
    chen: User
    inbox: Inbox
    subject: str
    deed: Deed
    done_before: int

    @property
    def kind(self) -> str:
        return self.deed.call.removesuffix("_series")

    @property
    def meeting(self) -> Meeting | None:
        return Meeting.objects.filter(subject=self.subject).first()

    @property
    def write(self) -> VendorWrite | None:
        return VendorWrite.objects.filter(reference=self.deed.reference).first()

    def done_at_vendor(self) -> int:
        return len(self.vendor.sent(self.deed.call)) - self.done_before

    def check_page_says_how_far_it_is(self, pages: Client, at: datetime | None = None) -> None:
        write, meeting = self.write, self.meeting
        if meeting is None:
            assert self.subject not in text_of(pages.get("/meetings/"))
            return
        state = write.state if write else ""
        assert f" {SHOWN[self.kind][state]} " in text_of(pages.get(f"/meetings/{meeting.pk}/"))
        if state == VendorWrite.State.SENT:
            with time_machine.travel((at or now()) + BETWEEN_ROUNDS):
                assert f" {SHOWN[self.kind]['unconfirmed']} " in text_of(pages.get(f"/meetings/{meeting.pk}/"))

    def check_all_is_done_once(self, pages: Client, *, copies: int = 0) -> None:
        """``copies`` of mails are those whose worker died when the mail server had taken them."""
        write, meeting = self.write, self.meeting
        assert write
        assert meeting
        assert (write.state, self.done_at_vendor()) == (VendorWrite.State.DONE, 1)
        self.check_rows_are_as_at_vendor(meeting)
        self.check_wish_is_true(meeting)
        messages = Message.objects.filter(about=f"meeting:{meeting.pk}")
        assert sorted(messages.values_list("kind", flat=True)) == MAILS[self.deed.call]
        assert set(messages.values_list("state", flat=True)) == {Message.State.SENT}
        mails = [mail for mail in self.inbox.mails if self.subject in mail["Subject"]]
        assert len({mail["Message-ID"] for mail in mails}) == len(messages)
        assert len(mails) == len(messages) + copies
        self.check_page_says_how_far_it_is(pages)

    def check_rows_are_as_at_vendor(self, meeting: Meeting) -> None:
        standing = self.vendor.standing(meeting.subject)
        assert standing == ([] if meeting.state == Meeting.State.CANCELLED else [meeting.vendor_conference_id])
        if not standing:
            return
        theirs = self.vendor.detail(self.chen, meeting).meeting
        ours = meeting.occurrences.filter(is_cancelled=False).values_list("start_at", "vendor_sub_conference_id")
        dates = [(one.start_at, one.occurrence_id) for one in theirs.occurrences]
        assert list(ours) == (dates if meeting.is_series else [(theirs.start_at, "")])

    def check_wish_is_true(self, meeting: Meeting) -> None:
        starts = list(meeting.occurrences.filter(is_cancelled=False).values_list("start_at", flat=True))
        assert starts == self.wanted_starts()
        if "cancel" in self.deed.call:
            assert meeting.state == Meeting.State.CANCELLED

    def wanted_starts(self) -> list[datetime]:
        days = [FIRST + timedelta(days=2 * number) for number in range(3)]
        call = self.deed.call
        if call in {"create", "edit", "cancel"}:
            return [days[0] + timedelta(hours=2 if call == "edit" else 0)]
        if call == "edit_series":
            return [day + timedelta(hours=2) for day in days]
        if call == "move":
            return [days[0], days[1] + timedelta(hours=3), days[2]]
        return {"skip": [days[0], days[2]], "cancel_series": []}.get(call, days)


@pytest.fixture
def make_wish(vendor: Vendor, chen: User, inbox: Inbox) -> "MakeWish":
    vendor.details(chen)  # signed in once and for all
    return MakeWish(vendor, chen, inbox)


@dataclass
class MakeWish:
    vendor: Vendor
    chen: User
    inbox: Inbox

    def __call__(self, call: str) -> Wish:
        subject = f"{call} {secrets.token_hex(4)}"
        rule = Rule(Unit.DAY, 2, (), (FIRST + timedelta(days=4)).date())
        is_series = call.endswith("_series") or call in {"move", "skip"}
        request = asked(GUEST, subject=subject, start_at=FIRST, repeats=rule if is_series else None)
        reference = secrets.token_hex(8)
        deed = Deed(call, self.chen.pk, reference, request=request)
        if not call.startswith("create"):
            meeting = booking.book(organiser=self.chen, request=request, reference=f"{reference}-0", now=now())
            deed = Deed(
                call,
                self.chen.pk,
                reference,
                meeting_id=meeting.pk,
                request=same(meeting, repeats=meeting.recurrence, start_at=FIRST + timedelta(hours=2)),
                date_id=meeting.occurrences.all()[1].pk if is_series else None,
                start_at=FIRST + timedelta(days=2, hours=3),
            )
        return Wish(self.vendor, self.chen, self.inbox, subject, deed, len(self.vendor.sent(call)))


def now() -> datetime:
    return datetime.now(UTC)


@EACH
def test_the_page_is_killed_at_every_moment(world: World, make_wish: MakeWish, pages: Client, call: str) -> None:
    seen = set()
    for moment in range(1, len(LIFE) + 1):
        wish = make_wish(call)
        life = mortal.live(world, wish.deed, until=moment)
        assert life == mortal.Life(LIFE[:moment], was_killed=True)
        state = wish.write.state if wish.write else ""
        seen.add((state, wish.done_at_vendor()))
        wish.check_page_says_how_far_it_is(pages)
        jobs_until_all_is_clear(now())
        if not state:
            assert wish.write is None
            wish.deed()  # the person sends the form again
            jobs_until_all_is_clear(now())
        wish.check_all_is_done_once(pages)
        wish.deed()
        assert (wish.done_at_vendor(), is_all_clear()) == (1, True)
    assert seen == {("", 0), ("planned", 0), ("sent", 0), ("sent", 1), ("done", 1)}


@EACH
def test_the_page_is_killed_in_mid_call(
    world: World, make_wish: MakeWish, vendor: Vendor, pages: Client, call: str
) -> None:
    wish = make_wish(call)
    held = vendor.hold_answer(call)
    with mortal.begun(world, wish.deed) as page:
        assert held.reached.wait(60)
        page.kill()
    assert wish.write
    assert (wish.write.state, wish.done_at_vendor()) == ("sent", 1)
    wish.deed()
    wish.check_page_says_how_far_it_is(pages)
    jobs_until_all_is_clear(now())
    wish.check_all_is_done_once(pages)


@EACH
def test_the_worker_is_killed_in_mid_call(
    world: World, make_wish: MakeWish, vendor: Vendor, pages: Client, call: str
) -> None:
    wish = make_wish(call)
    mortal.live(world, wish.deed, until=PLANNED)
    held = vendor.hold_answer(call)
    with mortal.begun(world, partial(round_of_jobs, now() + BETWEEN_ROUNDS)) as worker:
        assert held.reached.wait(60)
        worker.kill()
    assert wish.write
    assert (wish.write.state, wish.done_at_vendor()) == ("sent", 1)
    jobs_until_all_is_clear(now() + BETWEEN_ROUNDS)
    wish.check_all_is_done_once(pages)


@EACH
@FAULTS
def test_worker_after_worker_is_killed(
    world: World, make_wish: MakeWish, vendor: Vendor, pages: Client, call: str, fault: Fault
) -> None:
    """Each lives one moment longer than the one before it."""
    deaths: list[str] = []
    wish = make_wish(call)
    fault(vendor, call)
    wish.deed()
    assert (wish.write and wish.write.state, wish.done_at_vendor()) == ("unconfirmed", fault is Vendor.lose_answer)
    for number in range(MOST_LIVES):
        at = now() + number * BETWEEN_ROUNDS
        life = mortal.live(world, partial(round_of_jobs, at), until=len(deaths) + 1)
        if life.was_killed:
            deaths.append(life.moments[-1])
        elif is_all_clear():
            break
        wish.check_page_says_how_far_it_is(pages, at)
    wish.check_all_is_done_once(pages, copies=deaths.count(mortal.MAILED))
    assert len(deaths) > 3


def test_the_worker_is_killed_at_every_moment(world: World, make_wish: MakeWish, pages: Client) -> None:
    """It sends what a page has left behind, and the mails."""
    deaths: list[str] = []
    while True:
        wish = make_wish("create")
        mortal.live(world, wish.deed, until=PLANNED)
        at = now() + BETWEEN_ROUNDS
        life = mortal.live(world, partial(round_of_jobs, at), until=len(deaths) + 1)
        if not life.was_killed:
            break
        deaths.append(life.moments[-1])
        wish.check_page_says_how_far_it_is(pages, at)
        jobs_until_all_is_clear(at)
        wish.check_all_is_done_once(pages, copies=deaths[-1] == mortal.MAILED)
    a_mail = [mortal.WRITTEN, mortal.MAILS, mortal.MAILED, mortal.WRITTEN]
    assert deaths == [mortal.RINGS, mortal.RUNG, *LIFE[2:], *a_mail, *a_mail]


@EACH
@pytest.mark.parametrize(("fault", "moment"), [(None, mortal.RINGS), (Vendor.lose_answer, mortal.RUNG)])
def test_the_broker_is_killed_around_a_ring(
    world: World,
    make_wish: MakeWish,
    vendor: Vendor,
    pages: Client,
    tmp_path: Path,
    call: str,
    fault: Fault | None,
    moment: str,
) -> None:
    """The page doesn't notice, and the sweep finds what nobody has been woken for."""
    if not world.broker_url.startswith("redis:"):
        pytest.skip("files are not killed")
    wish = make_wish(call)
    if fault:
        fault(vendor, call)
    expected = tuple(each for each in LIFE if not (fault and each == mortal.ANSWERED))
    with ExitStack() as stack:
        url = start_redis(stack, tmp_path)
        with redis.Redis.from_url(url) as server:
            process = server.info("server")["process_id"]
        at = replace(world, broker_url=f"{url}/0")
        life = mortal.live(at, wish.deed, until=expected.index(moment) + 1, victim=process)
    assert life.moments == expected
    assert wish.write
    assert (wish.write.state, wish.done_at_vendor()) == ("unconfirmed" if fault else "done", 1)
    wish.check_page_says_how_far_it_is(pages)
    jobs_until_all_is_clear(now())
    wish.check_all_is_done_once(pages)


@EACH
def test_a_page_that_slept_does_nothing_that_others_have_done(
    world: World, make_wish: MakeWish, pages: Client, call: str
) -> None:
    """When it wakes up it has counted as dead for long: before its claim, after it, or with the answer in its hand."""
    for moment in (PLANNED, CLAIMED, SENT):
        wish = make_wish(call)
        with mortal.asleep(world, wish.deed, at=moment):
            wish.check_page_says_how_far_it_is(pages)
            jobs_until_all_is_clear(now() + BETWEEN_ROUNDS)
            wish.check_all_is_done_once(pages)
        jobs_until_all_is_clear(now())
        wish.check_all_is_done_once(pages)
