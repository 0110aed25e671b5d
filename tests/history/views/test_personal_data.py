"""What is known of a person: they and their administrators take it along, and administrators have it forgotten."""

import json
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from history.models import Anonymisation, Confidence, ControlRecord
from history.services import exporting
from notifications.models import Message
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import text_of
from tests.factories.sessions import START, hold, record, take_part

pytestmark = pytest.mark.django_db(transaction=True)
OWN = "/account/my-data.json"


@pytest.fixture
def known(make_meeting: MakeMeeting, chen: User, li: User) -> User:
    meeting = make_meeting(start_at=START, guests=(li,))
    session = hold(meeting.tenant, meeting, vendor_conference_uuid="one")
    take_part(session, chen, (0, 45), call_number="8021")
    take_part(session, li, (0, 45))
    for number, name in enumerate((chen.name, "Li Wei")):
        ControlRecord.objects.create(
            tenant=meeting.tenant, session=session, row_key=str(number), at=START, operator=name, operation="Mute"
        )
    record(session)
    for address in (chen.email, li.email):
        Message.objects.create(
            kind="invitation", about="x", dedup_key=address, recipient=address, subject="Roadmap", text="secret words",
            next_attempt_at=START, created_at=START,
        )  # fmt: skip
    return chen


def data(response: Any) -> dict[str, Any]:
    assert response.status_code == 200
    found: dict[str, Any] = json.loads(response.content)
    return found


def test_people_take_their_own_along(known: User) -> None:
    response = signed_in(known).get(OWN)
    found = data(response)
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert (found["person"]["email"], found["link"]["user_id"]) == (known.email, "chen")
    lists = {name: len(value["rows"]) for name, value in found.items() if isinstance(value, dict) and "rows" in value}
    assert lists == {
        "meetings": 1, "invitations": 1, "sessions": 1, "done_in_sessions": 1, "recordings": 1, "mails": 1,
        "changes": 0,
    }  # fmt: skip
    assert found["sessions"]["rows"][0]["stays"][0]["call_number"] == "8021"
    text = response.content.decode()
    assert [word for word in ("secret words", "li.wei@", "Li Wei", "482913", "713355") if word in text] == []
    assert (LogEntry.objects.filter(additional_data__has_key="what").count(), Client().get(OWN).status_code) == (
        0,
        302,
    )


def test_nobody_takes_along_what_somebody_else_of_their_name_did(known: User, zhaos: Client) -> None:
    assert known.tenant is not None
    elsewhere = hold(known.tenant, subject="Merger", vendor_conference_uuid="two")
    take_part(elsewhere, known, (0, 9), is_invited=False, confidence=Confidence.LIKELY)
    ControlRecord.objects.create(
        tenant=known.tenant, session=elsewhere, row_key="1", at=START, operator=known.name, operation="Lock"
    )
    response = signed_in(known).get(OWN)
    assert [row["session"] for row in data(response)["sessions"]["rows"]] == ["one"]
    assert [word for word in ("Merger", "Lock") if word in response.content.decode()] == []
    found = data(zhaos.post(f"/admin/history/anonymisation/person/{known.pk}/", {"do": "export"}))
    assert [(row["session"], row["confidence"]) for row in found["sessions"]["rows"]] == [
        ("two", "likely"),
        ("one", "certain"),
    ]


@pytest.mark.django_db
def test_it_is_bounded_and_says_so(
    known: User, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        take_part(hold(known.tenant, vendor_conference_uuid=str(number)), known, (0, 9))  # type: ignore[arg-type]
    monkeypatch.setattr(exporting, "MOST", 2)
    client = signed_in(known)
    client.get(OWN)
    with django_assert_num_queries(11):  # who asks, their organisation and link, seven lists, stays
        found = data(client.get(OWN))
    assert (found["sessions"]["is_whole"], len(found["sessions"]["rows"])) == (False, 2)
    assert found["mails"]["is_whole"]


def test_an_administrator_takes_it_along_and_that_is_audited(known: User, zhao: User, zhaos: Client) -> None:
    page = f"/admin/history/anonymisation/person/{known.pk}/"
    assert zhaos.get(page).status_code == 200
    assert LogEntry.objects.filter(additional_data__has_key="what").count() == 0, "looking changes nothing"
    found = data(zhaos.post(page, {"do": "export"}))
    assert found["person"]["name"] == "陈静"
    entry = LogEntry.objects.get_for_object(known).filter(additional_data__what="exported").get()
    assert entry.actor == zhao


def test_who_reaches_whose(known: User, li: User, stranger: User, operator: User, zhao: User) -> None:
    stranger.role = User.Role.TENANT_ADMIN
    stranger.save()
    page = f"/admin/history/anonymisation/person/{known.pk}/"
    asked = [signed_in(one).post(page, {"do": "export"}).status_code for one in (li, stranger, operator, zhao)]
    assert asked == [302, 404, 200, 200]


def test_it_is_forgotten_once_it_is_confirmed(known: User, zhaos: Client) -> None:
    page = f"/admin/history/anonymisation/person/{known.pk}/"
    unsure = zhaos.post(page, {"do": "anonymise"})
    assert unsure.status_code == 422
    assert "it can't be taken back" in text_of(unsure)
    assert Anonymisation.objects.count() == 0
    done = zhaos.post(page, {"do": "anonymise", "sure": "yes"}, follow=True)
    assert "They can sign in no more" in text_of(done)
    assert Anonymisation.objects.get().person == known
    known.refresh_from_db()
    assert not known.is_active
    assert "A worker goes through all rows just now." in text_of(zhaos.get(page))


def test_a_reason_against_it_is_told(known: User, zhaos: Client, make_meeting: MakeMeeting) -> None:
    make_meeting()
    page = f"/admin/history/anonymisation/person/{known.pk}/"
    answer = zhaos.post(page, {"do": "anonymise", "sure": "yes"})
    assert (answer.status_code, Anonymisation.objects.count()) == (422, 0)
    assert "still to come" in text_of(answer)


def test_the_list_of_people_leads_there(known: User, li: User, zhaos: Client) -> None:
    path = "/admin/accounts/user/"
    sent = {"action": "personal_data", "_selected_action": [known.pk]}
    assert zhaos.post(path, sent).headers["Location"] == f"/admin/history/anonymisation/person/{known.pk}/"
    several = zhaos.post(path, sent | {"_selected_action": [known.pk, li.pk]}, follow=True)
    assert "Choose one person." in text_of(several)
    assert "/account/my-data.json" in signed_in(known).get(reverse("accounts:settings")).content.decode()
