"""The Chinese catalogue says everything, keeps every placeholder and is set as Chinese is."""

import re

import pytest
from babel.messages.catalog import Message
from django.conf import settings

from scripts import messages

CATALOGUE = messages._read(settings.BASE_DIR / "locale/zh_Hans/LC_MESSAGES/django.po")
MESSAGES = [message for message in CATALOGUE if message.id]
HAN = "\u3400-\u9fff"
FULL_WIDTH = "，。：；？！（）、“”…"
TAG = re.compile(r"<[^>]*>")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|{\w*}")


def _english(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple) else [str(message.id)]


def _chinese(message: Message) -> str:
    return message.string[0] if isinstance(message.string, tuple) else str(message.string)


def test_catalogue_is_in_line_with_the_sources() -> None:
    assert messages.check() == []


def test_each_translation_has_the_placeholders_of_its_message() -> None:
    for message in MESSAGES:
        # The last form has them all: "one" may say its number in words.
        assert set(PLACEHOLDER.findall(_chinese(message))) == set(PLACEHOLDER.findall(_english(message)[-1]))


def test_each_translation_has_the_tags_of_its_message() -> None:
    for message in MESSAGES:
        assert TAG.findall(_chinese(message)) == TAG.findall(_english(message)[-1])


def test_placeholders_are_named() -> None:
    for message in MESSAGES:
        for text in _english(message):
            assert re.findall(r"%(?!\(\w+\)[sd])|{}", text) == []


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(rf"[{HAN}][,;:?!()]|[,;:?!(]\s*[{HAN}]", id="half-width mark beside Han"),
        pytest.param(rf"[{HAN}]\.|\.$", id="English full stop"),
        pytest.param(rf" [{FULL_WIDTH}]|[{FULL_WIDTH}] ", id="space beside a full-width mark"),
        pytest.param(rf"[{HAN}] +[{HAN}]", id="space between Han"),
        pytest.param(rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]", id="no space between Han and Latin"),
        pytest.param(r"[！!]|亲|哦|点击这里|你", id="words that we do not use"),
        pytest.param(r"['\"]|\.\.\.|--", id="typewriter marks"),
    ],
)
def test_chinese_is_set_as_chinese(wrong: str) -> None:
    # What stands for a placeholder is of neither script: it gets its spaces when it is filled in.
    texts = [PLACEHOLDER.sub("□", TAG.sub("", _chinese(message))) for message in MESSAGES]
    assert [text for text in texts if re.search(wrong, text)] == []


def test_numbers_keep_their_space() -> None:
    pattern = (
        rf"[{HAN}]%\((?:count|more|ahead|total|made|changed|row|most)\)|%\((?:count|more|ahead|total)\)[sd][{HAN}]"
    )
    assert [text for text in map(_chinese, MESSAGES) if re.search(pattern, text)] == []


def test_english_has_no_full_width_marks_and_curly_quotes() -> None:
    for message in MESSAGES:
        for text in _english(message):
            assert re.search(rf"[{HAN}，。：；？！（）]", text) is None
            assert re.search(r"\"", TAG.sub("", text)) is None


def test_words_left_in_english_are_names_or_units() -> None:
    left = {_chinese(message) for message in MESSAGES if not re.search(rf"[{HAN}]", _chinese(message))}
    assert {text for text in left if re.search(r"[A-Za-z]{2}", PLACEHOLDER.sub("", text))} == {
        "%(count)s MB",
        "App ID",
        "App Key",
        "Corp ID",
        "Mac Roman",
        "User ID",
    }
