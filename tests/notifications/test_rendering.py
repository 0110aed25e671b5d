"""An outbox row as the mail that goes over the wire."""

import pytest
from pytest_django import Settings

from notifications.models import Message
from notifications.rendering import email, message_id


def message(**fields: str) -> Message:
    values = {"dedup_key": "k", "recipient": "anna@tuv.example", "recipient_name": "Anna", "subject": "S", "text": "T"}
    return Message(**(values | fields))


def test_email_names_the_portal_where_nobody_else_sends(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Meetings <meetings@portal.example>"
    mail = email(message())
    assert (mail.from_email, mail.to, mail.reply_to) == (
        f"{settings.PORTAL_NAME} <meetings@portal.example>",
        ["Anna <anna@tuv.example>"],
        [],
    )


def test_email_in_a_persons_name_is_answered_to_the_person(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "meetings@portal.example"
    mail = email(message(sender_name="Chen Jing via Meetings", reply_to="chen@qingshan.example"))
    assert mail.from_email == "Chen Jing via Meetings <meetings@portal.example>"
    assert mail.reply_to == ["chen@qingshan.example"]


@pytest.mark.parametrize(("sender", "domain"), [("meetings@portal.example", "portal.example"), ("", "localhost")])
def test_message_id_is_the_same_for_every_attempt(settings: Settings, sender: str, domain: str) -> None:
    settings.DEFAULT_FROM_EMAIL = sender
    assert message_id(message()) == message_id(message(text="other"))
    assert message_id(message()) != message_id(message(dedup_key="other"))
    assert message_id(message()).endswith(f"@{domain}>")


def test_email_to_a_domain_in_another_script_can_be_sent(settings: Settings) -> None:
    mail = email(message(recipient="karl@münchen.example", recipient_name="Karl", reply_to="li@公司.example"))
    assert (mail.to, mail.reply_to) == (["Karl <karl@xn--mnchen-3ya.example>"], ["li@xn--55qx5d.example"])
    assert mail.message().as_bytes().isascii()
