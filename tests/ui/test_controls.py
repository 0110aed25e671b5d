"""Inputs are drawn as Django's own templates would."""

import pytest
from django import forms
from django.forms.renderers import get_default_renderer
from pytest_django.asserts import assertHTMLEqual

from ui.controls import drawn


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput({"autocomplete": "off"}), 'Roadmap "Q3" <b>'),
        (forms.TextInput(), None),
        (forms.EmailInput(), "li@x.example"),
        (forms.PasswordInput(), "secret"),
        (forms.Textarea({"rows": 3}), "one\ntwo & three"),
        (forms.Textarea(), None),
        (forms.Select(choices=[("", "-"), ("a", "A & B"), (1, "One")]), "1"),
    ],
)
def test_drawn_is_what_django_would_write(widget: forms.Widget, value: str | None) -> None:
    attrs = {"id": "it", "class": "form-control", "required": True, "maxlength": False, "aria-label": 'say "it"'}
    ours = str(drawn(widget, "name", value, attrs, get_default_renderer()))
    assertHTMLEqual(ours, widget.render("name", value, attrs))
