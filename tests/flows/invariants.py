"""One write about a meeting of its own, and all that has to be true of it, at any time and in the end."""

import secrets
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.test import Client

from accounts.models import User
from meetings.models import Meeting, VendorWrite
from meetings.recurrence import Cycle, Unit
from meetings.services import booking
from notifications.models import Message
from tests.factories.booking_requests import asked, same
from tests.factories.page_words import text_of
from tests.factories.vendor import Vendor
from tests.flows.actions import BETWEEN_ROUNDS, Action
from tests.notifications.smtp import Inbox

# The calls at the vendor in which writes end.
CALLS = (
    "create",
    "edit",
    "cancel",
    "create_series",
    "edit_series",
    "cancel_series",
    "edit_occurrence",
    "cancel_occurrence",
)
MAILS = {
    "create": ["invitation", "own"],
    "edit": ["changed", "changed", "invitation", "own"],
    "cancel": ["cancelled", "cancelled", "invitation", "own"],
}
MAILS |= {f"{call}_series": kinds for call, kinds in MAILS.items()}
MAILS |= {"edit_occurrence": MAILS["edit"], "cancel_occurrence": MAILS["cancel"]}
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
SHOWN |= {"edit_occurrence": SHOWN["edit"], "cancel_occurrence": SHOWN["cancel"] | {"done": "Booked"}}
GUEST = "anna@tuv.example"
FIRST = datetime.now(ZoneInfo("Asia/Shanghai")).replace(hour=7, minute=0, second=0, microsecond=0) + timedelta(days=3)


@dataclass
class Scenario:
    """One write about its own meeting, and what has to be true of it in the end."""

    vendor: Vendor
    chen: User
    inbox: Inbox
    subject: str
    action: Action
    done_before: int

    @property
    def kind(self) -> str:
        return self.action.call.removesuffix("_series")

    @property
    def meeting(self) -> Meeting | None:
        return Meeting.objects.filter(subject=self.subject).first()

    @property
    def write(self) -> VendorWrite | None:
        return VendorWrite.objects.filter(reference=self.action.reference).first()

    def done_at_vendor(self) -> int:
        return len(self.vendor.sent(self.action.call)) - self.done_before

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
        self.check_request_is_met(meeting)
        messages = Message.objects.filter(about=f"meeting:{meeting.pk}")
        assert sorted(messages.values_list("kind", flat=True)) == MAILS[self.action.call]
        assert set(messages.values_list("state", flat=True)) == {Message.State.SENT}
        beginning = self.subject.split()[0]  # a long title is cut in the subject of a mail
        mails = [mail for mail in self.inbox.mails if beginning in mail["Subject"]]
        assert len({mail["Message-ID"] for mail in mails}) == len(messages)
        assert len(mails) == len(messages) + copies
        self.check_page_says_how_far_it_is(pages)

    def check_rows_are_as_at_vendor(self, meeting: Meeting) -> None:
        standing = self.vendor.standing(meeting.subject)
        assert standing == ([] if meeting.state == Meeting.State.CANCELLED else [meeting.vendor_conference_id])
        if not standing:
            return
        theirs = self.vendor.detail(self.chen, meeting).meeting
        ours = meeting.occurrences.held().values_list("start_at", "vendor_sub_conference_id")
        occurrences = [(one.start_at, one.occurrence_id) for one in theirs.occurrences]
        assert list(ours) == (occurrences if meeting.is_series else [(theirs.start_at, "")])

    def check_request_is_met(self, meeting: Meeting) -> None:
        starts = list(meeting.occurrences.held().values_list("start_at", flat=True))
        assert starts == self.wanted_starts()
        if self.action.call in {"cancel", "cancel_series"}:
            assert meeting.state == Meeting.State.CANCELLED

    def wanted_starts(self) -> list[datetime]:
        days = [FIRST + timedelta(days=2 * number) for number in range(3)]
        call = self.action.call
        if call in {"create", "edit", "cancel"}:
            return [days[0] + timedelta(hours=2 if call == "edit" else 0)]
        if call == "edit_series":
            return [day + timedelta(hours=2) for day in days]
        if call == "edit_occurrence":
            return [days[0], days[1] + timedelta(hours=3), days[2]]
        return {"cancel_occurrence": [days[0], days[2]], "cancel_series": []}.get(call, days)


@dataclass
class MakeScenario:
    """Makes a scenario that ends in that call, and the meeting that it is about."""

    vendor: Vendor
    chen: User
    inbox: Inbox

    def __call__(self, call: str) -> Scenario:
        subject = f"{secrets.token_hex(4)} {call}"
        rule = Cycle(Unit.DAY, 2, (), (FIRST + timedelta(days=4)).date())
        is_series = call.endswith("_series") or call in {"edit_occurrence", "cancel_occurrence"}
        request = asked(GUEST, subject=subject, start_at=FIRST, repeats=rule if is_series else None)
        reference = secrets.token_hex(8)
        action = Action(call, self.chen.pk, reference, request, uuid.uuid4(), 0, FIRST + timedelta(days=2, hours=3))
        if not call.startswith("create"):
            meeting = booking.book(organiser=self.chen, request=request, reference=f"{reference}-0", now=now())
            action = replace(
                action,
                request=same(meeting, repeats=meeting.recurrence, start_at=FIRST + timedelta(hours=2)),
                meeting_id=meeting.pk,
                occurrence_id=meeting.occurrences.all()[1].pk if is_series else 0,
            )
        return Scenario(self.vendor, self.chen, self.inbox, subject, action, len(self.vendor.sent(call)))


def now() -> datetime:
    return datetime.now(UTC)
