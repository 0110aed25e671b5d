"""Every page in each of its states, made as rows, so that it can be looked at without the meeting service."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import ApiClient, ConnectionTest, Identity, User
from directory.entries import TerminalState
from directory.models import VendorList
from meetings.mails import (
    invitation,
    meeting_cancelled,
    meeting_changed,
    not_ready,
    occurrence_changed,
    recipients,
    several_occurrences,
)
from meetings.mails.context import About
from meetings.models import Invitee, Meeting, Occurrence, ReadinessCheck, TrialMeeting
from meetings.readiness import Finding, Outcome, Question, Trouble
from meetings.services import calendar_feeds, open_links, templates
from meetings.services.templates import TemplateInvitee, TemplateValues
from meetings.snapshots import MeetingSnapshot, Move, Span
from meetings.writes import meeting_words, occurrences
from meetings.writes.agenda import refresh_agenda
from meetings.writes.kinds.edit import EditPayload
from meetings.writes.payloads import Payload, WantedMeeting
from notifications.mails.html import html
from notifications.models import Message, WebhookDelivery, WebhookEndpoint
from notifications.webhooks.queueing import Event, queue
from tests.factories import invitees
from tests.factories.api import make_api_client
from tests.factories.rooms import OWN, know_rooms, know_terminals, make_room, make_terminal
from tests.factories.webhooks import listen
from tests.factories.writes import make_write_in_state
from tests.journeys.insights_scenes import make_numbers
from tests.journeys.live_scenes import PATHS, make_live
from tests.journeys.session_scenes import make_guest, make_past, make_session
from tests.meetings.join.test_device import AGENTS

TITLES = {
    "en": (
        "Q3 roadmap with Munich: sensor line B, certification and the 2027 budget",
        "Firmware 26.5 release review",
        "Supplier audit kick-off",
        "Line B pilot run, second shift",
    ),
    "zh-hans": (
        "与慕尼黑讨论第三季度路线图：B 线传感器、认证和 2027 年预算",
        "固件 26.5 发布评审",
        "供应商审核启动会",
        "B 线试产（第二班）",
    ),
}
OUTSIDER = "anna.schmidt@tuv.example"
_TROUBLES = (
    Finding(Question.ACCOUNT),
    Finding(Question.SIGN_IN),
    Finding(Question.BOOKING, Outcome.BAD, Trouble.MISSING),
    Finding(Question.SEATS, Outcome.BAD, Trouble.TOO_FEW_SEATS, {"invited": 128, "seats": 100}),
    Finding(Question.ENTRY, Outcome.UNKNOWN, Trouble.AWAY),
)
Act = Callable[[Page], None]


@dataclass(frozen=True)
class Scene:
    """A page: its address, who looks at it (nobody: signed out), on what, and what they do there first."""

    path: str
    person: User | None = None
    device: str = "windows"
    act: Act | None = None
    is_gone: bool = False


@dataclass
class Stage:
    """An organisation whose people all read ``language``."""

    language: str
    now: datetime = field(default_factory=timezone.now)

    def __post_init__(self) -> None:
        self.tenant = invitees.make_tenant("青杉仪器" if self.language == "zh-hans" else "Qingshan Instruments")
        self.chen = self.person("chen.jing", "陈静 Chen Jing")
        self.li = self.person("li.wei", "李伟 Li Wei")
        self.zhao = self.person("zhao.lei", "赵磊 Zhao Lei", role=User.Role.TENANT_ADMIN)
        for person, state in ((self.chen, Identity.State.WORKS), (self.zhao, Identity.State.UNTESTED)):
            Identity.objects.create(
                tenant=self.tenant, person=person, third_party_user_id=person.email.partition("@")[0], state=state
            )

    def person(self, name: str, shown: str, **fields: Any) -> User:
        return User.objects.create_user(
            f"{name}@qingshan.example", name=shown, tenant=self.tenant, language=self.language, **fields
        )

    def title(self, number: int) -> str:
        return TITLES[self.language][number]

    def meeting(
        self, starts_in: timedelta = timedelta(days=5), *, title: int = 0, write: str = "done", **fields: Any
    ) -> Meeting:
        """A booked one of Chen Jing with two invitees; ``write`` is how far its booking came."""
        meeting = invitees.make_meeting(
            self.chen,
            subject=self.title(title),
            start_at=self.now + starts_in,
            vendor_conference_id=str(secrets.randbelow(10**9)).zfill(9),
            ical_uid=secrets.token_hex(8),
            **fields,
        )
        invitees.invite(meeting, self.li, role=Invitee.Role.COHOST)
        invitees.invite(meeting, OUTSIDER, name="Anna Schmidt")
        self.write(meeting, "create", write)
        return meeting

    def write(self, meeting: Meeting, kind: str, state: str, *, payload: Payload | None = None) -> None:
        make_write_in_state(
            meeting,
            state,
            kind=kind,
            payload=payload,
            error_code="MMC.111072076" if state == "refused" else "",
            created_at=self.now - timedelta(minutes=1),
            finished_at=self.now - timedelta(seconds=2),
        )

    def messages(self, meeting: Meeting) -> None:
        """One of each kind of outcome."""
        outcomes = ((OUTSIDER, Message.State.FAILED), (self.li.email, Message.State.SENT))
        for recipient, state in (*outcomes, (self.chen.email, Message.State.QUEUED)):
            Message.objects.create(
                state=state,
                kind="invitation",
                about=f"meeting:{meeting.pk}",
                dedup_key=secrets.token_hex(8),
                recipient=recipient,
                subject="",
                text="",
                next_attempt_at=self.now,
                created_at=self.now,
            )

    def moved(self) -> Meeting:
        """Twenty minutes ago it was to be an hour later."""
        meeting = self.meeting(timedelta(minutes=5), ical_sequence=1)
        wanted = WantedMeeting.of_meeting(meeting)
        before = replace(wanted, start_at=meeting.start_at + timedelta(hours=1))
        self.write(meeting, "edit", "done", payload=EditPayload(before, wanted))
        return meeting

    def series(self) -> Meeting:
        """Nine Tuesdays of which two are over, one has moved and one is cancelled."""
        first = (self.now - timedelta(days=12)).replace(hour=7, minute=0, second=0, microsecond=0)
        meeting = self.meeting(
            timedelta(days=2),
            repeat_unit="week",
            repeat_interval=1,
            repeat_points=[first.isoweekday() % 7],
            repeat_until=(first + timedelta(weeks=8)).date(),
            repeat_start_at=first,
            repeat_minutes=45,
        )
        meeting.occurrences.all().delete()
        for number in range(9):
            original = first + timedelta(weeks=number)
            start_at = original + timedelta(hours=27 if number == 3 else 0)
            Occurrence.objects.create(
                meeting=meeting,
                start_at=start_at,
                end_at=start_at + timedelta(minutes=45),
                original_start_at=original,
                is_cancelled=number == 4,
                vendor_sub_conference_id=secrets.token_hex(8),
            )
        occurrences.take_current_times(meeting=meeting, now=self.now)
        meeting.save()
        refresh_agenda(meeting=meeting)
        return meeting

    def mails_of_series(self) -> dict[str, str]:
        """What is told of a series and of single occurrences."""
        meeting = self.series()
        link = f"https://meet.qingshan.example/j/{secrets.token_urlsafe(24)}/"
        found = tuple(meeting.occurrences.all())
        about = About(
            meeting, recipients.recipient_for_person(self.chen), self.now, link, self.tenant.name, occurrences=found
        )
        moved, off = found[3], found[4]
        was = Span(moved.original_start_at, moved.original_start_at + timedelta(minutes=45))
        before = replace(
            MeetingSnapshot.of(meeting),
            recurrence=replace(meeting.recurrence, interval=2) if meeting.recurrence else None,
            start_at=meeting.start_at - timedelta(hours=1),
        )
        return {
            "series-invitation": html(invitation.build_invitation(about)),
            "occurrence-moved": html(occurrence_changed.build_moved_occurrence(about, moved, was)),
            "occurrence-cancelled": html(
                occurrence_changed.build_cancelled_occurrence(about, off, self.chen, self.title(3))
            ),
            "occurrences-moved": html(several_occurrences.build_moved_occurrences(about, [Move(was, was)] * 3)),
            "occurrences-cancelled": html(
                several_occurrences.build_cancelled_occurrences(about, [off, moved], self.chen, self.title(3))
            ),
            "series-change": html(meeting_changed.build_change(about, before)),
            "series-cancellation": html(meeting_cancelled.build_cancellation(about)),
            "series-uninvitation": html(meeting_cancelled.build_uninvitation(about)),
        }

    def mails(self) -> dict[str, str]:
        """The mails that an outsider gets, as HTML."""
        meeting = self.meeting()
        meeting.cancel_note = self.title(3)
        meeting.cancelled_by = self.chen
        link = f"https://meet.qingshan.example/j/{secrets.token_urlsafe(24)}/"
        about = About(
            meeting,
            recipients.recipient_for_person(self.chen),
            self.now,
            link,
            self.tenant.name,
            ("+86 21 5329 0005",),
        )
        before = MeetingSnapshot.of(meeting)
        meeting.start_at += timedelta(days=1)
        return {
            "invitation": html(invitation.build_invitation(about)),
            "change": html(meeting_changed.build_change(about, before)),
            "cancellation": html(meeting_cancelled.build_cancellation(about)),
            "uninvitation": html(meeting_cancelled.build_uninvitation(about)),
            "not-ready": html(not_ready.build_not_ready(about, ReadinessCheck(start_at=meeting.start_at), _TROUBLES)),
        } | self.mails_of_series()


def _detail(meeting: Meeting, rest: str = "") -> str:
    return f"/meetings/{meeting.pk}/{rest}"


def _link(meeting: Meeting, email: str = OUTSIDER) -> str:
    return f"/j/{meeting.invitees.get(email=email).join_token}/"


def _not_ready(stage: Stage) -> Scene:
    meeting = stage.meeting(timedelta(minutes=20))
    findings = [one.to_json() for one in _TROUBLES]
    ReadinessCheck.objects.create(meeting=meeting, start_at=meeting.start_at, findings=findings, checked_at=stage.now)
    return Scene(_detail(meeting), stage.chen)


def _open_link(meeting: Meeting) -> str:
    made = open_links.switch_on(meeting=meeting, by=meeting.organiser, now=timezone.now())
    return f"/m/{made.token}/"


def _with_open_link(stage: Stage) -> Scene:
    meeting = stage.meeting()
    _open_link(meeting)
    return Scene(_detail(meeting), stage.chen, act=lambda page: page.locator(".mp-link-fold > summary").click())


def _somewhere(_stage: Stage) -> str:
    """The page of meeting IDs, on a portal whose organisation is there."""
    return "/join/"


def _send(page: Page) -> None:
    page.locator("main form [type=submit]").first.click()


def _sign_in_wrongly(page: Page) -> None:
    page.locator("#id_login").fill("jing.chen@qingshan.example")
    page.locator("#id_password").fill("not the password")
    _send(page)


def _book_badly(page: Page) -> None:
    page.locator("#day").fill("yesterday")
    page.locator("#invitees").fill("j.huber@,")
    page.locator(".mp-submit [type=submit]").first.click()
    page.locator(".mp-banner-bad").wait_for()


def _look_for_a_zone(page: Page) -> None:
    page.locator("[name=time_zone]").select_option("other")
    page.locator("[name=time_zone_other]").press_sequentially("argent")
    page.locator(".mp-zone [role=option]").first.wait_for()


def _template(path: str, act: Act | None) -> Callable[[Stage], Scene]:
    """One of the person's own, in which somebody is who has left, and one that a colleague shares."""

    def scene(stage: Stage) -> Scene:
        gone = stage.person("gone", "陈思远 Chen Siyuan", is_active=False)
        people = tuple(TemplateInvitee(each.name, each.email, each.pk) for each in (stage.li, gone))
        values = TemplateValues(stage.title(2), 120, people, {"has_waiting_room": True})
        for owner, title, is_shared in ((stage.chen, 2, False), (stage.li, 0, True)):
            templates.save(
                owner=owner, name=stage.title(title)[:60], is_shared=is_shared, values=values, now=stage.now
            )
        return Scene(path, stage.chen, act=act)

    return scene


