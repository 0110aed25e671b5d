"""The catalogues without GNU gettext on the machine: Django reads its own templates, Babel does everything else.

``extract`` brings each ``locale/*/LC_MESSAGES/django.po`` in line with the sources, ``check`` says what is
stale or untranslated, ``compile`` writes the .mo files, which are never committed.
"""

import argparse
import io
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from l10n.catalogues import compiled

_ROOT = Path(__file__).resolve().parent.parent
# What people read; the sandbox speaks English with its developers.
_FOLDERS = (
    "accounts",
    "control",
    "directory",
    "encryption",
    "history",
    "hwmeeting",
    "insights",
    "l10n",
    "meetings",
    "notifications",
    "portal",
    "rest",
    "templates",
    "templates_jinja2",
    "ui",
)
_KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Without dates and versions, so that a catalogue changes only where a message does.
_HEADER = """# Edit the translations here; `make messages` keeps the list of messages.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def _extract_template(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Any]:
    """Babel's method for a Django template: templatize writes its messages as Python calls.

    It turns the markup between them to letters and keeps its indentation, which Python would mind.
    """
    source = templatize(file.read().decode())
    lines = "\n".join(line.strip() for line in source.split("\n"))
    yield from extract_python(io.BytesIO(lines.encode()), keywords, comment_tags, dict(options))  # type: ignore[arg-type]


_METHODS: dict[str, Any] = {".py": "python", ".html": _extract_template, ".txt": _extract_template}
# Of another engine than the other templates.
_METHODS_OF_FOLDER: dict[str, dict[str, Any]] = {"templates_jinja2": {".html": "jinja2.ext:babel_extract"}}


def extracted() -> Catalog:
    """Every message of the sources, in the order of their files."""
    found = Catalog(charset="utf-8")
    files = (path for folder in _FOLDERS for path in sorted((_ROOT / folder).rglob("*")) if path.suffix in _METHODS)
    for path in files:
        methods = _METHODS | _METHODS_OF_FOLDER.get(path.relative_to(_ROOT).parts[0], {})
        for line, message, comments, context in extract_from_file(
            methods[path.suffix],
            path,
            keywords=_KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        ):
            place = (str(path.relative_to(_ROOT)), line)
            found.add(message, locations=[place], auto_comments=comments, context=context)
    return found


def catalogues() -> list[Path]:
    return sorted((_ROOT / "locale").glob("*/LC_MESSAGES/django.po"))


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def _in_line(path: Path, sources: Catalog) -> bytes:
    """The catalogue as it ought to be: every message of the sources, no other, with the translations it has."""
    catalogue = _read(path)
    catalogue.update(sources, no_fuzzy_matching=True)
    messages = io.BytesIO()
    write_po(messages, catalogue, width=112, omit_header=True, ignore_obsolete=True, include_lineno=False)
    header = _HEADER.format(language=catalogue.locale_identifier, plural_forms=catalogue.plural_forms)
    return header.encode() + messages.getvalue()


def extract() -> list[str]:
    sources = extracted()
    for path in catalogues():
        path.write_bytes(_in_line(path, sources))
    return []


def check() -> list[str]:
    sources = extracted()
    faults = []
    for path in catalogues():
        name = path.relative_to(_ROOT)
        if path.read_bytes() != _in_line(path, sources):
            faults.append(f"{name} differs from the sources: run `make messages`.")
        for message in _read(path):
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and (message.fuzzy or not all(texts)):
                faults.append(f"{name}: not translated: {message.id}")
    return faults


def compile_() -> list[str]:
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(path))
    return []


_COMMANDS = {"extract": extract, "check": check, "compile": compile_}


def main() -> int:
    """Run one of the commands; 1 and a line per fault where there is one."""
    parser = argparse.ArgumentParser(prog="python -m scripts.messages", description=__doc__)
    parser.add_argument("command", choices=_COMMANDS)
    faults = _COMMANDS[parser.parse_args().command]()
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
