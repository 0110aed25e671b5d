"""A meeting with people in it, made without the meeting service."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import Application, Tenant, User
from meetings import invitee_links
from meetings.models import Invitee, Meeting, Occurrence
from meetings.writes import meeting_words
from meetings.writes.agenda import refresh_agenda
from meetings.writes.invitees import count_present

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)  # 09:48 in Shanghai, a Thursday
START = datetime(2026, 5, 19, 7, 0, tzinfo=UTC)  # a Tuesday, 15:00 in Shanghai, 09:00 in Berlin
TITLE = "Q3 roadmap with Munich: sensor line B, certification and the 2027 budget"


def make_tenant(name: str = "Qingshan Instruments", site: str = "cn-north-4", **fields: Any) -> Tenant:
    application = Application.objects.create(name=f"App of {name}", app_id=f"app-{name}"[:64], app_key="k", site=site)
    return Tenant.objects.create(name=name, application=application, **fields)


def make_organiser(tenant: Tenant, **fields: Any) -> User:
    fields = {"name": "陈静 Chen Jing", "language": "en", "time_zone": "Asia/Shanghai"} | fields
    return User.objects.create_user("chen.jing@qingshan.example", tenant=tenant, **fields)


def make_meeting(organiser: User, **fields: Any) -> Meeting:
    """Booked, with its organiser's own link."""
    assert organiser.tenant
    values: dict[str, Any] = {
        "tenant": organiser.tenant,
        "organiser": organiser,
        "state": Meeting.State.BOOKED,
        "subject": TITLE,
        "start_at": START,
        "length_minutes": 45,
        "time_zone": "Asia/Shanghai",
        "guest_password": "482913",
        "host_password": "775533",
        "guest_join_uri": "https://meeting.huaweicloud.com/#/j/967204518/abcdef",
        "vendor_conference_id": "967204518",
        "ical_uid": "5f0c@meetings.qingshan.example",
        "ical_organiser_email": organiser.email,
        "created_at": NOW,
        "changed_at": NOW,
    }
    meeting = Meeting.objects.create(**(values | fields))
    Occurrence.objects.create(
        meeting=meeting, start_at=meeting.start_at, end_at=meeting.end_at, original_start_at=meeting.start_at
    )
    invite(meeting, organiser, role=Invitee.Role.ORGANISER)
    return meeting


def invite(meeting: Meeting, who: User | str, *, role: str = Invitee.Role.GUEST, name: str = "") -> Invitee:
    """A person of the portal, or an outsider by address."""
    person = who if isinstance(who, User) else None
    invitee = invitee_links.invitee_row(
        meeting=meeting,
        role=role,
        email=person.email if person else str(who),
        name=name or (person.name if person else ""),
        person=person,
    )
    invitee.save()
    count_present(meeting=meeting)
    refresh_agenda(meeting=meeting)
    meeting_words.refresh(meeting=meeting)
    return invitee
