"""What people read of an action, by its kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from control.models import ControlAction

Words = str | Promise


@dataclass(frozen=True, slots=True)
class ActionWords:
    """What the activity says of it; ``tried`` is followed by what is known of the outcome."""

    done: Words
    tried: Words


@dataclass(frozen=True, slots=True)
class KindWords:
    """The words for one kind of action; ``by_somebody`` has ``%(person)s``, ``%(names)s`` are whom it is about."""

    by_reader: ActionWords
    by_somebody: ActionWords


_WORDS: Mapping[str, KindWords] = {
    ControlAction.Kind.END: KindWords(
        by_reader=ActionWords(done=_("You ended it for everybody."), tried=_("You tried to end it for everybody.")),
        by_somebody=ActionWords(
            done=_("%(person)s ended it for everybody."), tried=_("%(person)s tried to end it for everybody.")
        ),
    ),
    ControlAction.Kind.CALL: KindWords(
        by_reader=ActionWords(done=_("You called %(names)s in."), tried=_("You tried to call %(names)s in.")),
        by_somebody=ActionWords(
            done=_("%(person)s called %(names)s in."), tried=_("%(person)s tried to call %(names)s in.")
        ),
    ),
}


def words_of(action: ControlAction) -> KindWords:
    """Return the words for the kind of ``action``."""
    return _WORDS[action.kind]


def names_of(action: ControlAction) -> list[str]:
    """Return the names of those whom ``action`` is about."""
    return [str(each["name"]) for each in action.payload.get("callees", ())]