def _use_the_template(page: Page) -> None:
    page.locator(".mp-tplhead summary").click()
    with page.expect_navigation():
        page.locator("[name=use_template]").first.click()
    page.locator(".mp-tplhead summary").click()


def _busy(stage: Stage) -> Scene:
    """Whoever books and somebody invited have another meeting then."""
    meeting = stage.meeting(timedelta(days=5), length_minutes=90)
    start = meeting.start_at.astimezone(stage.chen.zone)

    def invite(page: Page) -> None:
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator("#invitees").fill(stage.li.email)
            page.locator("#invitees").press("Enter")
        page.locator("[name=take_slot]").first.wait_for()

    return Scene(f"/meetings/book/?at={start:%Y-%m-%dT%H:%M}", stage.chen, act=invite)


def _leave_a_draft(page: Page) -> None:
    with page.expect_response("**/meetings/book/"):
        page.locator("#subject").fill("Half typed")
    page.goto("/meetings/book/")


def _repeat(page: Page) -> None:
    page.locator(".mp-chip:has(input[value=week])").click()
    page.locator("#interval").fill("2")
    page.locator("#preview-occurrences li").first.wait_for()


def _repeat_badly(page: Page) -> None:
    page.locator(".mp-chip:has(input[value=month])").click()
    page.locator("#month_days").fill("32")
    page.locator(".mp-submit [type=submit]").first.click()
    page.locator("#month_days_error").wait_for()


