"""What an enterprise administers: applications, rooms, terminals, directory, resources, webhooks."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hwmeeting import (
    App,
    Client,
    Device,
    DirectoryEntry,
    DirectoryScope,
    EnterpriseRoom,
    EnterpriseUsage,
    InvalidRequest,
    KeptToken,
    MeetingRequest,
    NotAllowed,
    NotFound,
    RoomState,
    ServerFault,
    SignIn,
    SignInRequired,
    Webhook,
    WebhookStatus,
)
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.vendor_server import Reply, VendorServer


def _owner(sandbox: Sandbox) -> Client:
    return Client(base_url=sandbox.url, token_source=KeptToken(sandbox.sign_in().as_enterprise_administrator))


def _provider(sandbox: Sandbox) -> Client:
    way_in = SignIn(sandbox.url, *sandbox.provider)
    return Client(base_url=sandbox.url, token_source=KeptToken(way_in.as_sp_administrator))


def _signs_in(sandbox: Sandbox, app: App) -> bool:
    try:
        SignIn(sandbox.url, app.id, app.key).as_user("chen")
    except SignInRequired:
        return False
    return True


@pytest.mark.parametrize("reading", ["reset", "kept"])
def test_life_of_an_application(sandbox: Sandbox, reading: str) -> None:
    sandbox.assume("omitted_field", reading)
    apps = _owner(sandbox).apps
    made = apps.add("Intranet", "Booking from the intranet")
    assert (made.name, made.description, made.is_running, len(made.key)) == (
        "Intranet",
        "Booking from the intranet",
        True,
        64,
    )
    assert _signs_in(sandbox, made)
    changed = apps.update(made.id, name="Intranet 2", description="", is_running=False)
    assert changed == App(made.id, "Intranet 2", "", is_running=False, key="")
    assert not _signs_in(sandbox, made)
    assert [(app.id, app.name) for app in apps.list()] == [(sandbox.single[0], "Portal"), (made.id, "Intranet 2")]
    apps.delete(made.id)
    assert [app.name for app in apps.list()] == ["Portal"]
    with pytest.raises(InvalidRequest):
        apps.delete(made.id)


def test_after_a_reset_either_key_serves_for_an_hour(sandbox: Sandbox) -> None:
    apps = _owner(sandbox).apps
    made = apps.add("Intranet")
    reset = apps.reset_key(made.id)
    assert (reset.id, reset.key == made.key) == (made.id, False)
    assert [_signs_in(sandbox, app) for app in (made, reset)] == [True, True]


def test_applications_are_for_the_default_administrator(sandbox: Sandbox) -> None:
    for user in ("administrator", "chen"):
        with pytest.raises(NotAllowed) as caught:
            list(sandbox.client(user).apps.list())
        assert caught.value.sentence == (
            "Only an administrator may do that at the meeting service. Ask one of the enterprise."
        )


@pytest.mark.parametrize("odd", [{}, {"app_id": "a"}, {"app_key": "k"}, []])
def test_an_application_without_its_key_is_a_fault(client: Client, server: VendorServer, odd: Any) -> None:
    server.plan(Reply(odd))
    with pytest.raises(ServerFault):
        client.apps.add("Intranet")


def test_names_of_paths_are_quoted(client: Client, server: VendorServer) -> None:
    server.plan(Reply({}), Reply(b""))
    client.devices.detail("a/b ?")
    client.apps.delete("../x")
    assert [asked.path for asked in server.asked] == [
        "/v1/usg/dcs/corp/device/a%2Fb%20%3F",
        "/v2/usg/acs/corp/app/..%2Fx",
    ]


def test_rooms_of_the_enterprise(sandbox: Sandbox) -> None:
    client = sandbox.client("administrator")
    rooms = {room.name: room for room in client.rooms.list_enterprise()}
    assert len(rooms) == 8
    (own,) = [room for room in sandbox.client("chen").rooms.list() if room.name == "松风会议室"]
    assert rooms["松风会议室"] == EnterpriseRoom(
        own.id, own.number, own.name, own.seats, "陈静", "", RoomState.IN_ORDER
    )
    assert (rooms["明月会议室"].device_name, rooms["明月会议室"].member_name) == ("一楼大会议室", "")
    assert [room.name for room in client.rooms.list_enterprise(state=RoomState.UNASSIGNED)] == ["朝阳会议室"]
    assert [room.name for room in client.rooms.list_enterprise(search="王芳")] == ["竹影会议室"]


def test_terminals(sandbox: Sandbox) -> None:
    devices = sandbox.client("administrator").devices
    found = {device.serial_number: device for device in devices.list()}
    assert len(found) == 4
    shown = found["2102311ABC0000000002"]
    assert shown == Device(
        serial_number="2102311ABC0000000002",
        name="二楼培训室",
        model="HUAWEI Box 600",
        number=shown.number,
        account=shown.account,
        department_code="11",
        department_name="平台组",
        department_path="青山科技/研发部/平台组",
        is_usable=True,
    )
    assert devices.detail(shown.serial_number) == shown
    assert [device.name for device in devices.list(department_code="10")] == ["二楼培训室"]
    assert [device.is_usable for device in devices.list(model="TE10", search="旧楼")] == [False]
    with pytest.raises(NotFound):
        devices.detail("nothing")


def test_directory_is_read_to_its_end(sandbox: Sandbox) -> None:
    directory = sandbox.client("chen").directory
    found = list(directory.search())
    assert (len(found), len({entry.user_uuid for entry in found})) == (66, 66)
    assert len(list(directory.search(scope=DirectoryScope.PEOPLE))) == 62
    (terminal,) = directory.search("一楼", scope=DirectoryScope.DEVICES)
    assert (terminal.is_person, terminal.name) == (False, "一楼大会议室")
    (chen,) = directory.search("陈静")
    account = sandbox.sign_in().as_user("chen").account
    number = account.sip_number.removeprefix("sip:").partition("@")[0]
    assert chen == DirectoryEntry(
        user_uuid=account.user_uuid,
        account="chen@qingshan",
        name="陈静",
        email="",
        phone="",
        number=number,
        department_name="平台组",
        personal_meeting_id=chen.personal_meeting_id,
        is_person=True,
    )
    assert chen.personal_meeting_id.isdecimal()


def test_lists_of_this_service_end_although_their_last_page_comes_again(client: Client, server: VendorServer) -> None:
    page = {"offset": 0, "limit": 500, "count": 501, "data": [{"name": str(number)} for number in range(500)]}
    last = {"offset": 500, "limit": 500, "count": 501, "data": [{"name": "500", "type": 3, "new": {}}]}
    server.plan(Reply(page), Reply(last))
    assert [entry.name for entry in client.directory.search()] == [str(number) for number in range(501)]


def test_resources_of_an_enterprise(sandbox: Sandbox) -> None:
    chen, administrator = sandbox.client("chen"), sandbox.client("administrator")
    chen.meetings.create(MeetingRequest(subject="Roadmap", start_at=None, length_minutes=30))
    usage = administrator.resources.enterprise()
    assert usage == EnterpriseUsage(usage.recorded_gigabytes, 0, 0, 1, 0, 0, 0)
    assert usage.recorded_gigabytes is not None
    with pytest.raises(NotAllowed):
        chen.resources.enterprise()


def test_resources_that_are_not_told(client: Client, server: VendorServer) -> None:
    server.plan(Reply({"usedRecStorage": "12.5", "confCount": None}), Reply({"usedRecStorage": 1e400}), Reply({}))
    assert client.resources.enterprise() == EnterpriseUsage(12.5, None, None, None, None, None, None)
    assert client.resources.enterprise().recorded_gigabytes is None
    with pytest.raises(ServerFault):
        client.resources.service_provider()


def test_resources_of_a_service_provider(sandbox: Sandbox) -> None:
    provider = _provider(sandbox)
    way_in = SignIn(sandbox.url, *sandbox.provider, corp_id="100000002")
    theirs = Client(base_url=sandbox.url, token_source=KeptToken(lambda: way_in.as_user("chen")))
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


def test_life_of_a_webhook(sandbox: Sandbox) -> None:
    client = sandbox.client("administrator")
    corp_id = client.tokens.validate().account.corp_id
    assert client.webhooks.show(corp_id=corp_id) is None
    client.webhooks.set(
        subscriber_id="portal", subscriber_key="s" * 32, url="https://portal.example/hooks/", corp_id=corp_id
    )
    shown = client.webhooks.show(corp_id=corp_id)
    assert shown is not None
    assert shown == Webhook(shown.id, "portal", "https://portal.example/hooks/", WebhookStatus.OFF)
    client.webhooks.switch(shown.id, WebhookStatus.ON)
    switched = client.webhooks.show(corp_id=corp_id)
    assert switched is not None
    assert switched.status == WebhookStatus.ON
    client.webhooks.delete(shown.id)
    assert client.webhooks.show(corp_id=corp_id) is None
    with pytest.raises(NotFound):
        client.webhooks.delete(shown.id)


def test_a_webhook_of_a_provider_and_of_somebody_else(sandbox: Sandbox) -> None:
    provider = _provider(sandbox)
    sp_id = provider.tokens.validate().account.corp_id
    provider.webhooks.set(subscriber_id="p", subscriber_key="k", url="https://p.example/", sp_id=sp_id)
    assert provider.webhooks.show(sp_id=sp_id) is not None
    with pytest.raises(NotAllowed):
        sandbox.client("administrator").webhooks.show(sp_id=sp_id)
    with pytest.raises(InvalidRequest):
        provider.webhooks.set(subscriber_id="p", subscriber_key="k", url="http://p.example/", sp_id=sp_id)


def test_a_webhook_of_which_nothing_is_told_is_none(client: Client, server: VendorServer) -> None:
    server.plan(Reply({"returnCode": 0, "returnDesc": "Success"}))
    assert client.webhooks.show(corp_id="1") is None


def test_no_key_is_shown() -> None:
    assert "kkkk" not in repr(App("a", "n", "", is_running=True, key="k" * 64))
