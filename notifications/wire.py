"""A mail in a form that every server on its way leaves as it is, and every reader shows alike."""

from email.charset import QP, Charset
from email.header import Header, decode_header, make_header
from email.utils import formataddr, parseaddr
from typing import Any

from django.core.mail import EmailMultiAlternatives

# A server without 8BITMIME re-encodes what has eight bits, and the signature of the body (DKIM) fits no longer.
_QUOTED_PRINTABLE = Charset("utf-8")
_QUOTED_PRINTABLE.body_encoding = QP
_LONGEST_LINE = 76  # RFC 2047 2
_ADDRESSES = ("From", "To", "Reply-To")


class WireMail(EmailMultiAlternatives):
    """A mail of seven bits whose headers begin on the line of their name."""

    encoding: Any = _QUOTED_PRINTABLE

    def message(self, **options: Any) -> Any:
        """Return the mail as it goes over the wire."""
        mail = super().message(**options)
        _replace(mail, "Subject", _words("Subject", str(self.subject)))
        for name in _ADDRESSES:
            if name in mail:
                _replace(mail, name, _address(name, str(mail[name])))
        return mail


class _Header(Header):
    """A header that keeps to the length of RFC 2047, whatever the policy allows: a longer word is decoded by few."""

    def encode(self, splitchars: str = ";, \t", maxlinelen: int | None = None, linesep: str = "\n") -> str:
        """Return it folded."""
        return super().encode(splitchars, _LONGEST_LINE, linesep)


def _replace(mail: Any, name: str, value: str | Header) -> None:
    # Not by item: that encodes for a line of its own, so that the first one stays empty.
    mail.replace_header(name, value)


def _words(name: str, words: str) -> str | Header:
    """Return it encoded from the first word to the last, where it has anything but short ASCII."""
    if _is_plain(words) and len(f"{name}: {words}") <= _LONGEST_LINE:
        return words
    return _Header(words, "utf-8", header_name=name)


def _address(name: str, written: str) -> str | Header:
    """Return one address with its name; ``written`` has both in ASCII."""
    encoded, address = parseaddr(written)
    shown = str(make_header(decode_header(encoded)))
    if _is_plain(shown):
        return _Header(formataddr((shown, address)), header_name=name)
    header = _Header(shown, "utf-8", header_name=name)
    header.append(f"<{address}>", "us-ascii")
    return header


def _is_plain(words: str) -> bool:
    return words.isascii() and "=?" not in words
