"""Whoever is switched off acts no more at the meeting service, by no way in; as a guest they can still join."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AccessToken, ApiClient, Identity, User
from accounts.vendor import clients
from meetings.models import Meeting
from tests.accounts.services.ledger import logins
from tests.factories.api import TOKEN, Caller, basic
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import words_of
from tests.factories.vendor import Vendor
from tests.meetings.join.links import WINDOWS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.fixture
def meeting(vendor: Vendor, make_meeting: MakeMeeting) -> Meeting:
    return make_meeting(start_at=timezone.now() + timedelta(minutes=5), guest_password="482913")


def disable(zhaos: Client, person: User) -> None:
    identity = Identity.objects.get(person=person)
    zhaos.post("/admin/accounts/identity/", {"action": "disable", "identity": identity.pk})
    assert Identity.objects.get(person=person).state == Identity.State.DISABLED


def join_as_oneself(person: User, meeting: Meeting) -> str:
    link = meeting.invitees.get(person=person).join_token
    return signed_in(person).post(f"/j/{link}/me/", headers=WINDOWS).content.decode()


def test_tokens_are_dropped_and_nobody_signs_in_again(
    vendor: Vendor, chen: User, meeting: Meeting, zhaos: Client
) -> None:
    assert "LoginAndJoinConf" in join_as_oneself(chen, meeting)
    assert AccessToken.objects.filter(third_party_user_id="chen").exclude(access_token="").exists()
    disable(zhaos, chen)
    assert not AccessToken.objects.exists()
    before = len(logins(vendor))
    page = join_as_oneself(chen, meeting)
    assert ("cloudlink:" in page, "LoginAndJoinConf" in page) == (False, False)
    assert "Your link to the meeting service is switched off." in page
    assert (len(logins(vendor)), AccessToken.objects.count()) == (before, 0)


def test_the_guests_way_stays(vendor: Vendor, chen: User, meeting: Meeting, zhaos: Client) -> None:
    disable(zhaos, chen)
    link = meeting.invitees.get(person=chen).join_token
    page = Client().post(f"/j/{link}/", headers=WINDOWS).content.decode()
    assert ("enter_code=482913" in page, "LoginAndJoinConf" in page) == (True, False)


def test_the_api_acts_for_them_no_more(vendor: Vendor, erp: ApiClient, chen: User, zhaos: Client) -> None:
    caller = Caller(erp, act_as="chen")
    assert caller.call("GET", "/api/v1/meetings/").status_code == 200
    disable(zhaos, chen)
    assert caller.call("GET", "/api/v1/meetings/").status_code == 401
    answer = Client().post(
        TOKEN, {"grant_type": "client_credentials", "act_as": "chen"}, headers={"Authorization": basic(erp)}
    )
    assert answer.status_code == 400


def test_switched_on_again_they_sign_in_anew(vendor: Vendor, chen: User, meeting: Meeting, zhaos: Client) -> None:
    join_as_oneself(chen, meeting)
    disable(zhaos, chen)
    zhaos.post("/admin/accounts/identity/", {"action": "enable", "identity": Identity.objects.get(person=chen).pk})
    before = len(logins(vendor))
    chen = User.objects.get(pk=chen.pk)
    assert clients.client_for(person=chen).tokens.login_nonce()
    assert len(logins(vendor)) == before + 1
    assert "Works" in words_of(zhaos.get("/admin/accounts/identity/?state=all&q=chen"))
