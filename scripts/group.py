"""Processes that start one after the other and end together."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

# A worker ends the job at hand. Celery then takes seconds more for its own threads, and every job is safe to kill.
_END_SECONDS = 4.0
_POLL_SECONDS = 0.05

Command = Sequence[str | Path]


class Ended(Exception):
    """The group has to end; carries one sentence, or nothing where somebody asked for it."""


class Group:
    """Each process has a session of its own, so that Ctrl-C reaches only us and we decide the order."""

    def __init__(self) -> None:
        self._all: list[subprocess.Popen[bytes]] = []
        self._lasting: dict[str, subprocess.Popen[bytes]] = {}
        self._was_asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup keeps it going
            signal.signal(signal.SIGHUP, self._ask)

    def _ask(self, _: int, __: FrameType | None) -> None:
        self._was_asked = True

    def start(self, name: str, command: Command) -> None:
        """Start a process that is to run as long as the group; its lines are printed with its name in front."""
        self._lasting[name] = process = self._popen(command, stderr=subprocess.STDOUT)
        threading.Thread(target=_print_lines, args=(name, process), daemon=True).start()

    def finish(self, name: str, command: Command) -> str:
        """Run a command to its end and return what it printed; raises Ended when it fails."""
        process = self._popen(command, stderr=None)
        printed: list[bytes] = []
        reader = threading.Thread(target=lambda: printed.extend(process.stdout or []), daemon=True)
        reader.start()
        while process.poll() is None:
            self._pause()
        reader.join()
        if process.returncode:
            raise Ended(f"{name} failed with code {process.returncode}.")
        return b"".join(printed).decode()

    def wait_for(self, name: str, answers: Callable[[], bool], *, seconds: float) -> None:
        """Wait until ``answers``; raises Ended when it hasn't after ``seconds``."""
        until = time.monotonic() + seconds
        while not answers():
            if time.monotonic() > until:
                raise Ended(f"{name} does not answer after {seconds:.0f} seconds.")
            self._pause()

    def wait(self) -> None:
        """Wait for what ends the group, and raise it as Ended."""
        while True:
            self._pause()

    def end(self) -> None:
        """Ask every process to end, and kill what is left of each after a while, its children too."""
        running = [process for process in self._all if process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + _END_SECONDS
        while time.monotonic() < until and any(process.poll() is None for process in running):
            time.sleep(_POLL_SECONDS)
        for process in self._all:
            _kill_session(process.pid)
            process.wait()

    def _popen(self, command: Command, *, stderr: int | None) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr, start_new_session=True
        )
        self._all.append(process)
        return process

    def _pause(self) -> None:
        time.sleep(_POLL_SECONDS)
        if self._was_asked:
            raise Ended("")
        for name, process in self._lasting.items():
            if process.poll() is not None:
                raise Ended(f"The {name} ended with code {process.returncode}, so everything ends.")


def _print_lines(name: str, process: subprocess.Popen[bytes]) -> None:
    """Reads on where nobody reads us any more, since a full pipe would stop the process."""
    for line in process.stdout or []:
        with contextlib.suppress(BrokenPipeError):
            print(f"{name:<7} | {line.decode(errors='replace').rstrip()}", flush=True)


def _kill_session(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
