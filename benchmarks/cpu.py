"""What a web server and its database use of the processors, which other work on the machine hardly changes."""

import os
from pathlib import Path

_PER_SECOND = os.sysconf("SC_CLK_TCK")


def seconds(server: int, database: str) -> float:
    """Return the seconds that the workers of process ``server`` and the connections to ``database`` have used."""
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent, used, used_by_ended = _stat(folder)
            if folder.name == str(server):
                ticks += used_by_ended  # workers that were replaced
            elif parent == server or _is_connection(folder, database):
                ticks += used
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
    return ticks / _PER_SECOND


def of_process(program: int) -> float:
    """Return the seconds that one process has used."""
    return _stat(Path(f"/proc/{program}"))[1] / _PER_SECOND


def _stat(folder: Path) -> tuple[int, int, int]:
    """Return the parent, and the ticks in user and system mode of the process and of its ended children."""
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    return int(fields[1]), int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])


def _is_connection(folder: Path, database: str) -> bool:
    words = (folder / "cmdline").read_bytes().decode(errors="replace").split()
    return words[:1] == ["postgres:"] and words[2:3] == [database]
