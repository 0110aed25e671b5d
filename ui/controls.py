"""The inputs that nearly every form has, drawn without a template each: a list of time zones alone has dozens."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_DRAWN = {forms.TextInput, forms.EmailInput, forms.PasswordInput, forms.Textarea, forms.Select}


def drawn(widget: forms.Widget, name: str, value: Any, attrs: dict[str, Any], renderer: Any) -> SafeString:
    """Return the mark-up of a widget, the same that Django's own templates would write."""
    if type(widget) not in _DRAWN:
        return widget.render(name, value, attrs, renderer)
    known = widget.get_context(name, value, attrs)["widget"]
    if type(widget) is forms.Textarea:
        written = flatatt({"name": name} | known["attrs"])
        return format_html("<textarea{}>\n{}</textarea>", written, known["value"] or "")
    if type(widget) is forms.Select:
        options = (option for _group, group, _index in known["optgroups"] for option in group)
        return format_html("<select{}>{}</select>", flatatt({"name": name} | known["attrs"]), _options(options))
    own = {"type": known["type"], "name": name, "value": known["value"]}
    return format_html("<input{}>", flatatt(own | known["attrs"]))


def _options(options: Iterable[dict[str, Any]]) -> SafeString:
    shown = ((one["value"], flatatt(one["attrs"]) if one["attrs"] else "", one["label"]) for one in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', shown)