def _choose_a_cohost(page: Page) -> None:
    page.locator(".mp-token summary").first.click()
    page.locator(".mp-token input[value=cohost]").first.check()


def _open_everything(page: Page) -> None:
    for fold in page.locator("main details > summary").all():
        fold.click()


def _open_dates(page: Page) -> None:
    """Those that are over, and what can be done with one: the last, whose menu lies over no other's button."""
    page.locator(".mp-more > summary").click()
    page.locator(".mp-occ .mp-menu > summary").last.click()


def _open_account(page: Page) -> None:
    page.locator("summary.mp-me").click()


def _open_cancelling(page: Page) -> None:
    page.locator("[data-dialog=cancel-dialog]").click()
    page.locator("#cancel-dialog").wait_for()


def _send_nameless(page: Page) -> None:
    page.locator("#name").evaluate("field => field.removeAttribute('required')")
    with page.expect_navigation():
        _send(page)


def _send_named(page: Page) -> None:
    page.locator("#name").fill("Markus Weber")
    _ask(page)


def _type_no_id(page: Page) -> None:
    page.locator("[name=conference_id]").fill("967 204 58")
    with page.expect_navigation():
        _send(page)


def _type_an_id(page: Page) -> None:
    page.locator("[name=conference_id]").fill("967 204 518")
    page.locator("[name=name]").fill("Markus Weber")
    _ask(page)


