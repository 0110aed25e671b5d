"""The program listens, says so, and ends."""

import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.sandbox.calls.command_line import run_command
from tests.sandbox.conftest import NONE, Start
from tests.sandbox.program import Sandbox


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_is_and_ends_when_told(start: Start, number: signal.Signals) -> None:
    program = start(*NONE)
    assert program.printed == [f"Ready: {program.url}"]
    assert Sandbox(program.url).caller("chen").list()[0] == 200
    assert program.stop(number) == 0


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = run_command("--port", str(port), "--data", str(tmp_path))
    sentence = f"The sandbox cannot listen on 127.0.0.1 port {port}: Address already in use.\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", sentence)


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
