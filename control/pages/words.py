"""What people read of an action, by its kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from control import refusals
from control.actions import ACTIONS
from control.models import ControlAction
from control.requests import ActionRequest
from l10n import format_datetime, one_line

Words = str | Promise
_State = ControlAction.State


@dataclass(frozen=True, slots=True)
class ActionWords:
    """What the activity says of one kind of action; each may have the places that ``LiveAction`` names."""

    done: Words
    tried: Words


_WORDS: Mapping[str, ActionWords] = {
    ControlAction.Kind.END: ActionWords(
        gettext_lazy("%(person)s ended it for everybody."), gettext_lazy("end it for everybody")
    ),
    ControlAction.Kind.CALL: ActionWords(
        gettext_lazy("%(person)s called %(names)s in."), gettext_lazy("call %(names)s in")
    ),
} | {kind: ActionWords(action.done, action.tried) for kind, action in ACTIONS.items()}


def describe(action: ControlAction, reader: User) -> str:
    """Return what somebody did, or tried to do, as a sentence for ``reader``."""
    words, is_done = _WORDS[action.kind], action.state == _State.DONE
    is_mine = action.requested_by_id == reader.pk
    person = _("You") if is_mine else action.requested_by.name
    places = _places(action) | {"person": person}
    if is_done:
        return format_datetime.spaced(str(words.done) % places)
    sentence = _("You tried to %(what)s.") if is_mine else _("%(person)s tried to %(what)s.")
    return format_datetime.spaced(sentence % {"person": person, "what": str(words.tried) % places})


def tell(action: ControlAction, reader: User) -> str:
    """Return the same with what became of it: why it was refused, or that this is being checked."""
    text = describe(action, reader)
    if action.state == _State.REFUSED:
        return format_datetime.sentences(text, refusals.explain(action).sentence)
    if action.is_open:
        return format_datetime.sentences(text, _("We are checking whether that happened."))
    return text


def _places(action: ControlAction) -> dict[str, str]:
    """Return what an action is about; somebody whose name isn't known is somebody."""
    asked = ActionRequest.from_json(action.payload)
    callees = [str(each["name"]) for each in action.payload.get("callees", ())]
    return {
        "names": one_line.one_line(format_datetime.names(callees) or asked.name) or asked.number or _("somebody"),
        "title": one_line.one_line(asked.title),
        "minutes": str(asked.minutes),
    }
