"""The field in which a time zone is chosen or typed."""

import re

import pytest
from django import forms
from django.utils import translation

from tests.factories.page_words import flat
from ui.time_zones import OTHER, TimeZoneField


class _Form(forms.Form):
    place = TimeZoneField(choices=[("Asia/Shanghai", "Shanghai (UTC+8)"), ("UTC", "UTC (UTC+0)")])


def typed(text: str, *, chosen: str = OTHER) -> _Form:
    return _Form({"place": chosen, "place_other": text})


@pytest.mark.parametrize(
    ("chosen", "text", "zone"),
    [
        ("Asia/Shanghai", "", "Asia/Shanghai"),
        ("Asia/Calcutta", "", "Asia/Kolkata"),  # a choice of a page that was opened before
        ("Asia/Kathmandu", " ", "Asia/Kathmandu"),  # what a script has added to the list
        (OTHER, "Asia/Kathmandu", "Asia/Kathmandu"),
        (OTHER, " buenos  aires ", "America/Argentina/Buenos_Aires"),
        (OTHER, "北京", "Asia/Shanghai"),
        (OTHER, "Calcutta", "Asia/Kolkata"),
    ],
)
def test_a_zone_is_chosen_or_typed(chosen: str, text: str, zone: str) -> None:
    form = typed(text, chosen=chosen)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"place": zone}


@pytest.mark.parametrize(
    ("language", "chosen", "text", "sentence"),
    [
        ("en", OTHER, "", "Enter a city, a country or a name such as Asia/Shanghai."),
        ("en", OTHER, "Buenos", "We know no time zone “Buenos”. Is it one of these: Buenos Aires?"),
        (
            "en",
            OTHER,
            "qwxyz",
            "We know no time zone “qwxyz”. Enter a city, a country or a name such as Asia/Shanghai.",
        ),
        (
            "en",
            OTHER,
            "China",
            "“China” has more than one time zone, such as Shanghai, Ürümqi. Enter one of them.",
        ),
        ("zh-hans", OTHER, "中国", "“中国”有多个时区，例如上海、乌鲁木齐。请输入其中一个。"),
        ("zh-hans", OTHER, "布宜诺斯", "没有找到时区“布宜诺斯”。您要找的是其中之一吗：布宜诺斯艾利斯？"),
        ("en", "Mars/Olympus", "", "Choose a time zone from the list."),
        ("en", "", "", "Choose a time zone from the list."),
        (
            "en",
            "UTC",
            "Kathmandu",
            "This is filled in, but “UTC” is chosen. Choose what it belongs to, or empty it.",
        ),
    ],
)
def test_what_is_no_zone_is_said_and_stays_as_typed(language: str, chosen: str, text: str, sentence: str) -> None:
    with translation.override(language):
        form = typed(text, chosen=chosen)
        assert form.errors == {"place": [sentence]}
        assert f'value="{text}"' in flat(str(form["place"])) or not text


def test_nothing_sent_is_no_zone() -> None:
    assert _Form({}).errors == {"place": ["Choose a time zone from the list."]}


@pytest.mark.parametrize("text", ["\0", "x" * 5000, "<b>", "/", "''", "-", "%s"])
def test_odd_text_is_no_zone(text: str) -> None:
    form = typed(text)
    assert not form.is_valid()
    assert len(str(form.errors["place"][0])) < 200


@pytest.mark.parametrize("text", ["Shanghai", "China", "Ürümqi"])
def test_what_a_sentence_names_can_be_typed(text: str) -> None:
    named = re.findall(r"such as (.*)\. Enter|of these: (.*)\?", str(typed(text).errors))
    for name in ", ".join("".join(one) for one in named).split(", ") if named else []:
        assert typed(name).is_valid()


def test_the_text_field_is_behind_the_list_and_its_last_choice() -> None:
    html = flat(str(_Form(initial={"place": "UTC"})["place"]))
    assert re.findall(r'<option value="([^"]*)"( selected)?', html) == [
        ("Asia/Shanghai", ""),
        ("UTC", " selected"),
        (OTHER, ""),
    ]
    assert re.findall(r'<(?:select|input)[^>]* name="([^"]*)"', html) == ["place", "place_other"]
    assert '<label class="form-label" for="id_place_other">' in html
    assert 'data-zones="/settings/time-zones/"' in html


def test_the_error_belongs_to_what_was_filled_in() -> None:
    """Where the list says something else, the text is to be emptied, and has to be seen for that."""
    for form, is_text in ((typed("qwxyz"), True), (typed("x", chosen="UTC"), True), (typed("", chosen="x"), False)):
        html = flat(str(form["place"].as_field_group()))
        assert re.findall(r'<(select|input)[^>]* aria-invalid="true"', html) == ["input" if is_text else "select"]
        assert re.findall(r'<(select|input)[^>]* aria-describedby="id_place_error"', html)
        assert html.count("is-invalid") == 1


@pytest.mark.parametrize(
    ("initial", "chosen", "text", "has_changed"),
    [
        ("UTC", "UTC", "", False),
        ("UTC", OTHER, "utc", False),
        ("Asia/Calcutta", "Asia/Kolkata", "", False),
        ("UTC", "Asia/Shanghai", "", True),
        ("UTC", OTHER, "qwxyz", True),
    ],
)
def test_has_changed(initial: str, chosen: str, text: str, has_changed: bool) -> None:
    form = _Form({"place": chosen, "place_other": text}, initial={"place": initial})
    assert form.has_changed() is has_changed
