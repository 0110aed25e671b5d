"""``__all__`` is the interface: no more, no less."""

import hwmeeting


def test_all_is_what_can_be_imported() -> None:
    public = {
        name
        for name, value in vars(hwmeeting).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("hwmeeting")
    }
    assert sorted(public) == hwmeeting.__all__


def test_every_member_explains_itself() -> None:
    silent = [name for name in hwmeeting.__all__ if not getattr(hwmeeting, name).__doc__]
    assert silent == []
