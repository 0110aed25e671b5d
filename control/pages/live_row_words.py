"""The words of rows in the reader's language: looked up once, however many rows there are."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from control.pages.live_row import Button, Sign
from l10n import format_datetime


@dataclass(frozen=True, slots=True)
class RowWords:
    """``actions`` have word and icon; ``about`` and ``more`` are names of a button and of a menu, with a name."""

    signs: Mapping[str, Sign]
    notes: Mapping[str, str]
    actions: Mapping[str, tuple[str, str]]
    about: str
    more: str
    is_chinese: bool

    def button(self, action: str, do: str, name: str, *, is_primary: bool = False) -> Button:
        """Return the button of an action that is done to ``name``."""
        word, icon = self.actions[action]
        return Button(do, word, icon, self._said(self.about % {"action": word, "name": name}), is_primary=is_primary)

    def menu(self, name: str) -> str:
        """Return the name of the menu of ``name``."""
        return self._said(self.more % {"name": name})

    def _said(self, words: str) -> str:
        return format_datetime.spaced(words) if self.is_chinese else words


def build_row_words() -> RowWords:
    """Return the words in the active language."""
    return RowWords(
        signs=_signs(),
        notes=_notes(),
        actions={
            "admit": (_("Admit"), "check"),
            "turn_away": (_("Turn away"), "x"),
            "stop_calling": (_("Stop calling"), "x"),
            "let_speak": (_("Let speak"), "mic"),
            "unmute": (_("Unmute"), ""),
            "mute": (_("Mute"), ""),
        },
        about=_("%(action)s: %(name)s"),
        more=_("More: %(name)s"),
        is_chinese=format_datetime.is_chinese(),
    )


def _signs() -> dict[str, Sign]:
    return {
        "host": Sign("star", pgettext("role", "Host")),
        "cohost": Sign("star", pgettext("role", "Co-host")),
        "hand": Sign("hand", _("Hand up"), "warn"),
        "sharing": Sign("terminal", _("Shares the screen"), "new"),
        "floor": Sign("mic", _("Has the floor"), "ok"),
        "broadcast": Sign("eye", _("Seen by everybody"), "new"),
        "muted": Sign("mic-off", pgettext("microphone", "off")),
        "heard": Sign("mic", pgettext("microphone", "on"), "on"),
        "good": Sign("net-4", pgettext("connection", "good")),
        "weak": Sign("net-2", pgettext("connection", "weak"), "warn"),
        "bad": Sign("net-1", pgettext("connection", "very weak"), "bad"),
    }


def _notes() -> dict[str, str]:
    return {
        "you": _("You"),
        "speaking": _("speaking now"),
        "called": _("being called…"),
        "phone": _("by phone"),
        "guest": _("guest without an account"),
        "Desktop": _("app on a computer"),
        "Mobile": _("app on a phone"),
        "Pad": _("app on a tablet"),
        "invited": _("Invited"),
        "uninvited": _("Not invited"),
        "outsider": _("Guest, no account"),
    }
