"""A message of the vendor's webhook: read as it came, signed over its very text."""

import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from hwmeeting import EventMessage, EventNotReadable

_INFO = (
    '{ "payload":{"meetingInfo":{"meetingID":"967204518","meetingUUID":"u1","meetingCycleSubID":"c1"},\n'
    ' "attendeeInfo":{"displayName":"安娜 \\"eventInfo\\":{}"}} ,"event":"meeting.left","timestamp":1779241680000}'
)


def body(info: str = _INFO, *, timestamp: str = "1779241685123", key: str = "key", case: str = "lower") -> bytes:
    text = f"app{timestamp.strip(chr(34))}40417236{info}"
    signature = getattr(hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest(), case)()
    return (
        f' {{"signature":"{signature}", "nonce":"40417236","eventInfo": {info},'
        f'"timestamp" :{timestamp}, "appID":"app", '
        '"more": [1, {"eventInfo": 2}]} '
    ).encode()


def test_it_is_read_as_it_came() -> None:
    message = EventMessage.from_body(body())
    assert (message.app_id, message.nonce, message.info) == ("app", "40417236", _INFO)
    assert (message.name, message.conference_id, message.conference_uuid, message.sub_conference_id) == (
        "meeting.left",
        "967204518",
        "u1",
        "c1",
    )
    assert message.happened_at == datetime(2026, 5, 20, 1, 48, tzinfo=UTC)
    assert message.sent_at == datetime(2026, 5, 20, 1, 48, 5, 123000, tzinfo=UTC)
    assert message.verification is None


@pytest.mark.parametrize("timestamp", ["1779241685123", '"1779241685123"'])
@pytest.mark.parametrize("case", ["lower", "upper"])
def test_its_signature_is_over_the_very_text(timestamp: str, case: str) -> None:
    message = EventMessage.from_body(body(timestamp=timestamp, case=case))
    assert [message.is_signed_with(key) for key in ("key", "other", "")] == [True, False, False]
    changed = body(timestamp=timestamp, case=case).replace(b" ,", b",")
    assert not EventMessage.from_body(changed).is_signed_with("key")


def test_a_missing_signature_is_none() -> None:
    signed = body()
    unsigned = signed.replace(signed[signed.index(b'"signature"') : signed.index(b'"nonce"')], b"")
    assert not EventMessage.from_body(unsigned).is_signed_with("key")
    odd = signed.replace(b'"signature":"', '"signature":"é'.encode())
    assert not EventMessage.from_body(odd).is_signed_with("key")


def test_the_question_has_its_answer() -> None:
    message = EventMessage.from_body(body('{"event": "meeting.verify"}'))
    assert message.verification == {"event": "meeting.verify", "nonce": "40417236"}
    assert (message.happened_at, message.conference_id) == (message.sent_at, "")


def test_key_and_names_are_not_in_its_repr() -> None:
    shown = repr(EventMessage.from_body(body()))
    assert "安娜" not in shown
    assert "signature" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        '{"eventInfo":{"event":"a"}}',
        '{"eventInfo":{"event":"a"},"timestamp":1,"appID":"a","nonce":1,}',
        '{"eventInfo":{"event":"a"},"timestamp":"x","appID":"a","nonce":1}',
        '{"eventInfo":{"event":""},"timestamp":1,"appID":"a","nonce":1}',
        '{"eventInfo":{"event":"a"} "timestamp":1,"appID":"a","nonce":1}',
        '{"eventInfo":{"event":"a"},"timestamp":99999999999999999999,"appID":"a","nonce":1}',
        '{"eventInfo":{"event":"a"},"timestamp":1,"appID":"a","nonce":1,"signature":"\\ud800"}',
        "{1:2}",
        '{"eventInfo":' + "[" * 60_000,
    ],
)
def test_what_is_none(text: str) -> None:
    with pytest.raises(EventNotReadable):
        EventMessage.from_body(text.encode())
