"""The options of a booking: one row each, which form, previews, pages, payload, vendor request and sync read.

A row is a field of ``Options``: BookingRequest and the payload of a write inherit it, so that mypy knows the field
wherever a value is used by name, and whoever handles all options loops over ``TABLE``. A new switch is a row here,
the column of that name in Meeting with its migration, the Chinese words, and a test (docs/recipes.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings.models import Meeting

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"


class Group(Enum):
    """Where the form shows a switch."""

    IN_THE_MEETING = "in the meeting"
    NOTICES = "notices"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said of one value: in the form's line, on the meeting's page, in the preview; "" says nothing there."""

    line: Words = ""
    page: Words = ""
    page_icon: str = ""
    preview: Words = ""
    preview_icon: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One row. ``choices`` are its values and their labels; a switch has none.

    ``vendor_name`` is its field in hwmeeting's MeetingConfig, "" where the vendor isn't told; what is not
    ``is_read_back`` is written each time, since not every deployment tells it. ``line_place`` orders the form's line.
    Of the options with one ``preview_place`` only the first that has something to say is previewed.
    """

    name: str
    label: Words
    default: int | bool
    wordings: Mapping[object, Wording]
    vendor_name: str = ""
    is_read_back: bool = True
    choices: tuple[tuple[int, Words], ...] = ()
    group: Group = Group.IN_THE_MEETING
    line_place: int = 5
    preview_place: str = ""
    set_by: frozenset[str] = frozenset(User.Role.values)

    def wording(self, value: object) -> Wording:
        """Return what is said of ``value``, of an unknown one what is said of the default."""
        return self.wordings.get(value if self.is_known(value) else self.default, Wording())

    def is_known(self, value: object) -> bool:
        """Return whether ``value`` is one that the option can have."""
        return value in dict(self.choices) if self.choices else isinstance(value, bool)


def _row(label: Words, *, default: int | bool, **columns: Any) -> Any:
    """Return the dataclass field of a row; it gets its name from there."""
    return field(default=default, metadata={"label": label, "default": default, **columns})


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Every option with its value."""

    has_waiting_room: bool = _row(
        _("Guests wait until you let them in"),
        default=False,
        vendor_name="waiting_room",
        line_place=1,
        preview_place="entry",
        wordings={
            True: Wording(
                _("waiting room on"),
                _("Guests wait until you let them in"),
                "door",
                _("Guests wait until you let them in."),
                "door",
            ),
            False: Wording(_("no waiting room"), _("No waiting room"), "door"),
        },
    )
    mutes_on_entry: bool = _row(
        _("Microphones off on entry"),
        default=True,
        vendor_name="mute_guests",
        line_place=3,
        wordings={
            True: Wording(_("microphones off on entry"), _("Microphones off on entry"), "mic-off"),
            False: Wording(_("microphones on"), _("Microphones stay on"), "mic"),
        },
    )
    entry: int = _row(
        _("Who may enter"),
        default=Meeting.Entry.EVERYONE.value,
        vendor_name="entry",
        choices=tuple(Meeting.Entry.choices),
        line_place=2,
        preview_place="entry",
        wordings={
            Meeting.Entry.EVERYONE.value: Wording(
                _("open to everybody with the password"),
                _("Open to everybody with the password"),
                "shield",
                _("Everybody with the password may enter."),
                "shield",
            ),
            Meeting.Entry.ENTERPRISE.value: Wording(
                _("only this organisation"),
                _("Only people of this organisation may enter"),
                "lock",
                _("Only people of this organisation may enter."),
                "lock",
            ),
            Meeting.Entry.INVITED.value: Wording(
                _("only invited people"),
                _("Only invited people may enter"),
                "lock",
                _("Only invited people may enter."),
                "lock",
            ),
        },
    )
    guests_may_start: bool = _row(
        _("Guests may start before the host"),
        default=True,
        vendor_name="guests_may_start",
        line_place=4,
        wordings={
            True: Wording("", _("Guests may start before the host"), "play"),
            False: Wording(_("guests wait for the host"), _("Guests wait for the host"), "play"),
        },
    )
    tells_invitees: bool = _row(
        _("Tell the invitees"),
        default=True,
        group=Group.NOTICES,
        line_place=9,
        wordings={True: Wording(_("invitees are told")), False: Wording(_("nobody is told"))},
    )
    sends_sms: bool = _row(
        _("Text message from the meeting service"),
        default=False,
        vendor_name="send_sms",
        is_read_back=False,
        group=Group.NOTICES,
        wordings={True: Wording(_("text messages"), _("Text messages are sent"), "phone")},
    )


TABLE = tuple(Option(name=each.name, **each.metadata) for each in fields(Options))
NAMES = tuple(option.name for option in TABLE)
OF_VENDOR = tuple(option for option in TABLE if option.vendor_name)


def from_payload(written: Mapping[str, Any]) -> Options:
    """Return the options of a stored payload; what is older than an option has its default."""
    return Options(**{name: written[name] for name in NAMES if name in written})


def vendor_config(wanted: Options, *, before: Options | None = None) -> dict[str, Any]:
    """Return the fields of hwmeeting's MeetingConfig for ``wanted``, of a change only what differs from ``before``."""
    values = [(option, getattr(wanted, option.name)) for option in OF_VENDOR]
    return {
        option.vendor_name: value
        for option, value in values
        if before is None or not option.is_read_back or value != getattr(before, option.name)
    }


def read_back(config: object) -> dict[str, object]:
    """Return what the vendor's MeetingConfig tells of the options, as columns of Meeting."""
    answered = [(option, getattr(config, option.vendor_name)) for option in OF_VENDOR if option.is_read_back]
    return {option.name: value for option, value in answered if option.is_known(value)}


def kept_here(wanted: Options) -> dict[str, object]:
    """Return the options that no answer of the vendor tells, as columns of Meeting: only the write knows them."""
    kept = [option for option in TABLE if not (option.vendor_name and option.is_read_back)]
    return {option.name: getattr(wanted, option.name) for option in kept}


def page_lines(values: object) -> list[tuple[str, str]]:
    """Return icon and words of each option on the page of a meeting."""
    found = [option.wording(getattr(values, option.name)) for option in TABLE]
    return [(wording.page_icon, str(wording.page)) for wording in found if wording.page]


def preview_lines(values: Options) -> list[tuple[str, str]]:
    """Return icon and words of what the options mean for a meeting that is to be booked."""
    lines: dict[str, tuple[str, str]] = {}
    for option in TABLE:
        wording = option.wording(getattr(values, option.name))
        if wording.preview:
            lines.setdefault(option.preview_place or option.name, (wording.preview_icon, str(wording.preview)))
    return list(lines.values())
