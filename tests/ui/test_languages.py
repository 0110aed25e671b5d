"""A Chinese text on a page that isn't Chinese says which language it is."""

import pytest
from django.utils import translation

from ui import languages


@pytest.mark.parametrize(
    ("text", "page", "is_foreign"),
    [
        ("陈静", "en", True),
        ("Chen 静", "en", True),
        ("陈静", "zh-hans", False),
        ("Ürümqi", "en", False),
        ("", "en", False),
    ],
)
def test_is_foreign(text: str, page: str, is_foreign: bool) -> None:
    with translation.override(page):
        assert languages.is_foreign(text) is is_foreign


@pytest.mark.parametrize(("page", "shown"), [("en", ' lang="zh-Hans"'), ("zh-hans", "")])
def test_lang_is_an_attribute_where_the_text_is_foreign(page: str, shown: str) -> None:
    with translation.override(page):
        assert languages.lang("陈静") == shown


@pytest.mark.parametrize(
    ("name", "page", "shown"),
    [
        ("陈静 <b>", "en", '<span lang="zh-Hans">陈静 &lt;b&gt;</span>'),
        ("陈静", "zh-hans", "陈静"),
        ("Li Wei", "en", "Li Wei"),
    ],
)
def test_named(name: str, page: str, shown: str) -> None:
    with translation.override(page):
        assert languages.named(name) == shown


def test_named_that_is_not_foreign_is_left_to_be_escaped() -> None:
    with translation.override("en"):
        assert not hasattr(languages.named("<b>"), "__html__")
