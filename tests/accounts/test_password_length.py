"""What people read about their password."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.models import User


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This password is too short; 10 characters at least, please."),
        ("zh-hans", "密码过短，至少需要 10 个字符。"),
    ],
)
def test_a_short_password_is_refused_in_the_readers_language(language: str, sentence: str) -> None:
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password("x7-Ty", User(email="li@x.example", name="Li"))
    assert refused.value.messages == [sentence]


def test_all_that_is_said_of_passwords_is_polite_chinese() -> None:
    with translation.override("zh-hans"):
        texts = " ".join(password_validators_help_texts())
        with pytest.raises(ValidationError) as refused:
            validate_password("12345", User(email="12345@x.example", name="12345"))
    said = texts + " ".join(refused.value.messages)
    assert "你" not in said
    assert not any(word in said for word in ("password", "character"))
