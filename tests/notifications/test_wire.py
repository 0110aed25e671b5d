"""Headers and parts of a mail, byte by byte."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import formataddr, parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.wire import WireMail

_ADDRESS = "meetings@portal.example"
_WORDS = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=120)


def lines_of(mail: WireMail, name: str) -> list[str]:
    """Return the lines of one header, as they go over the wire."""
    raw: bytes = mail.message().as_bytes(linesep="\r\n")
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")
    first = next(number for number, line in enumerate(head) if line.startswith(f"{name}:"))
    more = next((number for number in range(first + 1, len(head)) if not head[number].startswith((" ", "\t"))), None)
    return head[first:more]


def subject_of(lines: list[str]) -> str:
    return str(make_header(decode_header("\r\n".join(lines).partition(":")[2].replace("\r\n", "").lstrip())))


@pytest.mark.parametrize(
    "subject",
    [
        "邀请：路线图 · 5月19日 周二 15:00",
        "Invitation: Besprechung über Müll · Tue 19 May, 09:00",
        "Ü" * 200,
        "😀" * 64,
        "wort " * 30 + "ü",
        "x" * 200,
        "Roadmap",
        "=?utf-8?q?not=20encoded?=",
    ],
)
def test_a_subject_begins_on_the_line_of_its_name(subject: str) -> None:
    lines = lines_of(WireMail(subject, "Text", _ADDRESS, ["anna@tuv.example"]), "Subject")
    assert lines[0].removeprefix("Subject:").strip() != ""
    # RFC 2047 2: a line 76, an encoded word 75
    assert max(map(len, lines)) <= (78 if subject.isascii() else 76)
    assert subject_of(lines) == subject


@given(_WORDS.map(str.strip).filter(bool))
def test_a_subject_reads_as_it_was_written(subject: str) -> None:
    lines = lines_of(WireMail(subject, "Text", _ADDRESS, ["anna@tuv.example"]), "Subject")
    assert lines[0].removeprefix("Subject:").strip() != ""
    assert subject_of(lines) == subject


@pytest.mark.parametrize("name", ["From", "To", "Reply-To"])
@pytest.mark.parametrize(
    "shown", ["陈静" * 24, 'Chen, "Jing" 陈静 via Qingshan Meetings', 'Weber, "Jo"', "Anna " * 18, ""]
)
def test_an_address_begins_on_the_line_of_its_name(name: str, shown: str) -> None:
    written = formataddr((shown.strip(), _ADDRESS))
    mail = WireMail("Roadmap", "Text", written, [written], reply_to=[written])
    lines = lines_of(mail, name)
    assert lines[0].removeprefix(f"{name}:").strip() != ""
    # Not by the parser of headers: it leaves a blank between two encoded words of a name.
    name_written, address = parseaddr("".join(lines).partition(":")[2].strip())
    assert (str(make_header(decode_header(name_written))), address) == (shown.strip(), _ADDRESS)


@pytest.mark.parametrize("text", ["Words\n", "陈静邀请您\n", "x" * 2000, "From here\n.\n trailing \n"])
def test_text_parts_leave_with_seven_bits(text: str) -> None:
    mail = WireMail("Roadmap", text, _ADDRESS, ["anna@tuv.example"])
    mail.attach_alternative(f"<p>{text}</p>", "text/html")
    mail.attach_alternative(text, "text/calendar; method=REQUEST")
    mail.attach("invite.ics", text.encode(), "application/ics")
    raw = mail.message().as_bytes(linesep="\r\n")
    parts = [part for part in message_from_bytes(raw, policy=policy.default).walk() if not part.is_multipart()]
    assert [part["Content-Transfer-Encoding"] for part in parts] == [*["quoted-printable"] * 3, "base64"]
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert parts[0].get_content().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")
