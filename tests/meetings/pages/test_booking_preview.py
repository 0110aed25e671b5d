"""What the form would book or change, as a value: who is told, what is unusual, what the button says."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from meetings.forms.booking import BookingForm
from meetings.models import Meeting
from meetings.pages.booking_preview import BookingPreview, build_booking_preview
from meetings.pages.preview_line import PreviewLine
from meetings.pages.series_preview import OccurrenceLine
from tests.factories.booking_form import NOW, typed, weekly
from tests.factories.fixtures import MakeMeeting, MakeSeries
from ui import avatars

pytestmark = pytest.mark.usefixtures("on_thursday")


def preview_of(sent: dict[str, Any], person: User, meeting: Meeting | None = None) -> BookingPreview:
    """Return the preview of a form in which an empty field of ``sent`` is one that is not sent."""
    form = BookingForm({name: value for name, value in sent.items() if value}, person=person, now=NOW, meeting=meeting)
    with translation.override("en"):
        return build_booking_preview(form, is_part=True)


def warnings(preview: BookingPreview) -> list[str]:
    return [line.text for line in preview.lines if line.is_warning]


def test_a_single_meeting(chen: User) -> None:
    preview = preview_of(typed(chen), chen)
    assert preview.parts == ("Fri 15 May,", "09:00–09:45", "Shanghai time")
    assert preview.lines[0] == PreviewLine(
        "mail", "One invitee gets a mail; the calendar entry follows when the meeting moves or is cancelled."
    )
    assert (preview.button, preview.button_note) == (
        "Book meeting",
        "One person gets a mail, with a calendar entry.",
    )
    assert (preview.occurrences, preview.weekday, preview.is_part, warnings(preview)) == ((), "5", True, [])


def test_a_form_that_nobody_has_touched_is_previewed_as_it_stands(chen: User) -> None:
    with translation.override("en"):
        preview = build_booking_preview(BookingForm.blank(person=chen, now=NOW), is_part=False)
    assert preview.parts == ("Thu 14 May,", "10:00–10:30", "Shanghai time")
    assert preview.lines[0] == PreviewLine("people", "Nobody is invited yet; you can pass the invitation on yourself.")
    assert (preview.button_note, warnings(preview)) == ("", [])


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        (
            {"entry": "3"},
            "Only invited people may enter: anna@tuv.example has no account here and would stay outside.",
        ),
        (
            {"entry": "2", "invitees": "a@x.example, b@x.example"},
            "Only people of this organisation may enter: a@x.example, b@x.example have no account here and would stay"
            " outside.",
        ),
        (
            {"entry": "2", "invitees": "a@x.example, b@x.example, c@x.example, d@x.example"},
            "a@x.example, b@x.example, c@x.example and one more have no account here and would stay outside.",
        ),
        ({"entry": "3", "invitees": "li.wei@qingshan.example"}, None),
        ({"entry": "0"}, None),
        ({"invitees": "Zorro\nli wei"}, "1 invitee isn't anybody we know: “Zorro”."),
        (
            {"invitees": "Zorro\na@\nb\nc"},
            "4 invitees aren't anybody we know, among them “Zorro”, “a@”, “b”.",
        ),
        (
            {"day": "25 Oct 2026", "start": "02:30", "time_zone": "Europe/Berlin"},
            "02:30 comes twice that night in Berlin, since the clocks go back. Which one is meant?",
        ),
        (
            {"time_zone": "other", "time_zone_other": "China"},
            "“China” has more than one time zone, such as Shanghai, Ürümqi. Enter one of them.",
        ),
        (
            {"day": "soonish"},
            "We cannot read “soonish” as a day. “tomorrow”, “Fri” or “Fri 15 May” would work.",
        ),
    ],
)
def test_warnings(chen: User, li: User, changes: dict[str, str], warning: str | None) -> None:
    preview = preview_of(typed(chen, **changes), chen)
    assert warnings(preview) == ([warning] if warning else [])


def test_a_name_of_several_is_a_warning(chen: User, li: User) -> None:
    User.objects.create_user("other@qingshan.example", name="Li Wei", tenant=chen.tenant)
    assert warnings(preview_of(typed(chen, invitees="Li Wei"), chen)) == [
        "Several people are called “Li Wei”: li.wei@qingshan.example, other@qingshan.example."
        " Type the address of the one you mean."
    ]


def test_readings_are_whom_each_entry_was_taken_for(chen: User, li: User) -> None:
    User.objects.create_user("other@qingshan.example", name="Wang Wei", tenant=chen.tenant)
    User.objects.create_user("another@qingshan.example", name="Wu Wen", tenant=chen.tenant)
    preview = preview_of(typed(chen, day="soonish", invitees="Zorro\nlw\nWW\nanna@tuv.example"), chen)
    shown = {"name": "Li Wei", "initials": "LW", "avatar": avatars.disc(li.pk)}
    assert json.loads(preview.readings) == [
        {"key": "zorro", "problem": "unknown", "person": None, "room": ""},
        {"key": "lw", "problem": "", "person": shown, "room": ""},
        {"key": "ww", "problem": "several", "person": None, "room": ""},
    ]


def test_readings_of_a_form_that_is_filled_know_its_colleagues(
    chen: User, li: User, make_meeting: MakeMeeting
) -> None:
    meeting = make_meeting(guests=(li, "anna@tuv.example"))
    form = BookingForm.filled_with(meeting, person=chen, now=NOW)
    [reading] = json.loads(build_booking_preview(form, is_part=False).readings)
    assert (reading["key"], reading["person"]["name"]) == ("li.wei@qingshan.example", "Li Wei")


def test_without_a_day_nothing_is_promised(chen: User) -> None:
    preview = preview_of(typed(chen, day="soonish"), chen)
    assert (preview.parts, preview.button, preview.button_note, preview.weekday) == (
        ("Not complete yet",),
        "Book meeting",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("changes", "line", "note"),
    [
        (
            {"invitees": "a@x.example, b@x.example"},
            "2 invitees get one mail each; the calendar entry follows when the meeting moves or is cancelled.",
            "2 people get one mail each, with a calendar entry.",
        ),
        ({"tells_invitees": ""}, "One invitee, who is not told.", "Nobody is told."),
        ({"invitees": ""}, "Nobody is invited yet; you can pass the invitation on yourself.", ""),
    ],
)
def test_who_is_told(chen: User, changes: dict[str, str], line: str, note: str) -> None:
    preview = preview_of(typed(chen, **changes), chen)
    assert (preview.lines[0].text, preview.button_note) == (line, note)


def test_the_time_is_said_once_for_each_other_clock(chen: User, li: User) -> None:
    User.objects.filter(pk=li.pk).update(time_zone="Asia/Singapore")
    preview = preview_of(typed(chen, time_zone="Europe/Berlin", invitees=li.email), chen)
    assert [line.text for line in preview.lines if line.icon == "globe"] == ["In Shanghai this is 15:00–15:45."]


def test_a_series_shows_every_occurrence(chen: User) -> None:
    preview = preview_of(weekly(chen), chen)
    assert preview.parts == (
        "Every Tuesday and Friday,",
        "09:00–09:45",
        "Shanghai time,",
        "from Fri 15 May",
        "until Tue 26 May",
    )
    assert preview.lines[0] == PreviewLine(
        "repeat", "4 meetings, as one series: same meeting ID and same links every time."
    )
    assert preview.occurrences == (
        OccurrenceLine(1, "Fri 15 May", "", is_warning=False),
        OccurrenceLine(2, "Tue 19 May", "", is_warning=False),
        OccurrenceLine(3, "Fri 22 May", "", is_warning=False),
        OccurrenceLine(4, "Tue 26 May", "", is_warning=False),
    )
    assert preview.button == "Book 4 meetings"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Nothing in it that invitees need to know; nobody gets a mail."),
        ({"has_waiting_room": "on"}, "Nothing in it that invitees need to know; nobody gets a mail."),
        ({"invitees": "anna@tuv.example\nbob@tuv.example\neve@tuv.example"}, "3 people get one mail each"),
        ({"invitees": ""}, "2 people get one mail each"),
        ({"day": "Sat 16 May 2026", "invitees": "anna@tuv.example"}, "2 people get one mail each"),
        ({"password": "new", "invitees": "anna@tuv.example\nli@tuv.example\nbob@tuv.example"}, "3 people get one"),
        ({"day": "Sat 16 May 2026", "tells_invitees": ""}, "2 invitees, who are not told."),
    ],
)
def test_a_change_says_who_is_mailed(
    chen: User, make_meeting: MakeMeeting, changes: dict[str, str], sentence: str
) -> None:
    meeting = make_meeting(guests=("anna@tuv.example", "li@tuv.example"))
    as_it_is = {"day": "tomorrow", "start": "9:48", "password": "keep", "invitees": "anna@tuv.example\nli@tuv.example"}
    preview = preview_of(typed(chen) | as_it_is | changes, chen, meeting)
    assert preview.lines[0].text.startswith(sentence)
    assert preview.button == "Save the change"


def test_a_changed_series_says_how_many_dates(chen: User, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + timedelta(days=1))
    assert preview_of(weekly(chen), chen, series).button == "Change all 4 dates"
