"""The options of a booking in a line, so that the fold need not be opened to know them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings import options
from meetings.forms.booking import BookingForm
from meetings.forms.guest_password import KEEP, OWN
from meetings.options import Option


@dataclass(frozen=True, slots=True)
class OptionWords:
    """What one option is set to. ``is_changed``: not what a new form has."""

    text: str
    is_changed: bool


def build_options_line(form: BookingForm) -> list[OptionWords]:
    """Return every value that matters: meeting ID and guest password, then the options in the order of the line."""
    found = [*_room(form), OptionWords(_password(form), form["password"].value() == OWN)]
    for option in sorted(options.TABLE, key=lambda option: option.line_place):
        value = _value(form, option)
        if text := str(option.wording(value).line):
            found.append(OptionWords(text, option.is_known(value) and value != option.default))
    return found


def _room(form: BookingForm) -> list[OptionWords]:
    """Return which meeting ID it has, where there is a choice or was one."""
    if room := form.chosen_room:
        words = _("personal meeting ID") if room.is_personal else room.name
        return [OptionWords(words, is_changed=True)]
    return [OptionWords(_("new meeting ID"), is_changed=False)] if form.room_choice else []


def _value(form: BookingForm, option: Option) -> object:
    """Return what the form has for ``option``, whether it was sent or is shown for the first time."""
    value = form[option.name].value()
    if not option.choices:
        return value not in {False, None, "", "False", "false", "0"}
    return int(value) if str(value) in {str(choice) for choice, _label in option.choices} else value


def _password(form: BookingForm) -> str:
    kind = form["password"].value()
    if kind == OWN:
        return _("own guest password")
    return _("the same guest password") if kind == KEEP else _("new guest password")
