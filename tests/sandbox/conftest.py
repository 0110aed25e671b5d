"""Start a sandbox as a program of its own, one per test process, emptied before each test."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.demo.seed import Seed
from sandbox.service import Service
from sandbox.state.database import Database
from tests.journeys.conftest import browser_type_launch_args
from tests.sandbox.calls.client_links import OPEN
from tests.sandbox.demo_sandbox import Demo
from tests.sandbox.program import APP_ID, Caller, Program, Sandbox

__all__ = ["browser_type_launch_args"]

NONE = ("--seed", "none", "--app-id", APP_ID)
Start = Callable[..., Program]


@pytest.fixture(scope="session")
def _sandbox_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = Program(tmp_path_factory.mktemp("sandbox"), *NONE)
    yield program.url
    assert program.stop() == 0


@pytest.fixture
def sandbox(_sandbox_url: str) -> Sandbox:
    found = Sandbox(_sandbox_url)
    assert found.post("reset") == (200, {"seed": "none"})
    return found


@pytest.fixture
def chen(sandbox: Sandbox) -> Caller:
    return sandbox.caller("chen", userName="陈静")


@pytest.fixture
def li(sandbox: Sandbox) -> Caller:
    return sandbox.caller("li", userName="Li Wei")


@pytest.fixture
def administrator(sandbox: Sandbox) -> Caller:
    """Return an ordinary administrator of the enterprise."""
    return sandbox.caller("administrator")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return the storage of a sandbox, without the program."""
    database = Database(tmp_path / "sandbox.sqlite3")
    yield database.connection
    database.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return what starts a sandbox for one test alone; those that still run are ended."""
    started: list[Program] = []

    def begin(*options: str, folder: str = "data") -> Program:
        started.append(Program(tmp_path / folder, *options))
        return started[-1]

    yield begin
    for program in started:
        if program.process.poll() is None:
            program.stop()


@pytest.fixture(scope="session")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    program = Program(folder, "--seed", "large", "--history", "40", "--app-id", APP_ID)
    yield Demo(program.url, sp_app_key=(folder / "sp-app-key.txt").read_text().strip())
    assert program.stop() == 0


@pytest.fixture
def demo(_demo: Demo) -> Demo:
    """Return the demo organisation, as it was at the beginning."""
    assert _demo.post("reset") == (200, {"seed": "large"})
    return _demo


@pytest.fixture
def open_meeting(chen: Caller) -> dict[str, Any]:
    return chen.book(confConfigInfo=OPEN)


@pytest.fixture
def demo_administrator(demo: Demo) -> Caller:
    return demo.caller("administrator")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Return the storage of the demo with 300 meetings."""
    database = Database(tmp_path_factory.mktemp("past") / "sandbox.sqlite3")
    Service(database, Seed("large", APP_ID, "k" * 64, history=300), "http://127.0.0.1:1").begin()
    yield database.connection
    database.close()
