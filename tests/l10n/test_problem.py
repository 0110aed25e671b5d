"""A problem is a code for programs and a sentence for people."""

import pytest
from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from l10n.problem import Problem


class Code(TextChoices):
    FULL = "full", "%(count)d of %(most)d are taken."
    EMPTY = "empty", gettext_lazy("The name is empty.")


def test_sentence_has_the_params_in_their_places() -> None:
    assert Problem(Code.FULL, params={"count": 3, "most": 5}).sentence == "3 of 5 are taken."


@pytest.mark.parametrize("wording", ["Put together.", gettext_lazy("Put together.")])
def test_sentence_is_the_wording_where_there_is_one(wording: str | Promise) -> None:
    assert Problem(Code.FULL, wording=wording).sentence == "Put together."


def test_sentence_is_in_the_active_language() -> None:
    problem = Problem(Code.EMPTY)
    with translation.override("en"):
        english = problem.sentence
    with translation.override("zh-hans"):
        chinese = problem.sentence
    assert (english, chinese != english) == ("The name is empty.", True)


def test_equal_problems_say_the_same_of_the_same_field() -> None:
    assert Problem(Code.EMPTY, "name", wording="One.") == Problem(Code.EMPTY, "name", wording="Two.")
    assert Problem(Code.EMPTY, "name") != Problem(Code.EMPTY, "subject")
