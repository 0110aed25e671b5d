"""A field is tied to its label, help and errors."""

import re
from html import unescape

import pytest
from django import forms
from django.template import Context, Template


class _Form(forms.Form):
    subject = forms.CharField(help_text="Up to 128 characters.", widget=forms.TextInput({"placeholder": "Subject"}))
    entry = forms.ChoiceField(choices=[("0", "Everybody"), ("3", "Only invited people")], widget=forms.RadioSelect)


def test_field_ties_label_help_and_error() -> None:
    html = str(_Form({})["subject"].as_field_group())
    assert '<label class="form-label" for="id_subject">' in html
    assert 'aria-describedby="id_subject_error id_subject_helptext"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="form-control is-invalid"' in html
    assert {'id="id_subject_error"', 'id="id_subject_helptext"'} <= set(re.findall(r'id="[^"]*"', html))
    assert "placeholder" not in html


def test_field_of_choices_is_a_fieldset() -> None:
    html = unescape(str(_Form({"subject": "Roadmap", "entry": "3"})["entry"].as_field_group()))
    assert html.count("<fieldset") == html.count("<legend") == 1
    assert re.findall(r'class="form-check-input"', html) == ['class="form-check-input"'] * 2


def test_form_with_one_error_puts_the_focus_there() -> None:
    one, two = _Form({"entry": "3"}), _Form({})
    assert "autofocus" in str(one["subject"].as_field_group())
    assert "autofocus" not in str(two["subject"].as_field_group())


@pytest.mark.parametrize("is_checked", [True, False])
def test_a_page_says_whether_errors_are_shown(is_checked: bool) -> None:
    """It has a summary of its own, so that no field takes the focus."""
    template = Template(
        '{% field form.subject class="form-control-lg" described_by="above" %}{% errors form.subject %}'
    )
    html = template.render(Context({"form": _Form({"entry": "3"}), "shows_errors": is_checked}))
    described_by = "id_subject_error above" if is_checked else "above"
    assert f'aria-describedby="{described_by}"' in html
    assert ("aria-invalid" in html, 'id="id_subject_error"' in html) == (is_checked, is_checked)
    assert ("autofocus" in html, "_helptext" in html) == (False, False)


@pytest.mark.parametrize(("note", "shown"), [("", ""), (' note="if you like"', "if you like"), (' note=""', "")])
def test_note_stands_beside_the_label(note: str, shown: str) -> None:
    html = Template("{% field form.subject" + note + " %}").render(Context({"form": _Form()}))
    assert re.findall(r'class="mp-optional">([^<]*)<', html) == ([shown] if shown else [])


def test_attributes_are_those_of_the_input() -> None:
    html = Template('{% control form.subject id="it" data_due="now" maxlength=False %}').render(
        Context({"form": _Form()})
    )
    assert ('id="it"' in html, 'data-due="now"' in html, "maxlength" in html) == (True, True, False)
