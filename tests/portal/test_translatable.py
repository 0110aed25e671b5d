"""Every sentence for a person reaches the catalogue."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
_NAMES = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}


def test_nothing_is_translated_inside_an_f_string() -> None:
    """What extracts the messages doesn't look in there."""
    sources = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [found for name in sources.stdout.split() for found in hidden_in(name)] == []


def hidden_in(name: str) -> Iterator[str]:
    for part in ast.walk(ast.parse((ROOT / name).read_text())):
        for call in ast.walk(part) if isinstance(part, ast.JoinedStr) else ():
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _NAMES:
                yield f"{name}:{call.lineno}"
