"""Phone numbers: however they are typed, kept in E.164 with the extension apart, and shown in the usual way."""

import re

import phonenumbers
from django.utils.translation import pgettext
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

# Where a number without a country's code is dialled.
_HOME = "CN"
# What stands before an extension in Chinese; the library (phonenumberslite 9.0.42) knows the words of others alone.
_EXTENSION = re.compile(r"[\s,，;；(（]*(?:转分机|转接|转|轉|分机号?|内线)\s*[:：]?\s*(?=\d)")
# In "010-62345678-8001", which is no number as a whole
_BY_HYPHEN = re.compile(r"(?<=\d)\s*[-‐-―－]\s*(?=\d{1,6}\s*$)")
_KEPT_EXTENSION = ";ext="  # as in a tel: address (RFC 3966)


def normalise(typed: str) -> str | None:
    """Return a number as it is kept: ``+861062345678;ext=8001``; None for what is no full number.

    One without a country's code is Chinese. What was kept comes back as it is.
    """
    number = _parse(typed)
    if number is None:
        return None
    return dialled(typed) + (f"{_KEPT_EXTENSION}{number.extension}" if number.extension else "")


def dialled(kept: str) -> str:
    """Return the number alone in E.164, as the vendor takes it; "" for what is none."""
    number = _parse(kept)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if number else ""


def shown(kept: str) -> str:
    """Return a number as people write it, "+86 10 6234 5678 ext. 8001", in the active language; else as it stands."""
    number = _parse(kept)
    if number is None:
        return kept
    extension, number.extension = number.extension, None
    written = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    if not extension:
        return str(written)
    return pgettext("phone", "%(number)s ext. %(extension)s") % {"number": written, "extension": extension}


def _parse(text: str) -> PhoneNumber | None:
    written = _EXTENSION.sub(" ext. ", text.strip().lstrip("'"))
    return _valid(written) or _valid(_BY_HYPHEN.sub(" ext. ", written))


def _valid(written: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(written, _HOME)
    except NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None
