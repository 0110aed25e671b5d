"""What can be done to one person."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from control.actions.action import About, LiveAction, Shown, find
from control.models import ControlAction
from control.requests import ActionRequest
from control.snapshots import LivePerson, LiveState

_Kind = ControlAction.Kind
_In, _People, _State = About.PARTICIPANT, Shown.PEOPLE, Shown.STATE


def _who(is_so: Callable[[LivePerson, ActionRequest], bool]) -> Callable[[LiveState, ActionRequest], bool]:
    """Return whether it is so of whom a request is about; of who isn't in nothing is."""

    def is_so_of_them(state: LiveState, request: ActionRequest) -> bool:
        person = find(state, request)
        return person is not None and is_so(person, request)

    return is_so_of_them


def _is_in(state: LiveState, request: ActionRequest) -> bool:
    return find(state, request) is not None


def _is_gone(state: LiveState, request: ActionRequest) -> bool:
    return find(state, request) is None


ACTIONS = (
    LiveAction(
        _Kind.MUTE,
        _("%(person)s muted %(names)s."),
        _("mute %(names)s"),
        lambda session, asked: session.people.set_muted(asked.participant_id, is_muted=True),
        _In,
        _People,
        _who(lambda one, _asked: one.is_muted),
    ),
    LiveAction(
        _Kind.UNMUTE,
        _("%(person)s let %(names)s speak."),
        _("let %(names)s speak"),
        lambda session, asked: session.people.set_muted(asked.participant_id, is_muted=False),
        _In,
        _People,
        _who(lambda one, _asked: not one.is_muted),
    ),
    LiveAction(
        _Kind.LOWER_HAND,
        _("%(person)s lowered the hand of %(names)s."),
        _("lower the hand of %(names)s"),
        lambda session, asked: session.people.set_hand(asked.participant_id, is_up=False),
        _In,
        _People,
        _who(lambda one, _asked: not one.has_hand_up),
    ),
    LiveAction(
        _Kind.GIVE_FLOOR,
        _("%(person)s gave %(names)s the floor."),
        _("give %(names)s the floor"),
        lambda session, asked: session.people.call_up(asked.participant_id),
        _In,
        _State,
        _who(lambda one, _asked: one.has_floor),
    ),
    LiveAction(
        _Kind.SPOTLIGHT,
        _("%(person)s showed %(names)s to everybody."),
        _("show %(names)s to everybody"),
        lambda session, asked: session.display.broadcast(asked.participant_id),
        _In,
        _State,
        _who(lambda one, _asked: one.is_broadcast),
    ),
    LiveAction(
        _Kind.MAKE_HOST,
        _("%(person)s made %(names)s the host."),
        _("make %(names)s the host"),
        lambda session, asked: session.people.set_host(asked.participant_id, is_host=True),
        _In,
        _People,
        _who(lambda one, _asked: one.role == "host"),
        replaces_host=True,
    ),
    LiveAction(
        _Kind.MAKE_COHOST,
        _("%(person)s made %(names)s a co-host."),
        _("make %(names)s a co-host"),
        lambda session, asked: session.people.set_cohost(asked.participant_id, is_cohost=True),
        _In,
        _People,
        _who(lambda one, _asked: one.role == "cohost"),
    ),
    LiveAction(
        _Kind.REVOKE_COHOST,
        _("%(person)s took the role of co-host from %(names)s."),
        _("take the role of co-host from %(names)s"),
        lambda session, asked: session.people.set_cohost(asked.participant_id, is_cohost=False),
        _In,
        _People,
        _who(lambda one, _asked: one.role != "cohost"),
    ),
    LiveAction(
        _Kind.ASK_CAMERA_ON,
        _("%(person)s asked %(names)s to turn the camera on."),
        _("ask %(names)s to turn the camera on"),
        lambda session, asked: session.people.set_camera(asked.participant_id, is_on=True),
        _In,
    ),
    LiveAction(
        _Kind.ASK_CAMERA_OFF,
        _("%(person)s turned the camera of %(names)s off."),
        _("turn the camera of %(names)s off"),
        lambda session, asked: session.people.set_camera(asked.participant_id, is_on=False),
        _In,
        _People,
        _who(lambda one, _asked: not one.has_video),
    ),
    LiveAction(
        _Kind.RENAME,
        _("%(person)s called %(names)s “%(title)s”."),
        _("call %(names)s “%(title)s”"),
        lambda session, asked: session.people.rename(asked.number, asked.title, participant_id=asked.participant_id),
        _In,
        _People,
        _who(lambda one, asked: one.name == asked.title),
        needs=frozenset({"title"}),
    ),
    LiveAction(
        _Kind.SEND_TO_WAITING_ROOM,
        _("%(person)s sent %(names)s to the waiting room."),
        _("send %(names)s to the waiting room"),
        lambda session, asked: session.waiting_room.send(asked.participant_id),
        _In,
        _People,
        _is_gone,
    ),
    LiveAction(
        _Kind.ADMIT,
        _("%(person)s let %(names)s in."),
        _("let %(names)s in"),
        lambda session, asked: session.waiting_room.admit(asked.participant_id),
        About.WAITING,
        _State,
        _is_in,
    ),
    LiveAction(
        _Kind.REMOVE,
        _("%(person)s removed %(names)s from the meeting."),
        _("remove %(names)s from the meeting"),
        lambda session, asked: session.people.hang_up([asked.participant_id]),
        About.ANYBODY,
        _People,
        _is_gone,
    ),
    LiveAction(
        _Kind.UNINVITE,
        _("%(person)s took %(names)s off the list of this meeting."),
        _("take %(names)s off the list of this meeting"),
        lambda session, asked: session.people.remove(asked.number, participant_id=asked.participant_id),
        About.INVITED,
    ),
    LiveAction(
        _Kind.LEAVE,
        _("%(person)s left the meeting."),
        _("leave the meeting"),
        lambda session, asked: session.people.hang_up(asked.ids),
        About.ONESELF,
        _People,
        lambda state, asked: not {one.id for one in state.people} & set(asked.ids),
    ),
)
