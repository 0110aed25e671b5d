"""The symbols of the sprite."""

import re

from ui.icons import icon


def test_icon_is_hidden_from_readers_and_takes_a_class() -> None:
    assert re.fullmatch(
        r'<svg class="mp-i mp-spin" aria-hidden="true"><use href="/static/icons[^"]*svg#i-edit"/></svg>',
        icon("edit", "mp-spin"),
    )
    assert 'class="mp-i"' in icon("edit")
