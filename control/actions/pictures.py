"""What everybody sees."""

from django.utils.translation import gettext_lazy as _

from control import refusals
from control.actions.action import About, LiveAction, Shown
from control.errors import NotPossible
from control.models import ControlAction
from control.requests import ActionRequest
from hwmeeting import ControlSession, Layout, Pane, Picture

_Kind = ControlAction.Kind
_Meeting, _State = About.MEETING, Shown.STATE
_TYPE = frozenset({"image_type"})


def _picture(asked: ActionRequest) -> Picture:
    panes = tuple(Pane(one.index, one.sites, one.is_presentation) for one in asked.panes)
    return Picture(asked.image_type, panes)


def _read_layout(session: ControlSession, asked: ActionRequest) -> ActionRequest:
    """Return the request with the picture that was kept. Raises NotPossible where it is kept no longer."""
    kept = next((one for one in session.layouts.list() if one.uuid == asked.layout_id), None)
    if kept is None:
        raise NotPossible(refusals.LAYOUT_GONE)
    return asked.with_picture(kept.name, kept.picture)


ACTIONS = (
    LiveAction(
        _Kind.FOLLOW_VOICES,
        _("%(person)s let everybody see who speaks."),
        _("let everybody see who speaks"),
        lambda session, asked: session.display.switch_mode(
            follows_voices=True, has_panes=asked.image_type != "Single"
        ),
        _Meeting,
        _State,
        lambda state, _asked: state.follows_voices,
    ),
    LiveAction(
        _Kind.HOLD_PICTURE,
        _("%(person)s let everybody see the same people, whoever speaks."),
        _("let everybody see the same people, whoever speaks"),
        lambda session, _asked: session.display.switch_mode(follows_voices=False),
        _Meeting,
        _State,
        lambda state, _asked: not state.follows_voices,
    ),
    LiveAction(
        _Kind.SHOW_PICTURE,
        _("%(person)s chose what everybody sees."),
        _("choose what everybody sees"),
        lambda session, asked: session.display.compose(_picture(asked)),
        needs=_TYPE,
    ),
    LiveAction(
        _Kind.SHOW_PICTURE_FREELY,
        _("%(person)s left to the meeting service what everybody sees."),
        _("leave to the meeting service what everybody sees"),
        lambda session, _asked: session.display.compose(None),
    ),
    LiveAction(
        _Kind.END_SPOTLIGHT,
        _("%(person)s lets everybody choose again whom they see."),
        _("let everybody choose again whom they see"),
        lambda session, _asked: session.display.cancel(),
        _Meeting,
        _State,
        lambda state, _asked: state.mode == "FREE",
    ),
    LiveAction(
        _Kind.SAVE_LAYOUT,
        _("%(person)s kept the picture “%(title)s” until the meeting ends."),
        _("keep the picture “%(title)s”"),
        lambda session, asked: session.layouts.save(Layout(asked.title, _picture(asked), asked.layout_id)),
        needs=_TYPE | {"title"},
    ),
    LiveAction(
        _Kind.LOAD_LAYOUT,
        _("%(person)s showed everybody the picture “%(title)s”."),
        _("show everybody the picture “%(title)s”"),
        lambda session, asked: session.display.compose(_picture(asked)),
        needs=frozenset({"layout_id"}),
        reads=_read_layout,
    ),
    LiveAction(
        _Kind.DELETE_LAYOUT,
        _("%(person)s kept the picture “%(title)s” no longer."),
        _("keep a picture no longer"),
        lambda session, asked: session.layouts.delete(asked.layout_id),
        needs=frozenset({"layout_id"}),
        reads=_read_layout,
    ),
)
