"""A recording that comes for a token alone is handed on as it comes; one is deleted at the service if asked."""

import hashlib
import threading
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test import Client

from accounts.models import Tenant, User
from history.models import Recording
from history.services import streaming
from sandbox.vendor_api.rules.recorded_files import SHA256, SIZE
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import text_of, value_shown
from tests.factories.recordings import record_at_vendor
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def recorded(vendor: Vendor, chen: User, make_meeting: MakeMeeting) -> Recording:
    """One whose files the meeting service gives for a token alone."""
    found = record_at_vendor(vendor, chen, make_meeting)
    vendor.forward(3600)
    vendor.assume(record_links="left_out")
    Tenant.objects.update(administrator_user_id=vendor.administrator_user_id)
    return found


def press(client: Client, recording: Recording, **sent: str) -> Any:
    return client.post(f"/sessions/{recording.session_id}/recordings/{recording.pk}/", {"do": "download", **sent})


def reasons(response: Any, client: Client) -> str:
    return " ".join(str(message) for message in client.get(response.headers["Location"]).context["messages"])


def test_a_file_is_handed_on_and_no_connection_of_the_database_is_held(recorded: Recording, zhao: User) -> None:
    client = signed_in(zhao)
    choice = press(client, recorded)
    assert [(row.name, row.can_watch, row.can_download) for row in value_shown(choice).files] == [
        ("Speaker", False, True),
        ("Screen and speaker", False, True),
    ]
    response = press(client, recorded, file="1")
    assert (response.streaming, response["Content-Type"], response["Content-Length"]) == (True, "video/mp4", str(SIZE))
    assert response["Content-Disposition"] == f'attachment; filename="recording-{recorded.pk}-1.mp4"'
    assert "sandbox" not in str(response.headers)
    held, digest = [], hashlib.sha256()
    for piece in response.streaming_content:
        held.append(connection.connection is not None)
        digest.update(piece)
    assert (set(held), digest.hexdigest()) == ({False}, SHA256)


def test_it_is_let_go_whatever_becomes_of_it(recorded: Recording, zhao: User) -> None:
    """Whoever goes away in the middle, or before the first piece, leaves the place to others."""
    client = signed_in(zhao)
    for _ in range(3):
        response = press(client, recorded, file="0")
        assert response.streaming
        response.close()
    response = press(client, recorded, file="0")
    next(iter(response.streaming_content))
    response.close()
    responses = [press(client, recorded, file="0") for _ in range(2)]
    refused = press(client, recorded, file="0")
    assert "Several recordings are being downloaded" in reasons(refused, client)
    for each in responses:
        each.close()
    assert b"".join(press(client, recorded, file="0").streaming_content)


def test_where_the_right_is_missing_the_reason_is_told(
    recorded: Recording, vendor: Vendor, chen: User, zhao: User
) -> None:
    booker, administrator = signed_in(chen), signed_in(zhao)
    assert "to administrators alone" in reasons(press(booker, recorded), booker)
    vendor.assume(download_list="left_out")
    assert "has not cleared your organisation" in reasons(press(administrator, recorded), administrator)
    Tenant.objects.update(administrator_user_id="")
    assert reasons(press(administrator, recorded), administrator)
    vendor.go_away()
    assert reasons(press(booker, recorded), booker)


def test_a_token_that_is_used_up_is_told_and_leaves_no_thread(
    recorded: Recording, zhao: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, real = signed_in(zhao), streaming.downloads

    def once_already(**asked: Any) -> Any:
        found = real(**asked)
        streaming.fetch(download=found[0], recording=recorded, by=zhao).close()
        return found

    monkeypatch.setattr(streaming, "downloads", once_already)
    before = threading.active_count()
    assert reasons(press(client, recorded, file="0"), client)
    assert threading.active_count() <= before


def test_deleting_asks_first_and_is_audited(recorded: Recording, chen: User, li: User, stranger: User) -> None:
    path = f"/sessions/{recorded.session_id}/recordings/{recorded.pk}/delete/"
    assert [signed_in(one).post(path, {"sure": "yes"}).status_code for one in (li, stranger)] == [404, 404]
    client = signed_in(chen)
    assert client.get(path).status_code == 405
    assert "for everybody and for good" in text_of(client.post(path))
    recorded.refresh_from_db()
    assert (recorded.gone_at, LogEntry.objects.filter(additional_data__has_key="what").count()) == (None, 0)
    done = client.post(path, {"sure": "yes"}, follow=True)
    assert "The recording is deleted." in text_of(done)
    recorded.refresh_from_db()
    assert recorded.gone_at is not None
    entry = LogEntry.objects.get(additional_data__what="deleted_recording")
    assert (entry.actor, entry.object_id) == (chen, recorded.session_id)
    assert client.post(path, {"sure": "yes"}).status_code == 404, "it is gone"


def test_deleting_what_is_gone_there_or_while_the_service_is_away(
    recorded: Recording, vendor: Vendor, chen: User
) -> None:
    path = f"/sessions/{recorded.session_id}/recordings/{recorded.pk}/delete/"
    client = signed_in(chen)
    vendor.go_away()
    assert reasons(client.post(path, {"sure": "yes"}), client)
    assert Recording.objects.get().gone_at is None
    vendor.come_back()
    vendor.lose_answer("delete_recording")
    for _ in range(2):  # the first answer is lost, and what it did is found out by asking again
        client.post(path, {"sure": "yes"})
    assert Recording.objects.get().gone_at is not None