def _ask(page: Page) -> None:
    _send(page)
    page.locator("[data-launch-asked]").wait_for()


def _home(stage: Stage) -> Scene:
    stage.meeting(timedelta(minutes=-12), title=1, state=Meeting.State.RUNNING)
    stage.meeting(timedelta(minutes=12), title=0)
    stage.meeting(timedelta(hours=26), title=2)
    stage.meeting(timedelta(days=3), title=2, state=Meeting.State.REQUESTED, write="unconfirmed")
    stage.meeting(timedelta(days=4), title=3, state=Meeting.State.REFUSED, write="refused")
    return Scene("/", stage.chen, act=_open_account)


def _list(stage: Stage) -> Scene:
    for number in range(4):
        stage.meeting(timedelta(days=number, hours=1), title=number)
    stage.meeting(title=3, state=Meeting.State.REQUESTED, write="planned")
    return Scene("/meetings/", stage.chen)


def _calendar(view: str) -> Callable[[Stage], Scene]:
    """A calendar with an entry of each kind, on the days around now."""

    def scene(stage: Stage) -> Scene:
        stage.series()
        stage.meeting(timedelta(minutes=-12), title=1, state=Meeting.State.RUNNING)
        stage.meeting(timedelta(hours=2), title=2)
        invited = stage.meeting(timedelta(hours=2), title=0)
        Meeting.objects.filter(pk=invited.pk).update(organiser=stage.li)
        stage.meeting(timedelta(hours=4), title=3, state=Meeting.State.REQUESTED, write="unconfirmed")
        stage.meeting(timedelta(hours=6), title=1, state=Meeting.State.CANCELLED)
        stage.meeting(timedelta(hours=-4), title=3, state=Meeting.State.ENDED)
        return Scene(f"/calendar/?view={view}", stage.chen)

    return scene


def _past(stage: Stage) -> Scene:
    make_past(stage)
    return Scene("/meetings/past/?cancelled=1&since=2020-01-01", stage.chen)


def _subscription(stage: Stage) -> Scene:
    calendar_feeds.switch_on(person=stage.chen, now=stage.now)
    return Scene("/meetings/subscription/", stage.chen)


def _search(stage: Stage) -> Scene:
    stage.meeting(timedelta(hours=3))
    stage.meeting(timedelta(days=2), title=2, state=Meeting.State.REQUESTED, write="unconfirmed")
    make_past(stage)
    Meeting.objects.filter(tenant=stage.tenant).update(subject=stage.title(0))
    for meeting in Meeting.objects.filter(tenant=stage.tenant):
        meeting_words.refresh(meeting=meeting)
    return Scene("/search/?q=B&cancelled=1&role=organiser", stage.chen)


def _insights(path: str, whose: str) -> Callable[[Stage], Scene]:
    def scene(stage: Stage) -> Scene:
        make_numbers(stage)
        return Scene(path, getattr(stage, whose))

    return scene


def _past_of_the_tenant(stage: Stage) -> Scene:
    make_session(stage)
    return Scene("/meetings/past/?everybody=1", stage.zhao)


def _session(stage: Stage) -> Scene:
    return Scene(f"/sessions/{make_session(stage).pk}/", stage.chen)


def _said(stage: Stage) -> Scene:
    """Somebody is typed whom nobody is, after it was said who somebody else was."""

    def say(page: Page) -> None:
        who = page.get_by_role("region", name="Who is who" if stage.language == "en" else "身份对应")
        with page.expect_navigation():
            who.locator("button[value=nobody]").first.click()
        row = who.locator("tr", has=page.locator("summary")).first
        row.locator("summary").click()
        row.locator("input[name=typed]").fill("Nobody at all")
        with page.expect_navigation():
            row.locator("button[value=is]").click()
        page.locator("section[aria-labelledby=match] .mp-panel-foot summary").click()

    return Scene(f"/sessions/{make_session(stage).pk}/", stage.chen, act=say)


