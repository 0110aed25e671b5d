"""Another build of the portal, whole, beside this one."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """Check ``commit`` out into a folder of its own, with an environment of its own, for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="bench-build-") as folder:
        root = Path(folder) / "tree"
        _run(["git", "worktree", "add", "--quiet", "--detach", str(root), commit])
        try:
            _run([sys.executable, "scripts/install.py"], cwd=root)
            yield root
        finally:
            _run(["git", "worktree", "remove", "--force", str(root)])


def _run(words: list[str], *, cwd: Path | None = None) -> None:
    """Run a program to its end; what it prints is no figure."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "VIRTUAL_ENV"))}
    subprocess.run(words, cwd=cwd, env=own, check=True, stdout=sys.stderr)
