"""The program: how it starts, what it keeps, how it ends."""

import os
import signal
import socket
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.sandbox.conftest import NONE, Start
from tests.sandbox.program import Caller, Sandbox

_ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_is_and_ends_when_told(start: Start, number: signal.Signals) -> None:
    program = start(*NONE)
    assert program.printed == [f"Ready: {program.url}"]
    assert Sandbox(program.url).caller("chen").list()[0] == 200
    assert program.stop(number) == 0


@pytest.mark.parametrize("is_killed", [True, False])
def test_what_it_was_told_survives(start: Start, is_killed: bool) -> None:
    program = start(*NONE)
    sandbox = Sandbox(program.url)
    chen = sandbox.caller("chen")
    chen.book(confConfigInfo={"guestPwd": "482913"})
    chen.book(startTime=...)
    before = (sandbox.state(), sandbox.ledger())
    if is_killed:
        program.kill()
    else:
        program.stop()
    again = Sandbox(start(*NONE).url)
    assert (again.state(), again.ledger()) == before
    assert Caller(again.url, chen.login).list()[1]["count"] == 2, "the token as well"


def test_every_answer_was_written_before(start: Start) -> None:
    """Killed in the middle of many calls: whatever was answered is there."""
    program = start(*NONE)
    chen = Sandbox(program.url).caller("chen")
    answered: list[str] = []

    def book() -> None:
        while True:
            try:
                answered.append(chen.book()["conferenceID"])
            except requests.RequestException:
                return
            if len(answered) == 40:
                program.process.kill()

    with ThreadPoolExecutor(8) as threads:
        for _ in range(8):
            threads.submit(book)
    program.kill()
    again = Sandbox(start(*NONE).url)
    kept = {one["conferenceID"] for one in again.state()["meetings"]}
    assert set(answered) <= kept
    assert len(kept) <= len(answered) + 8


def test_100_clients_at_once(sandbox: Sandbox) -> None:
    def work(number: int) -> tuple[str, list[str]]:
        caller = sandbox.caller(f"user-{number}")
        kept = caller.book(subject=f"of {number}")
        gone = caller.book(subject="gone")
        caller.edit(kept["conferenceID"], startTime=kept["startTime"], subject=f"kept of {number}")
        caller.cancel(gone["conferenceID"])
        return kept["conferenceID"], [one["subject"] for one in caller.list()[1]["data"]]

    with ThreadPoolExecutor(100) as threads:
        found = list(threads.map(work, range(100)))
    assert [subjects for _, subjects in found] == [[f"kept of {number}"] for number in range(100)]
    assert len({conference_id for conference_id, _ in found}) == 100
    assert len(sandbox.ledger()) == 500


def _run(*options: str, key: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "SANDBOX_APP_KEY"}
    return subprocess.run(
        [sys.executable, "-m", "sandbox", *options],
        cwd=_ROOT,
        env=environment | ({"SANDBOX_APP_KEY": key} if key else {}),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = _run("--port", str(port), "--data", str(tmp_path))
    sentence = f"The sandbox cannot listen on 127.0.0.1 port {port}: Address already in use.\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", sentence)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--host", "0.0.0.0"], "say --expose"),
        (["--host", "meetings.example.org"], "say --expose"),
        (["--seed", "none"], "--seed none needs --app-id"),
        (["--app-id", "x"], "--app-id needs its key"),
        (["--app-key", "x"], "--app-id needs its key"),
        (["--seed", "large"], "--seed large needs --history"),
        (["--history", "5"], "--seed large needs --history"),
        (["--seed", "large", "--history", "-1"], "from 0 to"),
        (["--port", "70000"], "0 to 65535"),
        (["--ca-file", "x"], "needs --tls"),
    ],
)
def test_options_that_cannot_be(tmp_path: Path, options: list[str], says: str) -> None:
    ended = _run("--data", str(tmp_path), *options)
    assert (ended.returncode, says in ended.stderr) == (2, True), ended.stderr


def test_the_demo_keeps_its_keys(start: Start, tmp_path: Path) -> None:
    def keys() -> list[str]:
        return [(tmp_path / "data" / name).read_text().strip() for name in ("app-key.txt", "sp-app-key.txt")]

    program = start()
    assert program.printed[:-1] == [
        f"App Key kept in {tmp_path / 'data' / name}" for name in ("app-key.txt", "sp-app-key.txt")
    ]
    first = keys()
    assert [len(key) for key in first] == [64, 64]
    assert stat.S_IMODE((tmp_path / "data" / "app-key.txt").stat().st_mode) == 0o600
    sandbox = Sandbox(program.url, app_id="6f1d2c3b4a5948576a7b8c9d0e1f2a3b", app_key=first[0])
    assert sandbox.caller("chen").login["user"]["name"] == "陈静"
    assert {"chen", "wang.fang", "li.wei"} <= {one["third_account"] for one in sandbox.state()["users"]}
    rooms = sandbox.caller("chen").call("GET", "/v1/usg/dcs/member/vmr", params={"specialVmr": "true"})[1]
    assert [room["vmrMode"] for room in rooms["data"]] == [1]
    sandbox.post("reset")
    assert sandbox.sign_in("chen").status_code == 200, "a reset changes no key"
    program.stop()
    assert Sandbox(start().url, app_id=sandbox.app_id, app_key=first[0]).sign_in("chen").status_code == 200
    assert keys() == first


def test_a_key_that_is_given_anew(start: Start) -> None:
    start(*NONE).stop()
    given = Sandbox(start("--seed", "none", "--app-id", "other", "--app-key", "another").url, "other", "another")
    assert given.sign_in("chen").status_code == 200


def test_tls_with_a_certificate_of_its_own(start: Start, tmp_path: Path) -> None:
    authority = tmp_path / "ca.pem"
    program = start(*NONE, "--tls", "--ca-file", str(authority))
    assert program.url.startswith("https://127.0.0.1:")
    url = f"{program.url}/_sandbox/state"
    first = authority.read_bytes()
    assert requests.get(url, verify=str(authority), timeout=10).status_code == 200
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(url, timeout=10)
    assert stat.S_IMODE((tmp_path / "data" / "tls" / "server.key").stat().st_mode) == 0o600
    program.stop()
    again = start(*NONE, "--tls", "--ca-file", str(authority))
    assert authority.read_bytes() == first
    assert requests.get(f"{again.url}/_sandbox/state", verify=str(authority), timeout=10).status_code == 200


def test_ends_although_somebody_waits(start: Start) -> None:
    program = start(*NONE)
    sandbox = Sandbox(program.url)
    chen = sandbox.caller("chen")
    sandbox.fault(kind="delay", seconds=60)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(chen.list)
        while not requests.get(f"{program.url}/_sandbox/faults", timeout=10).json()[0]["met"]:
            pass
        assert program.stop() == 0
        with pytest.raises(requests.ConnectionError):
            waiting.result()


def test_its_folder_is_its_own(start: Start, tmp_path: Path) -> None:
    start(*NONE)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