def _delete_recording(stage: Stage) -> Scene:
    def press(page: Page) -> None:
        with page.expect_navigation():
            page.locator("button[formaction*=delete]").first.click()

    return Scene(f"/sessions/{make_session(stage).pk}/", stage.chen, act=press)


def _personal_data(stage: Stage) -> Scene:
    def press(page: Page) -> None:
        with page.expect_navigation():
            page.locator("button[value=anonymise]").click()

    return Scene(f"/admin/history/anonymisation/person/{stage.li.pk}/", stage.zhao, act=press)


def _session_of_a_guest(stage: Stage) -> Scene:
    session = make_session(stage)
    return Scene(f"/sessions/{session.pk}/", make_guest(stage, session))


def _rooms(stage: Stage) -> Scene:
    """Rooms with something on, something behind it and nothing at all, and terminals in each state."""
    rooms = [
        make_room(1, name="青杉 A" if stage.language == "zh-hans" else "Qingshan A"),
        make_room(2, name=stage.title(0)),
        make_room(3, is_usable=False),
        make_room(4),
        OWN,
    ]
    know_rooms(stage.chen, rooms)
    know_terminals(stage.chen, [make_terminal(number, state=each) for number, each in enumerate(TerminalState)])
    for starts_in, number in ((-0.5, 1), (2, 1), (-3, 2), (1, 2)):
        room = {"vendor_room_id": f"room-{number}", "vendor_room_number": f"90260000{number}"}
        state = Meeting.State.RUNNING if -1 < starts_in < 0 else Meeting.State.BOOKED
        stage.meeting(timedelta(hours=starts_in), title=number, state=state, length_minutes=90, **room)
    return Scene("/rooms/", stage.chen)


def _rooms_while_away(stage: Stage) -> Scene:
    """The last known ones, of yesterday, which nobody asks for just now."""
    for kind, entries in (("rooms", [make_room(1), OWN]), ("terminals", [make_terminal()])):
        VendorList.objects.create(
            tenant=stage.tenant,
            person=stage.chen if kind == "rooms" else None,
            kind=kind,
            entries=[entry.to_json() for entry in entries],
            read_at=stage.now - timedelta(days=1),
            tried_at=stage.now + timedelta(hours=1),
        )
    return Scene("/rooms/?day=" + (stage.now + timedelta(days=2)).date().isoformat(), stage.chen)


def _no_rooms(stage: Stage) -> Scene:
    know_rooms(stage.chen, [])
    know_terminals(stage.chen, [])
    return Scene("/rooms/", stage.chen)


def _book_in_a_room(stage: Stage) -> Scene:
    know_rooms(stage.chen, [make_room(1), OWN])
    return Scene("/meetings/book/?room=room-1", stage.chen, act=_open_everything)


def _occurrence(stage: Stage) -> Scene:
    series = stage.series()
    return Scene(_detail(series, f"occurrences/{series.occurrences.all()[5].pk}/"), stage.chen)


def _check_of_a_change(stage: Stage) -> Scene:
    """What dividing a series would do, before it is done."""
    series = stage.series()
    path = _detail(series, f"occurrences/{series.occurrences.all()[5].pk}/divide/")
    return Scene(path, stage.chen, act=_check_the_change)


def _check_the_change(page: Page) -> None:
    page.locator("main form .btn-primary.btn-lg").click()
    page.locator("[name=confirmed]").wait_for()


def _booked(stage: Stage) -> Scene:
    meeting = stage.meeting(guests_may_start=False, sends_sms=True)
    stage.messages(meeting)
    return Scene(_detail(meeting), stage.chen, act=_open_everything)


def _client(stage: Stage, rest: str) -> str:
    """The page of a client about which something was changed."""
    client = make_api_client(stage.tenant, name="ERP production planning", scopes=["meetings:read", "people:map"])
    client.is_active = False
    client.save()
    client.scopes = ["meetings:read", "meetings:write", "launch"]
    client.save()
    _deliver(stage, client)
    return "/admin/accounts/apiclient/" + rest.format(client.pk, client.secrets.get().pk)


def _delivery(stage: Stage) -> str:
    """The page of a delivery that was answered at length."""
    found = _client(stage, "{}/webhooks/deliveries/")
    return f"{found}{WebhookDelivery.objects.exclude(answer='').get().pk}/"


