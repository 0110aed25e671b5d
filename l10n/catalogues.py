"""A catalogue of translations as gettext reads it."""

import io
from datetime import UTC, datetime
from pathlib import Path

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def compiled(path: Path) -> bytes:
    """Return the .mo file that belongs to the .po file at ``path``."""
    from babel.messages.mofile import write_mo  # not at the top: a process that serves needs none of it
    from babel.messages.pofile import read_po

    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.parent.parent.name)
    # Of the same messages the same file, whenever it is made
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()
