"""A process of its own that does something and is killed at a chosen moment of it.

What anybody else sees of a process are its commits, its writes at the vendor, the tasks that it enqueues and its
mails. Between two of them it may die anywhere and nobody can tell where; so to kill it before and after each is to
kill it at every line.
"""

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import requests
from celery import Celery, current_app
from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.patience import HANG_SECONDS

# The moments of a life, as they are told.
COMMITS, COMMITTED, WRITTEN = "commits", "committed", "has written a row"
ASKS, ANSWERED = "asks the vendor", "has the answer"
ENQUEUES, ENQUEUED = "enqueues", "has enqueued"
MAILS, MAILED = "mails", "has mailed"
_NEVER = 0
Action = Callable[[], object]

# Each is forked from a server that has everything imported, so that a life costs a tenth of a second.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.flows.preload"])


@dataclass(frozen=True, slots=True)
class World:
    """Where the process lives: that of the test."""

    database: str
    vendor_url: str
    broker_url: str
    mail_port: int


@dataclass(frozen=True, slots=True)
class Life:
    """The moments that it saw, and whether the last one was its end."""

    moments: tuple[str, ...]
    was_killed: bool


def live(world: World, action: Action, *, until: int = _NEVER, victim: int | None = None) -> Life:
    """Let a process do ``action``, and kill it (or ``victim``, by its id) at its moment of that number."""
    heard, said = _processes.Pipe(duplex=False)
    process = _processes.Process(target=_live, args=(world, action, _KillSwitch(until, said, victim)))
    process.start()
    said.close()
    moments = tuple(_all(heard))
    process.join(HANG_SECONDS)
    assert process.exitcode in {0, -signal.SIGKILL}, f"ended with {process.exitcode}: {moments[-1:]}"
    return Life(moments, len(moments) == until)


@contextmanager
def begun(world: World, action: Action) -> "Iterator[Any]":
    """A process that does ``action``, for a test that kills it by itself."""
    process = _processes.Process(target=_live, args=(world, action, None))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join(HANG_SECONDS)


@contextmanager
def asleep(world: World, action: Action, *, at: int) -> Iterator[None]:
    """A process that stands still at its moment of that number, as with its machine, until the block is over."""
    heard, said = _processes.Pipe()
    process = _processes.Process(target=_live, args=(world, action, _KillSwitch(at, said, sleeps=True)))
    process.start()
    said.close()
    for _ in range(at):
        heard.recv()
    yield
    heard.send("wake up")
    tuple(_all(heard))
    process.join(HANG_SECONDS)
    assert process.exitcode == 0


def _all(heard: Connection) -> Iterator[str]:
    try:
        while True:
            yield heard.recv()
    except EOFError:
        return


class _KillSwitch:
    """Counts the moments; the last one ends it, or ``victim``, or lets it sleep."""

    def __init__(self, until: int, said: Connection, victim: int | None = None, *, sleeps: bool = False) -> None:
        self._until, self._said, self._victim, self._sleeps = until, said, victim, sleeps
        self._count = 0

    def fail(self, report: str) -> None:
        """Tell of an error: what the process itself writes may be lost with the output of another test."""
        self._said.send(report)

    def moment(self, name: str) -> None:
        self._said.send(name)
        self._count += 1
        if self._count != self._until:
            return
        if self._sleeps:
            self._said.recv()
        else:
            os.kill(self._victim or os.getpid(), signal.SIGKILL)


def _live(world: World, action: Action, kill_switch: _KillSwitch | None) -> None:
    connection.settings_dict["NAME"] = world.database
    settings.MEETING_SITES["sandbox"]["api_base"] = world.vendor_url
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", world.mail_port
    current_app.conf.update(broker_url=world.broker_url)
    if kill_switch:
        _watch(kill_switch)
    try:
        action()
    except BaseException:
        if kill_switch:
            kill_switch.fail(traceback.format_exc())
        raise
    connection.close()


def _watch(kill_switch: _KillSwitch) -> None:
    _around(kill_switch, BaseDatabaseWrapper, "_commit", COMMITS, COMMITTED)
    _around(
        kill_switch, requests.Session, "request", ASKS, ANSWERED, lambda session, method, *_, **__: method != "GET"
    )
    _around(kill_switch, Celery, "send_task", ENQUEUES, ENQUEUED)
    _around(kill_switch, EmailBackend, "send_messages", MAILS, MAILED)

    def written(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        found = execute(sql, params, many, context)
        text = sql if isinstance(sql, str) else sql.as_string()  # one that psycopg has composed
        has_changed = text.lstrip().startswith(("INSERT", "UPDATE", "DELETE")) and context["cursor"].rowcount
        if has_changed and not connection.in_atomic_block:  # what is in a transaction nobody sees before its end
            kill_switch.moment(WRITTEN)
        return found

    connection.execute_wrappers.append(written)


def _around(
    kill_switch: _KillSwitch,
    owner: Any,
    name: str,
    before: str,
    after: str,
    counts: Callable[..., bool] = lambda *_, **__: True,
) -> None:
    inner = getattr(owner, name)

    def watched(*args: Any, **kwargs: Any) -> Any:
        if not counts(*args, **kwargs):
            return inner(*args, **kwargs)
        kill_switch.moment(before)
        found = inner(*args, **kwargs)
        kill_switch.moment(after)
        return found

    setattr(owner, name, watched)