def _replay(stage: Stage) -> str:
    """The page that asks whether the events of a day go out again."""
    found = _client(stage, "{}/webhooks/deliveries/again/")
    WebhookEndpoint.objects.update(disabled_at=None, disabled_reason="", is_on=True)
    day = timedelta(days=1)
    since, until = ((stage.now + off).strftime("%Y-%m-%dT%H:%M") for off in (-day, day))
    return f"{found}?since={since}&until={until}"


def _deliver(stage: Stage, client: ApiClient) -> None:
    """Events of each outcome, to an address that was given up."""
    listen(client)
    endpoint = client.endpoint
    assert endpoint is not None
    endpoint.disabled_at, endpoint.disabled_reason = stage.now, "failing"
    endpoint.save()
    queue([(endpoint, Event("meeting.booked", {}, title=stage.title(number))) for number in range(4)], now=stage.now)
    rows = WebhookDelivery.objects.order_by("pk")
    outcomes: list[dict[str, Any]] = [
        {"state": "delivered", "status_code": 200, "took_ms": 84, "attempts": 1},
        {"state": "queued", "status_code": 503, "took_ms": 84, "attempts": 4, "answer": "<html>" + "away" * 80},
        {"state": "failed", "failure": "timeout", "took_ms": 10_000, "attempts": 15},
    ]
    for row, fields in zip(rows, outcomes, strict=False):
        WebhookDelivery.objects.filter(pk=row.pk).update(**fields)


def _make_a_secret(page: Page) -> None:
    page.locator("section:has(#secrets) button").first.click()
    page.locator("#new-secret").wait_for()


def _connection(stage: Stage, query: str, by: User) -> Scene:
    """The guided set-up of an organisation whose test has found one right, and was refused or not answered others."""
    findings = {
        "user_id": "zhaolei",
        "name": "赵磊 Zhao Lei",
        "account": "zhaolei@qingshan",
        "corp_id": "100000001",
        "is_administrator": False,
        "milliseconds": 212,
        "clock_seconds": 90,
        "usage": {"seats": 12, "meetings_today": 3, "recorded_gigabytes": 1.5},
        "rights": {"directory": "found", "usage": "MMC.111070002", "history": "MMC.111070002"},
        "failure": None,
    }
    ConnectionTest.objects.create(tenant=stage.tenant, outcome="works", tested_at=stage.now, findings=findings)
    return Scene(f"/admin/accounts/tenant/{stage.tenant.pk}/setup/{query}", by)


def _trial(stage: Stage, booked: str) -> Scene:
    """A trial of the connection that was booked and is still to be cancelled, or was refused."""
    state = Meeting.State.BOOKED if booked == "done" else Meeting.State.REFUSED
    write = stage.meeting(state=state, write=booked).writes.get()
    TrialMeeting.objects.create(
        tenant=stage.tenant,
        organiser=stage.chen,
        reference=write.reference,
        started_at=stage.now,
        next_attempt_at=stage.now if booked == "done" else None,
        was_read=booked == "done" or None,
    )
    return Scene(f"/admin/meetings/trialmeeting/{stage.tenant.pk}/", stage.zhao)


def _operator(stage: Stage) -> User:
    return User.objects.create_superuser("he.ning@qingshan.example", name="何宁 He Ning", language=stage.language)


def _add_nothing(page: Page) -> None:
    page.locator("#id_allowed_user_ids").fill("a*b")
    page.locator("main form [type=submit]").last.click()
    page.locator(".mp-banner-bad").wait_for()


def _state(state: str, write: str) -> Callable[[Stage], Scene]:
    return lambda stage: Scene(_detail(stage.meeting(state=state, write=write)), stage.chen)


def _change(kind: str, state: str) -> Callable[[Stage], Scene]:
    def scene(stage: Stage) -> Scene:
        meeting = stage.meeting()
        stage.write(meeting, kind, state)
        return Scene(_detail(meeting), stage.chen)

    return scene


def _cancelled(stage: Stage) -> Meeting:
    return stage.meeting(
        state=Meeting.State.CANCELLED,
        cancelled_by=stage.chen,
        cancelled_at=stage.now,
        cancel_note=stage.title(3),
    )


def _join(starts_in: timedelta, **fields: Any) -> Callable[[Stage], Scene]:
    """The link of an outsider, who is signed in nowhere."""
    extra = {name: fields.pop(name) for name in ("device", "act") if name in fields}
    return lambda stage: Scene(_link(stage.meeting(starts_in, **fields)), **extra)


SOON, NOW, OVER = timedelta(minutes=5), timedelta(minutes=-5), timedelta(hours=-2)


def _live(name: str) -> Callable[[Stage], Scene]:
    path, reader = PATHS[name]

    def make(stage: Stage) -> Scene:
        meeting = make_live(stage)
        invitees.invite(meeting, stage.zhao)
        return Scene(f"/meetings/{meeting.pk}/{path}", getattr(stage, reader))

    return make


