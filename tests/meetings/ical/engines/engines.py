"""The programs that read our calendar files in the tests, each with a name; what one finds is `Dates`.

Those of another language, or that change what they run in, are processes that read file after file.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from scripts import calendar_programs, install
from tests.meetings.ical.engines.recurring import recurring
from tests.meetings.ical.engines.sabre import sabre
from tests.patience import HANG_SECONDS

# Start and end of each date in seconds since 1970, and its STATUS.
Dates = list[tuple[int, int, str]]
Engine = Callable[[str], Dates]

_HERE = Path(__file__).parent
_NODE = ("ical.js", "node-ical", "clock of node-ical")
_PYTHON = ("radicale", "radicale that runs", "khal", "clock of khal")
_CLOCKS = ("node-ical", "khal")
LIBICAL = "libical"
_IN_PROCESS: dict[str, Engine] = {"recurring-ical-events": recurring, "sabre": sabre}
# By its own data libical 3.0.16 puts some dates of a series there an hour late (a monthly one at 02:00 from 2023-03-30
# comes to 03:00 on 2024-03-30); by our VTIMEZONE it reads them rightly.
_MISREAD_BY_LIBICAL = {"Asia/Gaza", "Asia/Hebron"}
NAMES = ("ical.js", "node-ical", *_IN_PROCESS, "radicale", "khal", LIBICAL)
_MOMENTS = [datetime(2017, 1, 1, tzinfo=UTC) + number * timedelta(days=9) for number in range(650)]


class Engines:
    """All of them, while the processes run."""

    def __enter__(self) -> Self:
        self._processes: dict[str, subprocess.Popen[str]] = {}
        self._agreeing: dict[tuple[str, str], bool] = {}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for process in set(self._processes.values()):
            process.communicate(timeout=HANG_SECONDS)

    def __getitem__(self, name: str) -> Engine:
        return _IN_PROCESS.get(name) or partial(self._ask, name)

    def all(self) -> dict[str, Engine]:
        """Return each that this machine has."""
        return {name: self[name] for name in NAMES if name != LIBICAL or calendar_programs.has_libical()}

    def reading_zones(self) -> list[str]:
        """Return those that read a VTIMEZONE."""
        return [name for name in self.all() if name in {"ical.js", "recurring-ical-events", "radicale", LIBICAL}]

    def know(self, zone: str) -> dict[str, Engine]:
        """Return those whose own time zones, if they have some, are of a version in which ``zone`` is as in ours."""
        known = {name: read for name, read in self.all().items() if name not in _CLOCKS or self._agrees(name, zone)}
        if zone in _MISREAD_BY_LIBICAL:
            known.pop(LIBICAL, None)
        return known

    def _agrees(self, name: str, zone: str) -> bool:
        if (name, zone) not in self._agreeing:
            ours = [
                int((at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)).total_seconds()) // 60
                for at in _MOMENTS
            ]
            asked = json.dumps({"zone": zone, "seconds": [int(at.timestamp()) for at in _MOMENTS]})
            self._agreeing[name, zone] = self._answer(f"clock of {name}", asked) == ours
        return self._agreeing[name, zone]

    def _ask(self, name: str, text: str) -> Dates:
        answer = self._answer(name, text)
        assert isinstance(answer, list), f"{name}: {answer}"
        return [(start, end, status) for start, end, status in answer]

    def _answer(self, name: str, text: str) -> object:
        process = self._process(name)
        assert process.stdin
        assert process.stdout
        print(json.dumps([name, text]), file=process.stdin, flush=True)
        answer = process.stdout.readline()
        assert answer, f"{name} has ended over {text}"
        found: object = json.loads(answer)
        return found

    def _process(self, name: str) -> subprocess.Popen[str]:
        if name not in self._processes:
            group = next((group for group in (_NODE, _PYTHON) if name in group), (name,))
            process = subprocess.Popen(_command(name), stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
            self._processes |= dict.fromkeys(group, process)
        return self._processes[name]


def shown(dates: Dates) -> list[tuple[int, int]]:
    """Return start and end of those that are not cancelled, rising."""
    return sorted((start, end) for start, end, status in dates if status != "CANCELLED")


def _command(name: str) -> list[str | Path]:
    if name in _NODE:
        return [install.node(), _HERE / "node_engines.mjs"]
    if name == LIBICAL:
        return [calendar_programs.PYTHON, _HERE / "libical_engine.py"]
    return [sys.executable, _HERE / "python_engines.py"]
