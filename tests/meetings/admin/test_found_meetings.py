"""The administration lists what was found at the vendor, and asks once before it adopts."""

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import FoundMeeting, Meeting
from tests.factories.lost_meetings import sync
from tests.factories.page_words import text_of

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/admin/meetings/foundmeeting/"


@pytest.mark.parametrize(
    ("language", "question", "done"),
    [("en", "Adopt these meetings?", "is adopted."), ("zh-hans", "要接管这些会议吗？", "已接管")],
)
def test_the_administration_asks_once(
    lost: Meeting, zhaos: Client, zhao: User, language: str, question: str, done: str
) -> None:
    User.objects.filter(pk=zhao.pk).update(language=language)
    sync(lost.tenant_id)
    sent = {"action": "adopt", "_selected_action": FoundMeeting.objects.get().pk}
    asked_back = text_of(zhaos.post(PAGE, sent))
    assert (question in asked_back, lost.subject in asked_back, Meeting.objects.count()) == (True, True, 0)
    assert done in text_of(zhaos.post(PAGE, sent | {"confirmed": "yes"}, follow=True))
    assert Meeting.objects.get().vendor_conference_id == lost.vendor_conference_id
