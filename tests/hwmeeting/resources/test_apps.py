"""Applications of an enterprise."""

from typing import Any

import pytest

from hwmeeting import (
    App,
    Client,
    InvalidRequest,
    KeptToken,
    NotAllowed,
    ServerFault,
    SignIn,
    SignInRequired,
)
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.vendor_server import Reply, VendorServer


def _owner(sandbox: Sandbox) -> Client:
    return Client(base_url=sandbox.url, token_source=KeptToken(sandbox.sign_in().as_enterprise_administrator))


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
