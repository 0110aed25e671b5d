"""The badges that say how something stands."""

from ui.badges import Badge, drawn
from ui.icons import icon


def test_drawn_is_one_beside_the_other() -> None:
    shown = drawn((Badge("ok", "check", "Booked"), Badge("new", "booking", "Changing…", spins=True)))
    assert shown == (
        f'<span class="mp-state mp-state-ok">{icon("check", "")}Booked</span> '
        f'<span class="mp-state mp-state-new">{icon("booking", "mp-spin")}Changing…</span>'
    )


def test_drawn_escapes_the_word() -> None:
    assert drawn((Badge("ok", "check", "<b>"),)).endswith("&lt;b&gt;</span>")


def test_drawn_of_none_is_nothing() -> None:
    assert drawn(()) == ""
