"""The field in which a time zone is chosen: a list of the common ones, and a text field for any other.

It works without JavaScript; with it the text field finds zones while somebody types (assets/js/time_zone.js).
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms.renderers import BaseRenderer, get_default_renderer
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from l10n import format_datetime, zone_links, zone_search, zones
from ui import controls

OTHER = "other"
_LONGEST = 64
_MOST_NAMED = 5


class TimeZoneSelect(forms.MultiWidget):
    """The list, under the name of the field; its last choice stands for the text field, "_other" behind that name.

    The attribute ``data-at`` is the moment whose offsets are shown, in ISO 8601; without one that is now.
    """

    use_fieldset = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"": forms.Select(), OTHER: forms.TextInput()}, attrs)

    @property
    def choices(self) -> Iterable[Any]:
        select = self.widgets[0]
        assert isinstance(select, forms.Select)
        return select.choices

    @choices.setter
    def choices(self, choices: Iterable[Any]) -> None:
        select = self.widgets[0]
        assert isinstance(select, forms.Select)
        select.choices = [*choices, (OTHER, gettext_lazy("Another zone…"))]

    def decompress(self, value: Any) -> list[str]:
        return [str(value or ""), ""]

    def id_for_label(self, id_: str) -> str:
        return id_

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        chosen, typed = value if isinstance(value, list) else self.decompress(value)
        given, renderer = dict(attrs or {}), renderer or get_default_renderer()
        address = reverse("accounts:time_zones")
        if at := given.pop("data-at", ""):
            address += f"?{urlencode({'at': at})}"
        both = {
            key: given.pop(key) for key in ("class", "aria-invalid", "autofocus", "aria-describedby") if key in given
        }
        # What is wrong is wrong with the one that counts.
        quiet = {"class": str(both.get("class", "")).replace(" is-invalid", ""), "autofocus": False}
        of_list, of_text = (both | given, quiet) if chosen != OTHER and not typed else (quiet | given, both)
        of_text = of_text | {
            "id": f"{given.get('id', name)}_{OTHER}",
            "class": str(of_text.get("class", "")).replace("form-select", "form-control"),
            "maxlength": _LONGEST,
            "autocomplete": "off",
            "spellcheck": "false",
            "data-zones": address,
            "data-chosen-by": f"{name}={OTHER}",
        }
        select, text = self.widgets
        parts = {
            "id": of_text["id"],
            "list": controls.drawn(select, name, chosen, of_list, renderer),
            "text": controls.drawn(text, f"{name}_{OTHER}", typed, of_text, renderer),
        }
        return mark_safe(renderer.render("ui/_time_zone.html", parts))  # noqa: S308 — a template's own output


class TimeZoneField(forms.Field):
    """A zone by its present IANA name, chosen from a list or typed as city, country or IANA name."""

    widget = TimeZoneSelect

    def __init__(self, *, choices: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(**options)
        self.choices = choices

    @property
    def choices(self) -> Iterable[Any]:
        return self._choices

    @choices.setter
    def choices(self, choices: Iterable[Any]) -> None:
        widget: Any = self.widget  # by now an object, of the class that stands there
        self._choices = widget.choices = list(choices)

    def to_python(self, value: Any) -> str:
        chosen, typed = (" ".join((part or "").split()) for part in value)
        if chosen == OTHER:
            return _read(typed)
        if not zones.is_zone(chosen):
            raise forms.ValidationError(_("Choose a time zone from the list."))
        if typed:
            sentence = _("This is filled in, but “%(choice)s” is chosen. Choose what it belongs to, or empty it.")
            raise forms.ValidationError(sentence % {"choice": zones.city(chosen)})
        return zone_links.canonical(chosen)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != zone_links.canonical(str(initial or ""))
        except forms.ValidationError:
            return True


def _read(typed: str) -> str:
    """Return the zone that is meant. Raises ValidationError with the zones that may be meant."""
    if not typed:
        raise forms.ValidationError(_("Enter a city, a country or a name such as Asia/Shanghai."))
    reading = zone_search.read(typed, at=timezone.now())
    if reading.zone:
        return reading.zone
    if reading.is_ambiguous:
        sentence = _("“%(typed)s” has more than one time zone, such as %(names)s. Enter one of them.")
    elif reading.near:
        sentence = _("We know no time zone “%(typed)s”. Is it one of these: %(names)s?")
    else:
        sentence = _("We know no time zone “%(typed)s”. Enter a city, a country or a name such as Asia/Shanghai.")
    said = {
        "typed": typed[:_LONGEST],
        "names": format_datetime.names([_named(zone) for zone in reading.near[:_MOST_NAMED]]),
    }
    raise forms.ValidationError(format_datetime.spaced(sentence % said))


def _named(zone: str) -> str:
    """Return what to type for a zone: its city, unless that may be another one's."""
    city = zones.city(zone)
    return city if zone_search.read(city, at=timezone.now()).zone == zone else zone
