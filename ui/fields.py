"""A field of a form as a page shows it: label, input, help and errors, tied together for whoever hears the page.

A page that lists all errors itself says so with ``shows_errors``, which is False while somebody is still typing. On
any other page errors are shown where there are some, and a single one takes the focus.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from ui import controls
from ui.time_zones import TimeZoneSelect

_SHAPES = {forms.CheckboxInput: "form-check-input", forms.Select: "form-select", TimeZoneSelect: "form-select"}


def field(
    context: Context,
    bound: BoundField,
    *,
    label: str = "",
    note: str | None = None,
    group: str = "",
    described_by: str = "",
    **attributes: Any,
) -> SafeString:
    """Return a whole field. ``note`` stands beside the label; unless it is given, "optional" where that is so.

    With ``described_by``, the id of a help text elsewhere, the errors stand elsewhere too. ``group`` is a class of
    the whole. Every other argument is an attribute of the input: ``inputmode="numeric"``, ``data_picker=address``,
    ``maxlength=False`` for none.
    """
    key = attributes.get("id") or bound.auto_id
    is_group = bound.use_fieldset
    shown = {
        "field": bound,
        "id": key,
        "label": label or bound.label,
        "note": note,
        "is_optional": note is None and not bound.field.required,
        "group": group,
        "input": "" if is_group else control(context, bound, described_by=described_by, **attributes),
        "errors": [] if described_by else _errors(context, bound),
        "help": "" if described_by else bound.help_text,
        "described_by": _descriptions(context, bound, key, described_by) if is_group else "",
    }
    return _rendered("ui/_field.html", bound, shown)


def control(
    context: Context,
    bound: BoundField | BoundWidget,
    *,
    shows_help: bool = True,
    described_by: str = "",
    choices: Iterable[tuple[str, str]] | None = None,
    **attributes: Any,
) -> SafeString:
    """Return the input of a field, or one choice of it, in our classes; its label stands elsewhere.

    ``shows_help`` is False where the page has no help for it, ``choices`` are those of this page.
    """
    if isinstance(bound, BoundWidget):
        bound.data["attrs"]["class"] = "form-check-input"
        return bound.tag()
    widget: Any = bound.field.widget
    if choices is not None:
        widget.choices = choices
    attrs: dict[str, Any] = {"id": bound.auto_id, "placeholder": False}
    if isinstance(widget, forms.Textarea):
        attrs["cols"] = False
    attrs |= {name.replace("_", "-"): value for name, value in attributes.items()}
    shape = next((shape for kind, shape in _SHAPES.items() if isinstance(widget, kind)), "form-control")
    attrs["class"] = f"{shape} {attrs.get('class', '')}".strip()
    if bound.field.required and bound.form.use_required_attribute and widget.use_required_attribute(bound.initial):
        attrs["required"] = True
    if _errors(context, bound):
        attrs |= {"class": f"{attrs['class']} is-invalid", "aria-invalid": "true"}
        # Several errors have a summary above the form, which takes the focus instead.
        attrs["autofocus"] = "shows_errors" not in context and len(bound.form.errors) == 1
    if names := _descriptions(context, bound, attrs["id"], described_by, shows_help=shows_help):
        attrs["aria-describedby"] = names
    return controls.drawn(widget, bound.html_name, bound.value(), attrs, bound.form.renderer)


def errors(context: Context, bound: BoundField) -> SafeString:
    """Return what is wrong with a field, where it stands apart from the field."""
    if found := _errors(context, bound):
        return _rendered("ui/_field_errors.html", bound, {"id": bound.auto_id, "errors": found})
    return SafeString()


def _errors(context: Context, bound: BoundField) -> list[str]:
    return [str(error) for error in bound.errors] if context.get("shows_errors", True) else []


def _descriptions(context: Context, bound: BoundField, key: str, described_by: str, *, shows_help: bool = True) -> str:
    """Return the ids of what describes a field, what is wrong first."""
    names = [f"{key}_error"] if _errors(context, bound) else []
    if described_by:
        names.append(described_by)
    elif bound.help_text and shows_help:
        names.append(f"{key}_helptext")
    return " ".join(names)


def _rendered(name: str, bound: BoundField, shown: dict[str, Any]) -> SafeString:
    return mark_safe(bound.form.renderer.render(name, shown))  # noqa: S308 — a template's own output
