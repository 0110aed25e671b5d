"""An error is told by its code; each has a sentence."""

import gettext
import string
from datetime import UTC, datetime

import pytest

from hwmeeting import (
    Client,
    Conflict,
    HwMeetingError,
    InvalidRequest,
    NotAllowed,
    NotFound,
    Refused,
    ServerFault,
    SignInRequired,
    TooManyRequests,
    error_reasons,
    errors,
    sentences,
)
from hwmeeting.errors import find_error_class
from tests.hwmeeting.vendor_server import Reply, VendorServer


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 409, 429, 500, 503])
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("MMC.111070005", NotFound),
        ("USG.201040000", NotFound),
        ("MMC.111070002", NotAllowed),
        ("USG.206010007", NotAllowed),
        ("USG.206020000", SignInRequired),
        ("MMC.118000001", SignInRequired),
        ("MMC.111071013", InvalidRequest),
        ("MMC.111071065", Conflict),
        ("MMC.111071067", Conflict),
        ("MMC.111071005", Conflict),
        ("APIG.0308", TooManyRequests),
        ("MMC.111070003", ServerFault),
        ("USG.200000005", ServerFault),
    ],
)
def test_class_of_a_known_code_whatever_the_status(code: str, status: int, kind: type[HwMeetingError]) -> None:
    assert find_error_class(code=code, status=status) is kind


@pytest.mark.parametrize(
    ("status", "kind"), [(400, Refused), (403, Refused), (429, TooManyRequests), (500, ServerFault)]
)
def test_class_of_an_unknown_code_by_status(status: int, kind: type[HwMeetingError]) -> None:
    assert find_error_class(code="MMC.999999999", status=status) is kind


@pytest.mark.parametrize("spelling", ["error_code", "errorCode", "code"])
def test_code_is_found_in_each_of_the_vendors_spellings(client: Client, server: VendorServer, spelling: str) -> None:
    server.plan(Reply({spelling: "MMC.111070005", "error_msg": "CONF_DATA_NOT_FOUND"}, status=400))
    with pytest.raises(NotFound) as caught:
        client.meetings.cancel("981924330")
    assert (caught.value.code, caught.value.status, caught.value.retryable) == ("MMC.111070005", 400, False)
    assert caught.value.sentence == "The meeting is over or has been cancelled."


def test_each_kind_has_a_class_and_a_sentence() -> None:
    assert set(errors._CLASSES) == set(error_reasons._GENERAL) == set(error_reasons.Kind)


def test_no_code_is_of_two_kinds() -> None:
    codes = [code for _, codes, _ in error_reasons._ROWS for code in codes.split()]
    assert len(codes) == len(set(codes)) == 242


@pytest.mark.parametrize("code", sorted({*error_reasons._BY_CODE, *error_reasons._OURS, "", "NEW.1"}))
def test_sentence_is_for_people(code: str) -> None:
    words = sentences.sentence(code)
    assert words[0] in string.ascii_uppercase
    assert words.endswith(".")
    assert not any(term in words for term in ("VMR", "vmr", "MMC", "USG", "!", "corp "))


def test_sentence_of_an_unknown_code_sends_to_somebody_who_can_look_it_up() -> None:
    assert "An administrator can look it up." in sentences.sentence("NEW.1")
    assert sentences.sentence("MMC.111071061") == sentences.sentence("MMC.111070001")


# Why edits and cancellations are refused (docs/vendor/meetings.md 20), why a series is, and what people type (25).
_SAID_EXACTLY = """
    MMC.111070002 MMC.111070005 MMC.111070010 MMC.111071005 MMC.111071009 MMC.111071010 MMC.111071013 MMC.111071015
    MMC.111071016 MMC.111071021 MMC.111071064 MMC.111071065 MMC.111071067 MMC.111071089 MMC.111071112 MMC.111071113
    MMC.111071114 MMC.111071119 MMC.111072005 MMC.111071041 MMC.111071042 MMC.111071043 MMC.111071044 MMC.111071045
    MMC.111071046 MMC.111071069 MMC.111071030 MMC.111071022 MMC.111071039 MMC.111071040 MMC.111071080 MMC.111071026
    MMC.111072031 MMC.111072032 MMC.111072033 MMC.111072034
"""


@pytest.mark.parametrize("code", _SAID_EXACTLY.split())
def test_sentence_says_more_than_the_kind_of_error(code: str) -> None:
    assert sentences.sentence(code) not in {general for general, _ in error_reasons._GENERAL.values()}


def test_sentence_in_another_language() -> None:
    class Shouting(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    assert sentences.sentence("MMC.111071013", translate=Shouting().gettext) == (
        "THE START IS IN THE PAST. CHOOSE A LATER TIME."
    )


def test_clocks_differ_names_both() -> None:
    words = sentences.clocks_differ(
        ours=datetime(2026, 5, 18, 8, 0, tzinfo=UTC), theirs=datetime(2026, 5, 18, 9, 1, tzinfo=UTC)
    )
    assert words == (
        "The clocks differ: it is 2026-05-18 08:00 UTC here and 2026-05-18 09:01 UTC at the meeting service. "
        "An operator can set the clock of this server right."
    )
