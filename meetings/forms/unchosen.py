"""Fields that belong to one of several choices, and were filled in while another one is chosen.

Weekdays and days of the month are none of them: they vanish with their choice, so that one who left them there has
chosen something else since.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from meetings.forms import repeat

# Field, the choice that it belongs to, and for which of its values.
_BELONGS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("length_other", "length", frozenset({"other"})),
    ("until", "ends", frozenset({repeat.UNTIL})),
    ("count", "ends", frozenset({repeat.COUNT})),
    ("guest_password", "password", frozenset({"own"})),
)


def find_unchosen(
    form: forms.Form, entered: Mapping[str, Any], *, filled: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield each such field with the sentence beside it.

    ``filled`` is what stood in the fields as they were shown: what somebody left untouched is not meant.
    """
    for name, group, values in _BELONGS:
        chosen = _chosen(group, entered)
        if not chosen or chosen in values or not _is_touched(entered.get(name), filled.get(name)):
            continue
        choices: Any = form.fields[group]
        word = str(dict(choices.choices)[chosen])
        yield (
            name,
            _("This is filled in, but “%(choice)s” is chosen. Choose what it belongs to, or empty it.")
            % {"choice": word},
        )


def _chosen(group: str, entered: Mapping[str, Any]) -> str:
    """Return the value that counts, "" where none was sent or it is none of them."""
    if group == "ends":
        return "" if entered.get("repeats") in {None, "", repeat.ONCE} else repeat.end_of(entered)
    return str(entered.get(group) or "")


def _is_touched(value: Any, filled: Any) -> bool:
    value = value.strip() if isinstance(value, str) else value
    return bool(value) and value != filled
