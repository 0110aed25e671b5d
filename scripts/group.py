"""Processes that start in order and end together: programs of their own, and functions in copies of this process.

Once all of them run, one that ends is started again: what ended it, such as a full disk, may be over.

A copy (a fork) finds everything imported and shares the memory of it. A process with threads can't be copied safely,
so this one has none: it prints what the others say while it waits for them.
"""

import contextlib
import gc
import multiprocessing
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Protocol

# A worker ends the job at hand. Celery then takes seconds more for its own threads, and every job is safe to kill.
_END_SECONDS = 4.0
_POLL_SECONDS = 0.05
_READ_BYTES = 65536
# Before a process starts again; what it lacks may be lacking for long, and the log is to stay readable.
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 1.0, 15.0
# One that ran for so long had started well.
_STEADY_SECONDS = 60.0
_fork = multiprocessing.get_context("fork")

Command = Sequence[str | Path]
Main = Callable[[], object]


class Ended(Exception):
    """The group has to end; carries one sentence, or nothing where somebody asked for it."""


class _Process(Protocol):
    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def terminate(self) -> None: ...

    def kill(self) -> None: ...

    def wait(self) -> int: ...


@dataclass
class _Lasting:
    """A process that is to run as long as the group. ``due_at`` is when it starts again, of ``time.monotonic()``."""

    start: Callable[[], _Process]
    process: _Process
    started_at: float
    wait_seconds: float = _FIRST_WAIT_SECONDS
    due_at: float | None = None


class Group:
    """Each process has a session of its own, so that Ctrl-C reaches only us and we decide the order."""

    def __init__(self) -> None:
        self._all: list[_Process] = []
        self._lasting: dict[str, _Lasting] = {}
        self._readers = selectors.DefaultSelector()
        self._was_asked = False
        self._caught = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup keeps it going
            self._caught.append(signal.SIGHUP)
        for number in self._caught:
            signal.signal(number, self._ask)

    def _ask(self, _: int, __: FrameType | None) -> None:
        self._was_asked = True

    def start(self, name: str, command: Command) -> None:
        """Start a program that is to run as long as the group; its lines are printed with its name in front."""
        self._keep(name, partial(self._program, command, _Lines(name).print))

    def start_copy(self, name: str, main: Main) -> None:
        """Start ``main`` in a copy of this process, with all else as in ``start``."""
        self._keep(name, partial(self._copy, main, _Lines(name).print, with_errors=True))

    def finish(self, name: str, main: Main) -> str:
        """Run ``main`` in a copy of this process and return what it printed; raises Ended when it fails."""
        printed = bytearray()
        process = self._copy(main, printed.extend, with_errors=False)
        while (code := process.poll()) is None:
            self._pause()
        if code:
            raise Ended(f"{name} failed with code {code}.")
        while self._pass_on(0):
            pass
        return printed.decode()

    def wait_for(self, name: str, answers: Callable[[], bool], *, seconds: float) -> None:
        """Wait until ``answers``; raises Ended when it hasn't after ``seconds``."""
        until = time.monotonic() + seconds
        while not answers():
            if time.monotonic() > until:
                raise Ended(f"{name} does not answer after {seconds:.0f} seconds.")
            self._pause()

    def wait(self) -> None:
        """Wait until somebody asks for the end, raised as Ended; until then start again whatever ends by itself."""
        while True:
            self._pass_on(_POLL_SECONDS)
            self._end_when_asked()
            for name, lasting in self._lasting.items():
                self._revive(name, lasting)

    def end(self) -> None:
        """Ask every process to end, and kill what is left of each after a while, its children too."""
        running = [process for process in self._all if process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + _END_SECONDS
        while time.monotonic() < until and any(process.poll() is None for process in running):
            self._pass_on(_POLL_SECONDS)
        for process in self._all:
            _kill_session(process)
            process.wait()
        while self._pass_on(0):
            pass

    def _keep(self, name: str, start: Callable[[], _Process]) -> None:
        self._lasting[name] = _Lasting(start, start(), time.monotonic())

    def _revive(self, name: str, lasting: _Lasting) -> None:
        now = time.monotonic()
        if lasting.due_at is None and (code := lasting.process.poll()) is not None:
            if now - lasting.started_at > _STEADY_SECONDS:
                lasting.wait_seconds = _FIRST_WAIT_SECONDS
            _say(f"The {name} ended with code {code}; it starts again in {lasting.wait_seconds:.0f} s.")
            _kill_session(lasting.process)  # its children
            self._all.remove(lasting.process)
            lasting.due_at = now + lasting.wait_seconds
            lasting.wait_seconds = min(2 * lasting.wait_seconds, _LONGEST_WAIT_SECONDS)
        elif lasting.due_at is not None and now >= lasting.due_at:
            lasting.process, lasting.started_at, lasting.due_at = lasting.start(), now, None

    def _program(self, command: Command, take: Callable[[bytes], object]) -> _Process:
        reader, writer = os.pipe()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=writer, stderr=subprocess.STDOUT, start_new_session=True
        )
        self._add(process, reader, writer, take)
        return process

    def _copy(self, main: Main, take: Callable[[bytes], object], *, with_errors: bool) -> "_Copy":
        reader, writer = os.pipe()

        def run() -> None:
            os.setsid()
            for number in self._caught:
                signal.signal(number, signal.SIG_DFL)
            for key in [*self._readers.get_map().values()]:  # whoever writes is to notice that we are gone
                os.close(key.fd)
            os.close(reader)
            os.dup2(writer, 1)
            if with_errors:
                os.dup2(writer, 2)
            os.close(writer)
            main()

        sys.stdout.flush()
        gc.freeze()  # a collection would write on each object that is shared
        copy = _Copy(run)
        self._add(copy, reader, writer, take)
        return copy

    def _add(self, process: _Process, reader: int, writer: int, take: Callable[[bytes], object]) -> None:
        os.close(writer)
        self._all.append(process)
        self._readers.register(reader, selectors.EVENT_READ, take)

    def _pause(self) -> None:
        self._pass_on(_POLL_SECONDS)
        self._end_when_asked()
        for name, lasting in self._lasting.items():
            if (code := lasting.process.poll()) is not None:
                raise Ended(f"The {name} ended with code {code}, so everything ends.")

    def _end_when_asked(self) -> None:
        if self._was_asked:
            raise Ended("")

    def _pass_on(self, seconds: float) -> bool:
        """Take what the processes print, and wait so long for it; whether there was anything."""
        if not self._readers.get_map():
            time.sleep(seconds)
            return False
        ready = self._readers.select(seconds)
        for key, _ in ready:
            if printed := os.read(key.fd, _READ_BYTES):
                key.data(printed)
            else:
                self._readers.unregister(key.fd)
                os.close(key.fd)
        return bool(ready)


class _Copy:
    """A forked process with the manners of ``subprocess.Popen``."""

    def __init__(self, main: Main) -> None:
        self._process = _fork.Process(target=main)
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> int:
        self._process.join()
        return self._process.exitcode or 0


class _Lines:
    """Prints whole lines, each with a name in front."""

    def __init__(self, name: str) -> None:
        self._name, self._rest = name, b""

    def print(self, printed: bytes) -> None:
        *lines, self._rest = (self._rest + printed).split(b"\n")
        for line in lines:
            _say(f"{self._name:<7} | {line.decode(errors='replace').rstrip()}")


def _say(line: str) -> None:
    """Go on where nobody reads us any more, or the disk of our log is full."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


def _kill_session(leader: _Process) -> None:
    leader.kill()  # a copy leads its session a moment after its start
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader.pid, signal.SIGKILL)
