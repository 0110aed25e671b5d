"""What can be done to a whole meeting."""

from django.utils.translation import gettext_lazy as _

from control.actions.action import About, LiveAction, Shown
from control.models import ControlAction
from control.requests import ActionRequest
from control.snapshots import LiveState
from hwmeeting import ControlSession, EventStream, LiveConfig, RecordingState

_Kind = ControlAction.Kind
_Meeting, _State = About.MEETING, Shown.STATE


def _has_more_time(state: LiveState, asked: ActionRequest) -> bool:
    return state.ends > asked.ends > 0


def _start_captions(session: ControlSession, _asked: ActionRequest) -> None:
    """Ask for captions, which only what is pushed can do."""
    stream = EventStream(session)
    try:
        stream.have_captions()
    finally:
        stream.close()


ACTIONS = (
    LiveAction(
        _Kind.MUTE_ALL,
        _("%(person)s muted everybody."),
        _("mute everybody"),
        lambda session, asked: session.switches.mute_all(is_muted=True, may_unmute=asked.may_unmute),
        _Meeting,
        _State,
        lambda state, asked: state.is_muted and state.may_unmute == asked.may_unmute,
    ),
    LiveAction(
        _Kind.UNMUTE_ALL,
        _("%(person)s let everybody speak."),
        _("let everybody speak"),
        lambda session, _asked: session.switches.mute_all(is_muted=False),
        _Meeting,
        _State,
        lambda state, _asked: not state.is_muted,
    ),
    LiveAction(
        _Kind.ALLOW_UNMUTE,
        _("%(person)s let people unmute themselves."),
        _("let people unmute themselves"),
        lambda session, _asked: session.switches.allow_unmute(may_unmute=True),
        _Meeting,
        _State,
        lambda state, _asked: state.may_unmute,
    ),
    LiveAction(
        _Kind.FORBID_UNMUTE,
        _("%(person)s let nobody unmute themselves."),
        _("let nobody unmute themselves"),
        lambda session, _asked: session.switches.allow_unmute(may_unmute=False),
        _Meeting,
        _State,
        lambda state, _asked: not state.may_unmute,
    ),
    LiveAction(
        _Kind.LOWER_HANDS,
        _("%(person)s lowered all hands."),
        _("lower all hands"),
        lambda session, asked: session.people.set_hands(asked.ids, is_up=False),
        About.HANDS,
        Shown.PEOPLE,
        lambda state, asked: not any(one.has_hand_up for one in state.people if one.id in asked.ids),
    ),
    LiveAction(
        _Kind.ADMIT_ALL,
        _("%(person)s let everybody in who waited."),
        _("let everybody in who waits"),
        lambda session, _asked: session.waiting_room.admit(None),
        _Meeting,
        _State,
        lambda state, _asked: not state.waiting,
    ),
    LiveAction(
        _Kind.LOCK,
        _("%(person)s locked the meeting."),
        _("lock the meeting"),
        lambda session, _asked: session.switches.lock(is_locked=True),
        _Meeting,
        _State,
        lambda state, _asked: state.is_locked,
    ),
    LiveAction(
        _Kind.UNLOCK,
        _("%(person)s unlocked the meeting."),
        _("unlock the meeting"),
        lambda session, _asked: session.switches.lock(is_locked=False),
        _Meeting,
        _State,
        lambda state, _asked: not state.is_locked,
    ),
    LiveAction(
        _Kind.LOCK_SHARING,
        _("%(person)s let hosts alone share the screen."),
        _("let hosts alone share the screen"),
        lambda session, _asked: session.switches.configure(LiveConfig(is_sharing_locked=True)),
        _Meeting,
        _State,
        lambda state, _asked: state.is_sharing_locked,
    ),
    LiveAction(
        _Kind.UNLOCK_SHARING,
        _("%(person)s let everybody share the screen."),
        _("let everybody share the screen"),
        lambda session, _asked: session.switches.configure(LiveConfig(is_sharing_locked=False)),
        _Meeting,
        _State,
        lambda state, _asked: not state.is_sharing_locked,
    ),
    LiveAction(
        _Kind.START_RECORDING,
        _("%(person)s started the recording."),
        _("start the recording"),
        lambda session, _asked: session.switches.set_recording(RecordingState.ON),
        _Meeting,
        _State,
        lambda state, _asked: state.is_recording,
    ),
    LiveAction(
        _Kind.PAUSE_RECORDING,
        _("%(person)s paused the recording."),
        _("pause the recording"),
        lambda session, _asked: session.switches.set_recording(RecordingState.PAUSED),
        _Meeting,
        _State,
        lambda state, _asked: not state.is_recording,
    ),
    LiveAction(
        _Kind.STOP_RECORDING,
        _("%(person)s stopped the recording."),
        _("stop the recording"),
        lambda session, _asked: session.switches.set_recording(RecordingState.OFF),
        _Meeting,
        _State,
        lambda state, _asked: not state.is_recording,
    ),
    LiveAction(
        _Kind.START_STREAM,
        _("%(person)s started the live stream."),
        _("start the live stream"),
        lambda session, _asked: session.switches.set_live(is_on=True),
    ),
    LiveAction(
        _Kind.STOP_STREAM,
        _("%(person)s stopped the live stream."),
        _("stop the live stream"),
        lambda session, _asked: session.switches.set_live(is_on=False),
    ),
    LiveAction(
        _Kind.START_CAPTIONS,
        _("%(person)s turned the captions on."),
        _("turn the captions on"),
        _start_captions,
        _Meeting,
        _State,
        lambda state, _asked: state.has_captions,
    ),
    LiveAction(
        _Kind.EXTEND,
        _("%(person)s made the meeting %(minutes)s minutes longer."),
        _("make the meeting %(minutes)s minutes longer"),
        lambda session, asked: session.prolong(minutes=asked.minutes),
        _Meeting,
        _State,
        _has_more_time,
        frozenset({"minutes"}),
    ),
    LiveAction(
        _Kind.EXTEND_BY_ITSELF,
        _("%(person)s let the meeting go on by itself."),
        _("let the meeting go on by itself"),
        lambda session, _asked: session.prolong(automatically=True),
    ),
)
