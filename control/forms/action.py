"""The one form of a running meeting's page, whose buttons say what they do."""

from django.http import QueryDict

from control.actions import ACTIONS, About
from control.models import ControlAction
from control.requests import ActionRequest, PaneRequest

_Kind = ControlAction.Kind
_NAMED = {About.PARTICIPANT, About.WAITING, About.ANYBODY, About.INVITED}
# What a pane shows that isn't somebody.
PRESENTATION = "presentation"


def read_do(posted: QueryDict) -> tuple[str, str]:
    """Return what the button that was pressed does, and of whom or what; both "" where none was."""
    kind, _, about = posted.get("do", "").partition(" ")
    return kind, about


def read_request(posted: QueryDict) -> ActionRequest:
    """Return what is to be done; what a button doesn't need is passed over."""
    kind, about = read_do(posted)
    action = ACTIONS.get(kind)
    return ActionRequest(
        participant_id=about if action and action.about in _NAMED else "",
        title=posted.get("title", "") if kind in {_Kind.RENAME, _Kind.SAVE_LAYOUT} else "",
        minutes=int(about) if kind == _Kind.EXTEND and about.isdecimal() and len(about) < 6 else 0,
        may_unmute=kind != _Kind.MUTE_ALL or about != "silent",
        image_type=posted.get("image_type", "") if kind in {_Kind.SHOW_PICTURE, _Kind.SAVE_LAYOUT} else "",
        panes=_panes(posted) if kind in {_Kind.SHOW_PICTURE, _Kind.SAVE_LAYOUT} else (),
        layout_id=about if kind in {_Kind.LOAD_LAYOUT, _Kind.DELETE_LAYOUT} else "",
    )


def _panes(posted: QueryDict) -> tuple[PaneRequest, ...]:
    chosen = [(index, posted.get(f"pane{index}", "")) for index in range(1, 26)]
    return tuple(
        PaneRequest(index, is_presentation=True) if one == PRESENTATION else PaneRequest(index, (one,))
        for index, one in chosen
        if one
    )
