"""The use of the service by an enterprise and by a service provider."""

from datetime import UTC, datetime, timedelta

import pytest

from hwmeeting import (
    BoughtResources,
    Client,
    EnterpriseUsage,
    KeptToken,
    MeetingRequest,
    NotAllowed,
    NotFound,
    ServerFault,
    SignIn,
)
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.factories import connect_provider
from tests.hwmeeting.vendor_server import Reply, VendorServer


def test_resources_of_an_enterprise(sandbox: Sandbox) -> None:
    chen, administrator = sandbox.client("chen"), sandbox.client("administrator")
    chen.meetings.create(MeetingRequest(subject="Roadmap", start_at=None, length_minutes=30))
    usage = administrator.resources.enterprise()
    assert usage == EnterpriseUsage(usage.recorded_gigabytes, 0, 0, 1, 0, 0, 0)
    assert usage.recorded_gigabytes is not None
    with pytest.raises(NotAllowed):
        chen.resources.enterprise()


def test_usage_that_the_answer_lacks(client: Client, server: VendorServer) -> None:
    server.plan(Reply({"usedRecStorage": "12.5", "confCount": None}), Reply({"usedRecStorage": 1e400}), Reply({}))
    assert client.resources.enterprise() == EnterpriseUsage(12.5, None, None, None, None, None, None)
    assert client.resources.enterprise().recorded_gigabytes is None
    with pytest.raises(ServerFault):
        client.resources.service_provider()


def test_resources_of_a_service_provider(sandbox: Sandbox) -> None:
    provider = connect_provider(sandbox)
    sign_in = SignIn(sandbox.url, *sandbox.provider, corp_id="100000002")
    theirs = Client(base_url=sandbox.url, token_source=KeptToken(lambda: sign_in.as_user("chen")))
    asked = MeetingRequest(subject="Roadmap", start_at=datetime.now(UTC) + timedelta(days=1), length_minutes=30)
    meeting = theirs.meetings.create(asked)
    assert provider.resources.service_provider() == 0
    assert provider.resources.enterprise_of(meeting.conference_id) == "100000002"
    mine = sandbox.client("chen").meetings.create(asked)
    with pytest.raises(NotFound):
        provider.resources.enterprise_of(mine.conference_id)
    for part in (provider.resources.enterprise, provider.apps.list().__next__):
        with pytest.raises(NotAllowed):
            part()


def test_resources_that_were_bought(sandbox: Sandbox) -> None:
    chen, administrator = sandbox.client("chen"), sandbox.client("administrator")
    assert administrator.resources.bought() == BoughtResources(seats=100, rooms=8)
    with pytest.raises(NotAllowed):
        chen.resources.bought()


def test_resources_that_the_answer_lacks(client: Client, server: VendorServer) -> None:
    rooms = [{"vmrPkgCount": 3}, {"vmrPkgCount": 2}]
    server.plan(
        Reply({"confCallCount": {"sumCount": 50, "usedCount": None}, "vmr": rooms}),
        Reply({"confCallCount": None, "vmr": [*rooms, {"vmrName": "A"}]}),
        Reply({}),
    )
    found = [client.resources.bought() for _ in range(3)]
    assert found == [BoughtResources(50, 5), BoughtResources(None, None), BoughtResources(None, None)]
