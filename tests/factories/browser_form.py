"""A form of a page as a browser without script sends it."""

from html.parser import HTMLParser
from typing import Any

Fields = dict[str, list[str]]


def fields_of(response: Any, *, form_id: str = "") -> Fields:
    """Return what the first form of the main part (or the one of that ID) would send if nobody touched it."""
    reader = _Reader(form_id)
    reader.feed(response.content.decode().partition("<main")[2])
    return reader.fields


class _Reader(HTMLParser):
    """Collects the successful controls of one form."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self._form_id, self._is_in, self._is_over = form_id, False, False
        self._text: tuple[str, list[str]] | None = None
        self._select = ""
        self.fields: Fields = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form" and not self._is_over and (not self._form_id or found.get("id") == self._form_id):
            self._is_in = True
        name = found.get("name")
        if not self._is_in or "disabled" in found:
            return
        if tag == "input" and name:
            kind = found.get("type") or "text"
            if kind in {"submit", "button", "file"} or (kind in {"radio", "checkbox"} and "checked" not in found):
                return
            default = "on" if kind in {"radio", "checkbox"} else ""
            self._add(name, found.get("value") or default)
        elif tag == "textarea" and name:
            self._text = name, []
        elif tag == "select":
            self._select = name or ""
        elif tag == "option" and self._select and "selected" in found:
            self._add(self._select, found.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text:
            name, parts = self._text
            # HTML drops a line break right behind the tag
            self._add(name, "".join(parts).removeprefix("\n"))
            self._text = None
        elif tag == "select":
            self._select = ""
        elif tag == "form" and self._is_in:
            self._is_in, self._is_over = False, True

    def _add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)
