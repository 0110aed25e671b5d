"""The problems of people and identities: each with its sentence, in both languages."""

import pytest
from django.utils import translation

from accounts.problems import Code, naming


@pytest.mark.parametrize("code", Code)
def test_every_problem_has_a_sentence_in_both_languages(code: Code) -> None:
    with translation.override("en"):
        english = str(code.label)
    with translation.override("zh-hans"):
        chinese = str(code.label)
    assert english.endswith((".", "?"))
    assert chinese != english


@pytest.mark.parametrize("code", [Code.NOT_LINKED, Code.SWITCHED_OFF, Code.NOT_ACCEPTED])
def test_naming_says_who_can_mend_it_in_the_language_of_the_moment(code: Code) -> None:
    named, nobody = naming(code, names=["Zhao Lei", "Li Wei"]), naming(code, names=[])
    assert (named.code, named.params) == (code, {"names": ["Zhao Lei", "Li Wei"]})
    with translation.override("en"):
        english = named.sentence
        assert "Zhao Lei, Li Wei can" in english
        assert nobody.sentence == str(code.label)
    with translation.override("zh-hans"):
        assert "Zhao Lei, Li Wei" in named.sentence != english
