"""Why a write came to nothing, for whoever wanted it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from meetings import refusals
from meetings.models import Meeting, VendorWrite


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        (
            refusals.NOT_REACHED,
            "The meeting service could not be reached in time. Please try again later.",
            "未能及时连接会议服务，请稍后再试。",
        ),
        (
            refusals.OCCURRENCE_GONE,
            "The meeting service has this date no more: the series was changed there. Look at its dates first,"
            " please.",
            "会议服务中已没有这一场：周期会议已在那里被修改。请先查看现有场次。",
        ),
        # the client's own sentence
        (
            "MMC.111071065",
            "The meeting is running and can't be changed any more.",
            "会议正在进行，不能再修改。",
        ),
    ],
)
def test_reason(code: str, english: str, chinese: str) -> None:
    for language, expected in (("en", english), ("zh-hans", chinese)):
        with translation.override(language):
            assert refusals.reason(code=code) == expected


def test_reason_is_the_same_for_both_words_of_another_account() -> None:
    with translation.override("en"):
        one, other = (refusals.reason(code=code) for code in ("MMC.111070002", "MMC.111070010"))
    assert one == other
    assert one.startswith("At the meeting service it belongs to another account")


@pytest.mark.parametrize(
    ("repeat_unit", "kind", "begins"),
    [
        ("week", "edit", "The meeting service changes no series that has begun."),
        ("week", "cancel", "The meeting is running"),
        ("", "edit", "The meeting is running"),
    ],
)
def test_explain_refusal_about_a_series_that_has_begun(repeat_unit: str, kind: str, begins: str) -> None:
    write = VendorWrite(meeting=Meeting(repeat_unit=repeat_unit), kind=kind, error_code="MMC.111071065")
    with translation.override("en"):
        assert refusals.explain_refusal(write).startswith(begins)


def test_a_code_of_the_vendor_is_known_by_its_name() -> None:
    """Outside of the client and the sandbox, that is; a number that stands in two places is changed in one."""
    apps = (
        "portal",
        "history",
        "meetings",
        "directory",
        "accounts",
        "notifications",
        "encryption",
        "rest",
        "ui",
        "l10n",
    )
    paths = [path for app in apps for path in Path(settings.BASE_DIR, app).rglob("*.py")]
    assert [path for path in paths if re.search(r"[\"'](MMC|USG)\.\d", path.read_text())] == []
    assert len(paths) > 100
