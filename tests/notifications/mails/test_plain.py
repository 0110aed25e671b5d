"""A mail as plain text."""

import pytest
from django.utils import translation

from notifications.mails import plain
from notifications.mails.mail import Button, Fact, Mail, When

_MAIL = Mail(
    language="en",
    subject="Invitation: Roadmap",
    preheader="Chen Jing invites you",
    organisation="Qingshan",
    lead="Chen Jing invites you to a meeting.",
    title="Roadmap",
    foot="Only you have this link.",
    old_when=When("Mon 18 May, ", "15:00–15:45"),
    when=When("Tue 19 May, ", "15:00–15:45", below=("Shanghai (UTC+8)",)),
    button=Button("Join the meeting", "https://portal.example/j/token/"),
    facts=(Fact("Meeting ID", "967 204 518"), Fact("Password", "4711", old="0815")),
)


def test_text_has_the_parts_in_the_order_of_reading() -> None:
    with translation.override("en"):
        assert plain.text(_MAIL) == (
            "Qingshan\n\nChen Jing invites you to a meeting.\n\nRoadmap\n\n"
            "Before: Mon 18 May, 15:00–15:45\nNow: Tue 19 May, 15:00–15:45\nShanghai (UTC+8)\n\n"
            "Join the meeting:\nhttps://portal.example/j/token/\n\n"
            "Meeting ID: 967 204 518\nPassword: 0815 → 4711\n\nOnly you have this link.\n"
        )


@pytest.mark.parametrize(
    ("paragraph", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("路线图评审会议", 8, ["路线图评", "审会议"]),
        ("https://portal.example/j/a-long-token/", 10, ["https://portal.example/j/a-long-token/"]),
        ("会议，开始", 6, ["会议，", "开始"]),
    ],
)
def test_wrap(paragraph: str, width: int, lines: list[str]) -> None:
    assert plain.wrap(paragraph, width).split("\n") == lines
