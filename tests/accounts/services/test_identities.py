"""Linking people; allowed and refused with the same set-up."""

from typing import Any

import pytest
from auditlog.models import LogEntry
from django.utils import timezone

from accounts.errors import InvalidInput, NotAllowed
from accounts.models import AccessToken, Identity, Tenant, User
from accounts.services import identities

pytestmark = pytest.mark.django_db
_State = Identity.State


@pytest.fixture
def identity(chen: User) -> Identity:
    """Chen Jing's, with a token."""
    found = Identity.objects.get(person=chen)
    token = {"access_token": "a", "refresh_token": "r", "expires_at": timezone.now()}
    AccessToken.objects.create(tenant=found.tenant, third_party_user_id="chen", **token)
    return found


def tokens_of(identity: Identity) -> list[tuple[str, str]]:
    return list(AccessToken.objects.filter(tenant=identity.tenant).values_list("access_token", "refresh_token"))


def changes(model: str) -> list[dict[str, Any]]:
    found = LogEntry.objects.filter(content_type__model=model, action=LogEntry.Action.UPDATE).order_by("pk")
    return [entry.changes for entry in found]


def test_link_by_who_reaches_the_person(zhao: User, operator: User, li: User, stranger: User) -> None:
    identity = identities.link(by=zhao, person=li, user_id=" li ")
    assert (identity.tenant, identity.third_party_user_id, identity.state) == (li.tenant, "li", _State.UNTESTED)
    with pytest.raises(NotAllowed):
        identities.link(by=zhao, person=stranger, user_id="stranger")
    identities.link(by=operator, person=stranger, user_id="stranger")
    with pytest.raises(NotAllowed):
        identities.link(by=li, person=stranger, user_id="other")


def test_link_twice_at_the_same_moment(zhao: User, li: User) -> None:
    identities.link(by=zhao, person=li, user_id="li")
    with pytest.raises(InvalidInput, match="Somebody else has just linked"):
        identities.link(by=zhao, person=User.objects.get(pk=li.pk), user_id="other")


def test_change_forgets_what_was_known(zhao: User, identity: Identity) -> None:
    Identity.objects.update(vendor_account="Auto-1", vendor_user_uuid="2", vendor_sip_number="sip:3")
    identity.refresh_from_db()
    identities.change(by=zhao, identity=identity, user_id="chen.jing")
    identity.refresh_from_db()
    assert (identity.third_party_user_id, identity.folded_user_id) == ("chen.jing", "chen.jing")
    assert (identity.state, identity.vendor_account, identity.vendor_user_uuid) == (_State.UNTESTED, "", "")
    assert tokens_of(identity) == []
    assert changes("identity")[0]["third_party_user_id"] == ["chen", "chen.jing"]


def test_change_to_the_same_changes_nothing(zhao: User, identity: Identity) -> None:
    identities.change(by=zhao, identity=identity, user_id="chen ")
    assert (changes("identity"), tokens_of(identity)) == ([], [("a", "r")])


def test_change_out_of_reach(stranger: User, identity: Identity) -> None:
    User.objects.filter(pk=stranger.pk).update(role=User.Role.TENANT_ADMIN)
    stranger.refresh_from_db()
    with pytest.raises(NotAllowed):
        identities.change(by=stranger, identity=identity, user_id="mine")
    with pytest.raises(NotAllowed):
        identities.unlink(by=stranger, identity=identity, now=timezone.now())
    assert identities.disable(by=stranger, identity_ids=[identity.pk]) == 0
    assert identities.test(by=stranger, identity_ids=[identity.pk], now=timezone.now()) == 0


def test_unlink(zhao: User, identity: Identity) -> None:
    identities.unlink(by=zhao, identity=identity, now=timezone.now())
    assert (Identity.objects.count(), AccessToken.objects.count()) == (0, 0)


def test_disable_and_enable(zhao: User, identity: Identity) -> None:
    assert identities.disable(by=zhao, identity_ids=[identity.pk]) == 1
    assert identities.disable(by=zhao, identity_ids=[identity.pk]) == 0
    assert tokens_of(identity) == []
    identity.refresh_from_db()
    assert identity.state == _State.DISABLED
    assert identities.test(by=zhao, identity_ids=[identity.pk], now=timezone.now()) == 0
    assert identities.enable(by=zhao, identity_ids=[identity.pk]) == 1
    assert identities.enable(by=zhao, identity_ids=[identity.pk]) == 0
    assert changes("identity") == [{"state": ["works", "disabled"]}, {"state": ["disabled", "untested"]}]


def test_test_asks_for_a_new_sign_in(zhao: User, identity: Identity) -> None:
    now = timezone.now()
    assert identities.test(by=zhao, identity_ids=[identity.pk], now=now) == 1
    assert (tokens_of(identity), Identity.objects.get().test_due_at) == ([("", "")], now)


def test_refresh_keeps_the_refresh_token(zhao: User, identity: Identity) -> None:
    now = timezone.now()
    assert identities.refresh(by=zhao, identity_ids=[identity.pk], now=now) == 1
    assert (tokens_of(identity), Identity.objects.get().test_due_at) == ([("", "r")], now)


def test_link_needs_an_organisation(operator: User, qingshan: Tenant) -> None:
    with pytest.raises(NotAllowed):
        identities.link(by=operator, person=operator, user_id="operator")
