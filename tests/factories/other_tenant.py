"""Another organisation with one of everything, by whose words its people, meetings and secrets are known again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from auditlog.models import LogEntry
from django.db import models
from django.utils import timezone

from accounts.models import AccessToken, ApiClient, EventSubscription, Identity, ImportDraft, Tenant, User
from control.models import ControlAction
from directory.models import VendorList
from history.models import (
    Anonymisation,
    Attendance,
    ControlRecord,
    EndedSession,
    Kind,
    Presence,
    Recording,
    Retention,
    SyncCursor,
    SyncGap,
    UnstoredSession,
)
from insights.models import DayTotals, MonthTotals, SeriesAttendance
from meetings.invitee_links import join_link
from meetings.models import (
    BookingTemplate,
    FoundMeeting,
    Invitee,
    Meeting,
    MeetingTag,
    PortalSeries,
    VendorEvent,
    VendorWrite,
)
from notifications.models import Message, WebhookDelivery, WebhookEndpoint, WebhookSecret
from notifications.webhooks.queueing import Event, queue
from tests.factories.api import make_api_client
from tests.factories.control import make_action
from tests.factories.day_totals import sum_day
from tests.factories.fixtures import MakeSeries
from tests.factories.rooms import make_room, make_terminal
from tests.factories.vendor_events import subscribe
from tests.factories.webhooks import listen
from tests.factories.writes import make_write

# What nobody else may read of it, whatever its case.
HIDDEN = (
    "zoe zebra", "gus zebra", "zebra works", "zebra plan", "zebra find", "zebra erp", "zebra-line", "zebra-root",
    "corp-zebra", "zebras.csv", "550 zebra", "zebra-1", "z-owner", "z-guest", "owner@zebra.example",
    "guest@zebra.example", "outside@zebra.example", "it@zebra.example", "zebra.example/hooks",
    "977777777", "977,777,777", "977777778", "918273", "817263", "zebra room", "977777770", "zebra hall",
)  # fmt: skip
OWNER, GUEST = "owner@zebra.example", "guest@zebra.example"


@dataclass(frozen=True)
class OtherTenant:
    """``ids`` are the parts of addresses by their names, ``rows`` one of each table by its label."""

    tenant: Tenant
    ids: dict[str, Any]
    rows: dict[str, models.Model]
    hidden: tuple[str, ...]


def make_other_tenant(application: Any, make_series: MakeSeries) -> OtherTenant:
    """Make the organisation, of the same application as another one: of two enterprises of a service provider."""
    now = timezone.now()
    tenant = Tenant.objects.create(
        name="Zebra Works", application=application, corp_id="corp-zebra", administrator_user_id="zebra-root"
    )
    owner = User.objects.create_user(OWNER, name="Zoe Zebra", tenant=tenant, role=User.Role.TENANT_ADMIN)
    guest = User.objects.create_user(GUEST, name="Gus Zebra", tenant=tenant)
    identity, _second = (
        Identity.objects.create(
            tenant=tenant, person=person, third_party_user_id=user_id, state=Identity.State.FAILING
        )
        for person, user_id in ((owner, "z-owner"), (guest, "z-guest"))
    )
    token = AccessToken.objects.create(tenant=tenant, third_party_user_id="z-owner")
    client = make_api_client(tenant, name="Zebra ERP", secret="of the zebras", contact_email="it@zebra.example")
    listen(client, url="https://zebra.example/hooks")
    assert client.endpoint is not None
    queue([(client.endpoint, Event("meeting.booked", {}, title="Zebra plan"))], now=now)
    delivery = WebhookDelivery.objects.get(endpoint=client.endpoint)
    meeting = make_series(
        subject="Zebra plan",
        organiser=owner,
        tenant=tenant,
        guests=(guest, "outside@zebra.example"),
        vendor_conference_id="977777777",
        guest_password="918273",
        host_password="817263",
        api_client=client,
        external_id="ZEBRA-1",
    )
    series = PortalSeries.objects.create(
        tenant=tenant,
        organiser=owner,
        rrule="FREQ=YEARLY;COUNT=2",
        first_at=now,
        time_zone="Asia/Shanghai",
        ical_uid="zebra",
        created_at=now,
    )
    tag = MeetingTag.objects.create(meeting=meeting, name="zebra-line")
    action = make_action(meeting)
    write = make_write(meeting, state=VendorWrite.State.UNCONFIRMED, candidates=[])
    message = Message.objects.create(
        state=Message.State.FAILED,
        kind="invitation",
        about=f"meeting:{meeting.pk}",
        dedup_key="zebra",
        recipient="outside@zebra.example",
        subject="Zebra plan",
        text="Zebra",
        next_attempt_at=now,
        failure="550 zebra",
        created_at=now,
    )
    found = FoundMeeting.objects.create(
        tenant=tenant,
        organiser=owner,
        vendor_conference_id="977777778",
        subject="Zebra find",
        start_at=now + timedelta(days=1),
        seen_at=now,
    )
    answer: Any = {}
    template = BookingTemplate.objects.create(
        tenant=tenant, owner=owner, name="Zebra template", is_shared=True, values=answer, changed_at=now
    )
    held: dict[str, Any] = {"tenant": tenant, "vendor_conference_id": "977777777", "start_at": now}
    session = EndedSession.objects.create(
        **held, meeting=meeting, vendor_conference_uuid="zebra-1", subject="Zebra plan", end_at=now
    )
    part: dict[str, Any] = {"tenant": tenant, "session": session, "name": "Zoe Zebra"}
    presence = Presence.objects.create(**part, session_start_at=now, key="z", person=owner, is_invited=True, came=True)
    stay = Attendance.objects.create(**part, presence=presence, row_key="z", joined_at=now, left_at=now, person=owner)
    control = ControlRecord.objects.create(tenant=tenant, session=session, row_key="z", at=now, operator="Zoe Zebra")
    recording = Recording.objects.create(
        **held,
        session=session,
        vendor_conference_uuid="zebra-1",
        subject="Zebra plan",
        is_available=True,
        stored_at=now,
    )
    unstored = UnstoredSession.objects.create(
        **held, vendor_conference_uuid="zebra-2", answer=answer, error="zebra", failed_at=now, tried_at=now
    )
    for kind, person, entry in (
        (VendorList.Kind.ROOMS, owner, make_room(id="zebra-room", name="Zebra room", number="977777770")),
        (VendorList.Kind.TERMINALS, None, make_terminal(name="Zebra hall")),
    ):
        VendorList.objects.create(
            tenant=tenant, person=person, kind=kind, entries=[entry.to_json()], read_at=now, tried_at=now
        )
    times = dict.fromkeys(("read_until", "read_since", "begun_at", "floor_at", "next_at"), now)
    cursor = SyncCursor.objects.create(tenant=tenant, **times)
    gap = SyncGap.objects.create(tenant=tenant, kind=Kind.SESSIONS, since=now, until=now, next_at=now)
    rule = Retention.objects.create(tenant=tenant, session_days=977)
    leaver = User.objects.create_user("zed@zebra.example", name="Zed Zebra", tenant=tenant, is_active=False)
    forgotten = Anonymisation.objects.create(tenant=tenant, person=leaver, asked_at=now, finished_at=now)
    draft = ImportDraft.objects.create(
        tenant=tenant, made_by=owner, name="zebras.csv", content="email\nx@zebra.example\n", created_at=now
    )
    links = [join_link(invitee=each).rstrip("/").rpartition("/")[2] for each in meeting.invitees.all()]
    occurrence = meeting.occurrences.first()
    entry = LogEntry.objects.log_create(
        tenant, force_log=True, action=LogEntry.Action.UPDATE, changes={"name": ["", ""]}
    )
    events = subscribe(tenant, state=EventSubscription.State.ON)
    vendor_event = VendorEvent.objects.create(
        tenant=tenant,
        digest="zebra",
        name="meeting.started",
        vendor_conference_id="977777777",
        info="Zebra",
        happened_at=now,
        received_at=now,
        state=VendorEvent.State.APPLIED,
        next_attempt_at=now,
    )
    assert occurrence is not None
    rows: list[models.Model] = [
        application, tenant, owner, identity, token, client, meeting, tag, write, message, found, session, unstored,
        presence, stay, control, recording, cursor, gap, rule, forgotten,
        action, draft, occurrence, entry, template, events, client.endpoint, delivery, vendor_event,
    ]  # fmt: skip
    ids = {
        "meeting_id": meeting.pk,
        "series_id": series.pk,
        "occurrence_id": occurrence.pk,
        "template_id": template.pk,
        "operation_id": write.pk,
        "action_id": action.pk,
        "message_id": message.pk,
        "client_id": client.pk,
        "secret_id": client.secrets.get().pk,
        "delivery_id": delivery.pk,
        "draft_id": draft.pk,
        "user_id": "z-owner",
        "tenant_id": tenant.pk,
        "session_id": session.pk,
        "session_uuid": session.vendor_conference_uuid,
        "presence_id": presence.pk,
        "person_id": owner.pk,
        "recording_id": recording.pk,
        "token": links[0],
    }
    for person in (None, owner):
        sum_day(tenant, now.date(), person, sessions=977_777_777)
    SeriesAttendance.objects.create(
        tenant=tenant, meeting=meeting, is_due=False, finding="nobody", in_a_row=3, last_at=now
    )
    return OtherTenant(tenant, ids, {row._meta.label_lower: row for row in rows}, (*HIDDEN, *links))


def snapshot(tenant: Tenant) -> dict[str, list[dict[str, Any]]]:
    """Return all that stands in the rows of an organisation."""
    mine: dict[type[models.Model], dict[str, Any]] = {
        Tenant: {"pk": tenant.pk},
        **{
            model: {"tenant": tenant}
            for model in (
                User,
                Identity,
                AccessToken,
                ApiClient,
                ImportDraft,
                Meeting,
                FoundMeeting,
                EndedSession,
                Presence,
                Attendance,
                ControlRecord,
                Recording,
                VendorList,
                DayTotals,
                MonthTotals,
                SeriesAttendance,
            )
        },
        **{model: {"tenant": tenant} for model in (UnstoredSession, SyncCursor, SyncGap, Retention, Anonymisation)},
        EventSubscription: {"tenant": tenant},
        **{model: {"meeting__tenant": tenant} for model in (ControlAction, Invitee, MeetingTag, VendorWrite)},
        Message: {"dedup_key": "zebra"},
        WebhookEndpoint: {"url": "https://zebra.example/hooks"},
        **{model: {"endpoint__url": "https://zebra.example/hooks"} for model in (WebhookDelivery, WebhookSecret)},
    }
    return {
        model._meta.label: list(model._default_manager.filter(**which).order_by("pk").values())
        for model, which in mine.items()
    }
