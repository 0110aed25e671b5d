"""What a portal without servers keeps in DATA_DIR is for its own account alone, whatever the umask."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from django.conf import settings

_MAIL = "from django.core.mail import send_mail; send_mail('a', 'b', None, ['a@b.example'])"
_JOB = "from accounts.tasks import sweep; sweep.delay()"


def run(folder: Path, *words: str) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = kept | {"DEBUG": "1", "DATA_DIR": str(folder), "LOG_LEVEL": "WARNING"}
    subprocess.run(
        [sys.executable, *words], cwd=settings.BASE_DIR, env=environment, check=True, umask=0o022, timeout=300
    )


def test_everything_in_the_folder_is_private(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    run(folder, "manage.py", "createcachetable")
    run(folder, "manage.py", "shell", "--verbosity=0", "--command", f"{_MAIL}\n{_JOB}")
    run(folder, "-c", f"import portal.wsgi\n{_MAIL}\n{_JOB}")
    found = [folder, *folder.rglob("*")]
    assert {path.name for path in found} >= {"portal.sqlite3", "mail", "broker", "secret_key.txt"}
    assert sum(path.suffix == ".eml" for path in found) == 2
    assert sum(path.suffix == ".msg" for path in found) == 2
    assert [path for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077] == []
