"""A session over HTTP: who may open it, its attendance as a file, its recordings at the meeting service."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.models import Tenant, User
from accounts.vendor import clients
from history.models import EndedSession, Recording
from meetings.models import Meeting
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import text_of, value_shown
from tests.factories.recordings import record_at_vendor
from tests.factories.sessions import START, hold, record, take_part
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(make_meeting: MakeMeeting, chen: User, li: User) -> EndedSession:
    meeting = make_meeting(start_at=START, state=Meeting.State.ENDED, guests=(li,))
    found = hold(meeting.tenant, meeting)
    take_part(found, chen, (0, 45), role="organiser")
    take_part(found, li, (5, 35))
    take_part(found, "=1+1", (0, 9), call_number="+49 89", is_invited=False)
    return found


def test_who_may_open_a_session(
    session: EndedSession, chen: User, li: User, zhao: User, stranger: User, operator: User
) -> None:
    colleague = User.objects.create_user("wang@qingshan.example", name="Wang", tenant=session.tenant)
    people = (chen, li, zhao, colleague, stranger, operator)
    statuses = {
        path: [signed_in(person).get(f"/sessions/{session.pk}/{path}").status_code for person in people]
        for path in ("", "attendance.csv", "attendance.xlsx")
    }
    assert statuses == {
        "": [200, 200, 200, 404, 404, 404],
        "attendance.csv": [200, 404, 200, 404, 404, 404],
        "attendance.xlsx": [200, 404, 200, 404, 404, 404],
    }
    assert signed_in(chen).get(f"/sessions/{'9' * 30}/").status_code == 404
    assert Client().get(f"/sessions/{session.pk}/").status_code == 302


def test_attendance_as_csv(session: EndedSession, chen: User) -> None:
    response = signed_in(chen).get(f"/sessions/{session.pk}/attendance.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[1] == {
        "name": "'=1+1",
        "email": "",
        "name_in_session": "'=1+1",
        "call_number": "'+49 89",
        "kind": "person",
        "invited": "no",
        "role": "",
        "came": "yes",
        "joined_at": "2026-05-07T10:00:00+08:00",
        "left_at": "2026-05-07T10:09:00+08:00",
        "minutes": "9",
        "joins": "1",
        "confidence": "none",
        "known_by": "nothing",
    }
    assert [row["name"] for row in rows] == ["陈静", "'=1+1", "Li Wei"]
    assert response["Content-Disposition"] == f'attachment; filename="attendance-{session.pk}.csv"'


def test_some_seconds_are_a_minute_in_the_file_as_on_the_page(session: EndedSession, chen: User) -> None:
    session.presences.filter(person=chen).update(seconds=9)
    response = signed_in(chen).get(f"/sessions/{session.pk}/attendance.csv")
    rows = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert [row["minutes"] for row in rows if row["name"] == "陈静"] == ["1"]


def test_attendance_as_xlsx(session: EndedSession, chen: User) -> None:
    response = signed_in(chen).get(f"/sessions/{session.pk}/attendance.xlsx")
    rows = list(load_workbook(io.BytesIO(response.content)).active.values)  # type: ignore[union-attr]
    assert [row[0] for row in rows] == ["name", "陈静", "'=1+1", "Li Wei"]


def test_book_again_fills_the_form(session: EndedSession, chen: User, li: User) -> None:
    client = signed_in(chen)
    form = client.get(value_shown(client.get(f"/sessions/{session.pk}/")).again).context["form"]
    assert (form["subject"].value(), str(form["length"].value())) == ("Roadmap", "45")
    assert "li.wei@qingshan.example" in str(form["invitees"].value())


@pytest.fixture
def recorded(vendor: Vendor, chen: User, make_meeting: MakeMeeting) -> Recording:
    return record_at_vendor(vendor, chen, make_meeting)


def path_of(recording: Recording) -> str:
    return f"/sessions/{recording.session_id}/recordings/{recording.pk}/"


@pytest.mark.django_db(transaction=True)
def test_a_recording_is_watched_and_kept(recorded: Recording, vendor: Vendor, chen: User) -> None:
    client = signed_in(chen)
    early = client.post(path_of(recorded), {"do": "watch"}, follow=True)
    assert "has no file of it that a browser can open" in text_of(early)
    vendor.forward(3600)
    choice = client.post(path_of(recorded), {"do": "watch"})
    assert [(row.name, row.can_watch, row.can_download) for row in value_shown(choice).files] == [
        ("Speaker", True, True),
        ("Screen and speaker", True, True),
    ]
    assert vendor.url not in choice.content.decode(), "no address stands in a page"
    for do in ("watch", "download"):
        response = client.post(path_of(recorded), {"do": do, "file": "1"})
        assert (response.status_code, response.headers["Referrer-Policy"]) == (302, "no-referrer")
        assert response.headers["Location"].startswith(vendor.url)
    assert client.get(path_of(recorded)).status_code == 405
    assert client.post(path_of(recorded), {"do": "watch", "file": "7"}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_administrator_opens_it_as_the_tenants(recorded: Recording, vendor: Vendor, zhao: User) -> None:
    vendor.forward(3600)
    refused = signed_in(zhao).post(path_of(recorded), {"do": "watch", "file": "0"}, follow=True)
    assert [str(message) for message in refused.context["messages"]]
    Tenant.objects.update(administrator_user_id=vendor.administrator_user_id)
    response = signed_in(zhao).post(path_of(recorded), {"do": "watch", "file": "0"})
    assert response.headers["Location"].startswith(vendor.url)


@pytest.mark.django_db(transaction=True)
def test_a_recording_that_is_gone_or_away_is_said_to_be(recorded: Recording, vendor: Vendor, chen: User) -> None:
    clients.client_for(person=chen).recordings.delete([recorded.vendor_conference_uuid])
    client = signed_in(chen)
    gone = client.post(path_of(recorded), {"do": "watch"}, follow=True)
    vendor.go_away()
    away = client.post(path_of(recorded), {"do": "watch"}, follow=True)
    assert [len(list(each.context["messages"])) for each in (gone, away)] == [1, 1]


def test_nobody_else_opens_a_recording(session: EndedSession, li: User, stranger: User, chen: User) -> None:
    recording = record(session)
    other = hold(session.tenant, organiser=chen)
    take_part(other, chen, (0, 9))
    assert [signed_in(one).post(path_of(recording), {"do": "watch"}).status_code for one in (li, stranger)] == [
        404,
        404,
    ]
    mixed = f"/sessions/{other.pk}/recordings/{recording.pk}/"
    assert signed_in(chen).post(mixed, {"do": "watch"}).status_code == 404
    Recording.objects.update(gone_at=datetime.now(UTC) - timedelta(days=1))
    assert signed_in(chen).post(path_of(recording), {"do": "watch"}).status_code == 404


def test_the_page_lets_a_form_lead_to_recordings(session: EndedSession, chen: User) -> None:
    policy = signed_in(chen).get(f"/sessions/{session.pk}/").headers["Content-Security-Policy"]
    assert "form-action 'self' https:" in policy
