"""Subject lines: the title gives way, the date never."""

import pytest

from notifications.mails import subjects


def test_subject_line_that_fits() -> None:
    line = subjects.subject_line("Invitation: %(title)s · %(day)s", title="Roadmap", day="Tue 19 May")
    assert line == "Invitation: Roadmap · Tue 19 May"


def test_subject_line_that_is_too_long_keeps_the_day() -> None:
    line = subjects.subject_line("Invitation: %(title)s · %(day)s", title="Roadmap " * 12, day="Tue 19 May")
    assert (len(line) <= subjects.LONGEST, line.endswith("… · Tue 19 May")) == (True, True)


@pytest.mark.parametrize(
    ("title", "longest", "shown"),
    [
        ("Roadmap", 7, "Roadmap"),
        ("Roadmap Q3", 9, "Roadmap…"),
        ("路线图，第三季度", 5, "路线图…"),
        ("ab👩\u200d💻cd", 5, "ab…"),
    ],
)
def test_cut_never_splits_a_character(title: str, longest: int, shown: str) -> None:
    assert subjects.cut(title, longest) == shown
