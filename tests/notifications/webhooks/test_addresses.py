"""Where webhooks may go: into the Internet, and into no network that a setting doesn't name."""

import socket
import threading

import pytest
from pytest_django import Settings

from notifications.webhooks import addresses
from notifications.webhooks.addresses import BadAddress, Flaw, Target


def flaw_of(url: str) -> Flaw | None:
    try:
        addresses.resolve(addresses.parse(url), seconds=5)
    except BadAddress as error:
        return error.flaw
    return None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "192.0.0.192",
        "192.88.99.1",
        "168.63.129.16",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1.1.1.1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "100::1",
    ],
)
def test_is_public_is_false_for_what_the_internet_does_not_reach(address: str) -> None:
    assert not addresses.is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::1"]
)
def test_is_public_is_true_for_the_internet_however_it_is_written(address: str) -> None:
    assert addresses.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "erp.example.com",
        "ftp://erp.example.com/",
        "javascript:alert(1)",
        "https://",
        "https:///hooks",
        "https://erp example.com/",
        "https://erp.example.com/a b",
        "https://erp.example.com/\r\nX: y",
        "https://erp.example.com:99999/",
        "https://erp.example.com:port/",
        "https://[::1/",
        "https://exa_mple..com/",
        "https://erp.example.com/" + "a" * 500,
    ],
)
def test_parse_refuses_what_is_no_address(url: str) -> None:
    assert flaw_of(url) == Flaw.NO_ADDRESS


def test_parse_refuses_a_password_in_the_address() -> None:
    assert flaw_of("https://me:secret@erp.example.com/") == Flaw.HAS_CREDENTIALS


def test_parse_returns_the_parts_as_they_go_over_the_wire() -> None:
    found = addresses.parse("https://会议.Example:8443/路?q=会#part")
    assert found == Target("https", "xn--6oqu09l.example", 8443, "/%E8%B7%AF?q=%E4%BC%9A")


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://2130706433/", "https://127.1/"],
)
def test_resolve_refuses_this_machine_however_it_is_written(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.undo()
    _answering(monkeypatch, "::1" if "[" in url else "127.0.0.1")
    assert flaw_of(url) == Flaw.FORBIDDEN


def _answering(monkeypatch: pytest.MonkeyPatch, *found: str) -> None:
    def answer(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def test_resolve_passes_over_private_addresses_beside_public_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    _answering(monkeypatch, "10.0.0.1", "1.1.1.1", "::ffff:127.0.0.1", "1.1.1.1")
    assert addresses.resolve(addresses.parse("https://erp.example/"), seconds=5) == ["1.1.1.1"]


def test_resolve_says_that_a_name_leads_nowhere() -> None:
    assert flaw_of("https://nowhere.example/") == Flaw.UNKNOWN_HOST


def test_resolve_takes_http_only_inside_a_network_that_is_allowed(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.WEBHOOK_NETWORKS = ["10.20.0.0/16"]
    _answering(monkeypatch, "10.20.3.4")
    assert flaw_of("http://erp.inside/") is None
    assert flaw_of("https://erp.inside/") is None
    _answering(monkeypatch, "1.1.1.1")
    assert flaw_of("http://erp.example/") == Flaw.NOT_HTTPS
    _answering(monkeypatch, "10.21.0.1")
    assert flaw_of("http://erp.inside/") == Flaw.FORBIDDEN


def test_resolve_waits_for_no_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [is_over.wait(60)][:0])
    with pytest.raises(BadAddress):
        addresses.resolve(Target("https", "slow.example", 443, "/"), seconds=0.05)
    is_over.set()
