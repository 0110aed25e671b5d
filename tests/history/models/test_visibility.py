"""Who sees a session: who held it, was invited or certainly in it; administrators their tenant's."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Tenant, User
from history.models import Confidence, EndedSession, Presence, Recording

pytestmark = pytest.mark.django_db
_AT = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)


def session_of(tenant: Tenant, uuid: str = "one") -> EndedSession:
    return EndedSession.objects.create(
        tenant=tenant,
        vendor_conference_uuid=uuid,
        vendor_conference_id="1",
        start_at=_AT,
        end_at=_AT + timedelta(hours=1),
    )


def part(session: EndedSession, person: User, **fields: Any) -> Presence:
    return Presence.objects.create(
        tenant=session.tenant, session=session, session_start_at=session.start_at, key="k", person=person, **fields
    )


@pytest.mark.parametrize(
    ("fields", "sees"),
    [
        ({"is_invited": True}, True),
        ({"came": True, "confidence": Confidence.CERTAIN}, True),
        ({"came": True, "confidence": Confidence.LIKELY}, False),
        ({"came": True, "confidence": Confidence.UNSURE}, False),
    ],
)
def test_visible_to_a_person(qingshan: Tenant, chen: User, fields: dict[str, Any], sees: bool) -> None:
    session = session_of(qingshan)
    presence = part(session, chen, **fields)
    recording = Recording.objects.create(
        tenant=qingshan, session=session, vendor_conference_uuid="one", start_at=_AT, stored_at=_AT
    )
    assert list(EndedSession.objects.visible_to(chen)) == [session] * sees
    assert list(Presence.objects.own(chen)) == [presence] * sees
    assert list(Recording.objects.visible_to(chen)) == [recording] * sees


def test_visible_to_administrators_of_the_tenant_alone(
    qingshan: Tenant, zhao: User, li: User, stranger: User, operator: User
) -> None:
    assert stranger.tenant is not None
    own, other = session_of(qingshan), session_of(stranger.tenant)
    assert list(EndedSession.objects.visible_to(zhao)) == [own]
    assert list(EndedSession.objects.visible_to(li)) == []
    part(other, li, is_invited=True)
    assert list(EndedSession.objects.visible_to(li)) == [], "what is another organisation's stays there"
    assert set(EndedSession.objects.visible_to(operator)) <= {own}


def test_visible_to_nobody_who_is_switched_off(qingshan: Tenant, zhao: User) -> None:
    session_of(qingshan)
    zhao.is_active = False
    assert list(EndedSession.objects.visible_to(zhao)) == []
