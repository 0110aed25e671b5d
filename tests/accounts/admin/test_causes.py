"""Each reason for which an identity fails has words for an administrator."""

import pytest

from accounts.admin import causes
from accounts.models import Identity
from accounts.vendor import failures


def identity(code: str, **failure: object) -> Identity:
    return Identity(failure_code=code, failure=failure)


@pytest.mark.parametrize(
    ("code", "tag", "is_console"),
    [
        ("USG.206010025", "App Key refused", False),
        ("USG.206010057", "Clocks differ", False),
        ("USG.206010058", "Not bound", True),
        ("USG.206010007", "Account stopped", True),
        ("USG.206010030", "Unknown there", True),
        ("USG.206010070", "No seat left", True),
        ("USG.201040005", "No seat left", True),
        ("USG.206030015", "Locked", False),
        ("USG.200000003", "Value refused", False),
        (failures.SITE_GONE, "No service", False),
        (failures.SWITCHED_OFF, "Switched off", False),
        ("USG.999999999", "Refused", True),
    ],
)
def test_cause(code: str, tag: str, is_console: bool) -> None:
    found = causes.cause(code)
    assert (str(found.tag), found.is_console) == (tag, is_console)


def test_clocks_says_nothing_where_they_agree() -> None:
    assert causes.clocks(identity("x")) == ""
    assert causes.clocks(identity("x", at="2026-05-14T02:00:00+00:00", vendor_at="2026-05-14T02:01:00+00:00")) == ""


def test_code_line_has_what_support_asks_for() -> None:
    assert causes.code_line(identity("USG.206010070", status=403, request_id="r")) == "403 · USG.206010070 · r"
    assert causes.code_line(identity("SITE_GONE", status=0, request_id="")) == "SITE_GONE"
