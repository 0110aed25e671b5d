"""How the fields of a booking are read and answered."""

import pytest

from tests.sandbox.program import Caller


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ("HDVideo", "Data,Voice,HDVideo"),
        ("Data,Voice,HDVideo", "Data,Voice,HDVideo"),
        ("HDVideo,Video", "Data,Voice,Video"),
        ("Voice", "Data,Voice"),
    ],
)
def test_media_types(chen: Caller, sent: str, answered: str) -> None:
    assert chen.book(mediaTypes=sent)["mediaTypes"] == answered