def _live_menu(stage: Stage) -> Scene:
    return replace(_live("live")(stage), act=_open_menu)


def _open_menu(page: Page) -> None:
    page.locator("[data-menu]").nth(1).click()
    page.locator("#live-in .mp-options").wait_for()


SCENES: dict[str, Callable[[Stage], Scene]] = {
    **{name: _live(name) for name in PATHS},
    "live-menu": _live_menu,
    "rooms": _rooms,
    "rooms-away": _rooms_while_away,
    "rooms-none": _no_rooms,
    "book-in-a-room": _book_in_a_room,
    "sign-in": lambda stage: Scene("/account/login/"),
    "sign-in-wrong": lambda stage: Scene("/account/login/", act=_sign_in_wrongly),
    "sign-out": lambda stage: Scene("/account/logout/", stage.chen),
    "password-forgotten": lambda stage: Scene("/account/password/reset/"),
    "password-new": lambda stage: Scene("/account/password/change/", stage.chen),
    "home": _home,
    "home-empty": lambda stage: Scene("/", stage.chen),
    "home-not-linked": lambda stage: Scene("/", stage.li),
    "calendar": _calendar("week"),
    "calendar-day": _calendar("day"),
    "calendar-month": _calendar("month"),
    "calendar-list": _calendar("list"),
    "calendar-empty": lambda stage: Scene("/calendar/?day=2027-02-03", stage.chen),
    "list": _list,
    "list-past": _past,
    "list-past-empty": lambda stage: Scene("/meetings/past/?q=nothing", stage.chen),
    "list-past-tenant": _past_of_the_tenant,
    "search": _search,
    "search-people": lambda stage: Scene("/search/?q=wei", stage.chen),
    "search-empty": lambda stage: Scene("/search/?q=nothing", stage.chen),
    "insights": _insights("/insights/", "zhao"),
    "insights-year": _insights("/insights/?days=365&heat=seats", "zhao"),
    "insights-own": _insights("/insights/?days=90", "chen"),
    "insights-wrong": _insights("/insights/?since=2026-05-02&until=2026-05-01", "zhao"),
    "insights-empty": lambda stage: Scene("/insights/", stage.chen),
    "session": _session,
    "session-guest": _session_of_a_guest,
    "session-said": _said,
    "recording-delete": _delete_recording,
    "personal-data": _personal_data,
    "list-empty": lambda stage: Scene("/meetings/", stage.chen),
    "book": lambda stage: Scene("/meetings/book/", stage.chen, act=_open_everything),
    "book-draft": lambda stage: Scene("/meetings/book/", stage.chen, act=_leave_a_draft),
    "book-template": _template("/meetings/book/", _use_the_template),
    "templates": _template("/meetings/templates/", None),
    "templates-empty": lambda stage: Scene("/meetings/templates/", stage.chen),
    "book-busy": _busy,
    "book-zone": lambda stage: Scene("/meetings/book/", stage.chen, act=_look_for_a_zone),
    "book-errors": lambda stage: Scene("/meetings/book/", stage.chen, act=_book_badly),
    "book-not-linked": lambda stage: Scene("/meetings/book/", stage.li),
    "edit-cohost": lambda stage: Scene(_detail(stage.meeting(), "edit/"), stage.chen, act=_choose_a_cohost),
    "book-series": lambda stage: Scene("/meetings/book/", stage.chen, act=_repeat),
    "book-series-errors": lambda stage: Scene("/meetings/book/", stage.chen, act=_repeat_badly),
    "edit-series": lambda stage: Scene(_detail(stage.series(), "edit/"), stage.chen),
    "edit": lambda stage: Scene(_detail(stage.meeting(), "edit/"), stage.chen),
    "meeting-booked": _booked,
    "series": lambda stage: Scene(_detail(stage.series()), stage.chen, act=_open_dates),
    "occurrence": _occurrence,
    "check-change": _check_of_a_change,
    "cancel-series": lambda stage: Scene(_detail(stage.series(), "cancel/"), stage.chen),
    "meeting-of-another": lambda stage: Scene(_detail(stage.meeting()), stage.li),
    "meeting-booking": _state("requested", "sent"),
    "meeting-waiting": _state("requested", "planned"),
    "meeting-checking": _state("requested", "unconfirmed"),
    "meeting-refused": _state("refused", "refused"),
    "meeting-withdrawn": _state("cancelled", "withdrawn"),
    "meeting-running": _state("running", "done"),
    "end-meeting": lambda stage: Scene(_detail(stage.meeting(state="running"), "end/"), stage.chen),
    "meeting-ended": _state("ended", "done"),
    "meeting-cancelled": lambda stage: Scene(_detail(_cancelled(stage)), stage.chen),
    "meeting-change-waits": _change("edit", "planned"),
    "meeting-change-refused": _change("edit", "refused"),
    "meeting-cancel-unclear": _change("cancel", "unconfirmed"),
    "cancel": lambda stage: Scene(_detail(stage.meeting(), "cancel/"), stage.chen),
    "cancel-dialog": lambda stage: Scene(_detail(stage.meeting()), stage.chen, act=_open_cancelling),
    "settings": lambda stage: Scene("/settings/", stage.chen),
    "subscription": _subscription,
    "identities": lambda stage: Scene("/admin/accounts/identity/", stage.zhao),
    "identity-import": lambda stage: Scene("/admin/accounts/identity/import/", stage.zhao),
    "api-clients": lambda stage: Scene(_client(stage, ""), stage.zhao),
    "api-client": lambda stage: Scene(_client(stage, "{}/change/"), stage.zhao),
    "api-client-secret": lambda stage: Scene(_client(stage, "{}/change/"), stage.zhao, act=_make_a_secret),
    "api-client-deliveries": lambda stage: Scene(_client(stage, "{}/webhooks/deliveries/"), stage.zhao),
    "api-client-delivery": lambda stage: Scene(_delivery(stage), stage.zhao),
    "api-client-replay": lambda stage: Scene(_replay(stage), stage.zhao),
    "api-client-add": lambda stage: Scene("/admin/accounts/apiclient/add/", stage.zhao, act=_add_nothing),
    "api-client-revoke": lambda stage: Scene(_client(stage, "{}/secrets/{}/revoke/"), stage.zhao),
    "setup": lambda stage: _connection(stage, "?step=2", _operator(stage)),
    "trial": lambda stage: _trial(stage, "done"),
    "trial-refused": lambda stage: _trial(stage, "refused"),
    "setup-rule": lambda stage: _connection(stage, "?step=3", stage.zhao),
    "events": lambda stage: Scene(f"/admin/accounts/eventsubscription/{stage.zhao.tenant_id}/", stage.zhao),
    "not-yours": lambda stage: Scene(_detail(stage.meeting()), stage.zhao, is_gone=True),
    "not-found": lambda stage: Scene("/nothing-here/", stage.chen, is_gone=True),
    "join-windows": _join(SOON),
    "join-signed-in": lambda stage: Scene(_link(stage.meeting(SOON)), stage.chen),
    "join-android": _join(SOON, device="android"),
    "join-iphone": _join(SOON, device="iphone"),
    "join-no-client": _join(SOON, device="linux"),
    "join-wechat": _join(SOON, device="wechat"),
    "join-in-app": _join(SOON, device="dingtalk"),
    "join-early": _join(timedelta(days=1, hours=2)),
    "join-series": lambda stage: Scene(_link(stage.series())),
    "join-moved": lambda stage: Scene(_link(stage.moved())),
    "join-waits-for-host": _join(SOON, guests_may_start=False),
    "join-running": _join(NOW, state=Meeting.State.RUNNING),
    "join-opened": _join(SOON, device="iphone", act=_send),
    "join-opened-asked": _join(SOON, act=_ask),
    "join-cancelled": lambda stage: Scene(_link(_cancelled(stage))),
    "join-ended": _join(OVER, state=Meeting.State.ENDED),
    "join-being-booked": _join(SOON, state=Meeting.State.REQUESTED, write="sent"),
    "join-open-link": lambda stage: Scene(_open_link(stage.meeting(SOON, has_waiting_room=True))),
    "join-open-link-nameless": lambda stage: Scene(_open_link(stage.meeting(SOON)), act=_send_nameless),
    "join-open-link-opened": lambda stage: Scene(_open_link(stage.meeting(SOON)), act=_send_named),
    "join-open-link-signed-in": lambda stage: Scene(_open_link(stage.meeting(SOON)), stage.chen),
    "join-by-id": lambda stage: Scene(_somewhere(stage)),
    "join-by-id-errors": lambda stage: Scene(_somewhere(stage), act=_type_no_id),
    "join-by-id-opened": lambda stage: Scene(_somewhere(stage), act=_type_an_id),
    "meeting-open-link": _with_open_link,
    "meeting-not-ready": _not_ready,
    "join-unknown": lambda stage: Scene("/j/no-such-link/", is_gone=True),
}
MAILS = (
    *("invitation", "change", "cancellation", "uninvitation"),
    *("series-invitation", "occurrence-moved", "occurrence-cancelled"),
    *("occurrences-moved", "occurrences-cancelled"),
    *("series-change", "series-cancellation", "series-uninvitation"),
)


def agent(scene: Scene) -> str:
    return str(AGENTS[scene.device][0])
