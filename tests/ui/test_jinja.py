"""What the Jinja2 templates may use."""

import pytest
from django.utils import translation
from jinja2 import UndefinedError

from ui import icons, jinja, languages


def shown(source: str, **values: object) -> str:
    return jinja.environment(autoescape=True).from_string(source).render(values)


def test_environment_escapes_what_a_template_is_given() -> None:
    assert shown("{{ name }}", name="<b>") == "&lt;b&gt;"


def test_environment_refuses_a_name_that_nobody_gave() -> None:
    with pytest.raises(UndefinedError, match="'name' is undefined"):
        shown("{{ name }}")


def test_environment_has_the_functions_of_the_tags() -> None:
    with translation.override("en"):
        assert shown("{{ icon('copy') }}") == icons.icon("copy")
        assert shown("{{ name | named }}", name="陈静") == languages.named("陈静")
        assert [shown("{{ name is foreign }}", name=name) for name in ("陈静", "Anna")] == ["True", "False"]


@pytest.mark.parametrize(("language", "words"), [("en", "Time zone"), ("zh-hans", "时区")])
def test_environment_translates_into_the_active_language(language: str, words: str) -> None:
    with translation.override(language):
        assert shown("{{ gettext('Time zone') }}") == words
