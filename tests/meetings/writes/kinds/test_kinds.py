"""A kind of write is one file: nobody else asks which kind a write is of."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.conf import settings

from meetings.kind_words import WORDS
from meetings.models import VendorWrite
from meetings.writes.kinds import KINDS

_ASKS = re.compile(
    r"\bwrite[._]kind\s*(==|!=|in\b|not in\b)|\bkind\s*(==|!=)\s*[\"']|match \S*\bkind:|\bKind\.(CREATE|EDIT|CANCEL)"
)


def test_every_kind_has_its_file_and_its_words() -> None:
    assert set(KINDS) == set(WORDS) == set(VendorWrite.Kind.values)


def test_nobody_else_asks_for_the_kind() -> None:
    root = Path(settings.BASE_DIR) / "meetings"
    own = ("writes/kinds/", "kind_words/", "migrations/", "models/")
    asking = [
        f"{path.relative_to(root)}: {line.strip()}"
        for path in sorted(root.rglob("*.py"))
        if not path.relative_to(root).as_posix().startswith(own)
        for line in path.read_text().splitlines()
        if _ASKS.search(line)
    ]
    assert asking == []


@pytest.mark.parametrize("kind", VendorWrite.Kind.values)
def test_the_words_of_a_kind_are_complete(kind: str) -> None:
    words = WORDS[kind]
    for part in (words.by_reader, words.by_somebody, words.mail_done, words.mail_refused, words.badge, words.banner):
        assert part is None or all(str(getattr(part, field.name)) for field in fields(part))
    assert (words.badge is None) == (words.banner is None) == KINDS[kind].is_booking
