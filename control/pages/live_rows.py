"""Who is in a running meeting, waits, has left or hasn't come yet, as rows that a template writes."""

from dataclasses import dataclass
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from control.models import ControlAction
from control.snapshots import LivePerson, LiveState
from l10n import format_datetime, one_line, phone_number

_Kind = ControlAction.Kind


@dataclass(frozen=True, slots=True)
class Button:
    """One button of a row; ``do`` is what the form sends, ``label`` its whole name for who doesn't see the row."""

    do: str
    word: str
    icon: str
    label: str = ""
    is_primary: bool = False
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon with its word; ``tone`` is on, warn, bad, new or "" of the look."""

    icon: str
    word: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row; ``device`` is the icon of what is no person, "" for people. Only hosts have buttons."""

    id: str
    name: str
    tags: tuple[Sign, ...] = ()
    notes: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    device: str = ""
    is_hand: bool = False
    is_speaking: bool = False
    is_off: bool = False
    button: Button | None = None
    menu: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom rows are: ``user_id`` is their third-party one; who leads sees numbers, and has buttons.

    ``may_touch_host`` is the organiser, and whoever is the host at present.
    """

    user_id: str
    is_host: bool
    may_touch_host: bool = False
    invited: frozenset[str] = frozenset()


def build_rows(people: list[LivePerson], state: LiveState, reader: Reader) -> list[PersonRow]:
    """Return those who are in or being called, in the order in which they are given."""
    speakers = frozenset(state.speakers)
    return [_row(one, reader, is_speaking=one.id in speakers) for one in people]


def build_waiting_rows(state: LiveState, reader: Reader) -> list[PersonRow]:
    """Return those who wait, first come first."""
    return [
        PersonRow(
            id=one.id,
            name=shown_name(one, is_host=reader.is_host),
            notes=(_standing(one, reader),),
            button=Button(f"admit {one.id}", _("Admit"), "check", _about(_("Admit"), one_line.one_line(one.name))),
            menu=(Button(f"remove {one.id}", _("Turn away"), "x", is_bad=True),),
        )
        for one in sorted(state.waiting, key=attrgetter("joined"))
    ]


def in_order(state: LiveState) -> list[LivePerson]:
    """Return people as a host looks for them: host, hands up, who speaks, then by name."""
    speakers = frozenset(state.speakers)
    return sorted(
        state.people,
        key=lambda one: (one.role != "host", not one.has_hand_up, one.id not in speakers, one.name.casefold()),
    )


def shown_number(number: str, *, is_host: bool) -> str:
    """Return a number as it is read out; to whoever doesn't lead its middle is hidden."""
    shown = phone_number.shown(number) if number.startswith("+") else number
    return shown if is_host or len(shown) < 8 else f"{shown[:5]} *** {shown[-3:]}"


def _row(one: LivePerson, reader: Reader, *, is_speaking: bool) -> PersonRow:
    if one.is_called:
        return _called_row(one, reader)
    button, menu = _buttons(one, reader) if reader.is_host else (None, ())
    return PersonRow(
        id=one.id,
        name=shown_name(one, is_host=reader.is_host),
        tags=_tags(one),
        notes=_notes(one, reader, is_speaking=is_speaking),
        signs=_signs(one),
        device=_device(one),
        is_hand=one.has_hand_up,
        is_speaking=is_speaking,
        button=button,
        menu=menu,
    )


def _called_row(one: LivePerson, reader: Reader) -> PersonRow:
    stop = Button(f"remove {one.id}", _("Stop calling"), "x", _about(_("Stop calling"), one_line.one_line(one.name)))
    return PersonRow(
        id=one.id,
        name=shown_name(one, is_host=reader.is_host),
        notes=(_("being called…"),),
        device=_device(one),
        button=stop if reader.is_host else None,
    )


def shown_name(one: LivePerson, *, is_host: bool) -> str:
    """Return a name without what would disturb its surroundings: anybody may call themselves anything."""
    name, number = one_line.one_line(one.name), shown_number(one.number, is_host=is_host)
    return name if name and name != one.number else number or _("Somebody without a name")


def _tags(one: LivePerson) -> tuple[Sign, ...]:
    found = []
    if one.role == "host":
        found.append(Sign("star", pgettext("role", "Host")))
    if one.role == "cohost":
        found.append(Sign("star", pgettext("role", "Co-host")))
    if one.has_hand_up:
        found.append(Sign("hand", _("Hand up"), "warn"))
    if one.is_sharing:
        found.append(Sign("terminal", _("Shares the screen"), "new"))
    if one.has_floor:
        found.append(Sign("mic", _("Has the floor"), "ok"))
    if one.is_broadcast:
        found.append(Sign("eye", _("Seen by everybody"), "new"))
    return tuple(found)


def _notes(one: LivePerson, reader: Reader, *, is_speaking: bool) -> tuple[str, ...]:
    found = [_("You")] if one.user_id and one.user_id == reader.user_id else []
    if is_speaking:
        found.append(_("speaking now"))
    if _device(one) == "phone":
        found.append(_("by phone"))
    elif not _has_account(one) and not _device(one):
        found.append(_("guest without an account"))
    if kind := {"Desktop": _("app on a computer"), "Mobile": _("app on a phone"), "Pad": _("app on a tablet")}.get(
        one.client
    ):
        found.append(kind)
    return tuple(found)


def _standing(one: LivePerson, reader: Reader) -> str:
    if one.user_id in reader.invited:
        return _("Invited")
    return _("Not invited") if _has_account(one) else _("Guest, no account")


def _has_account(one: LivePerson) -> bool:
    return bool(one.user_id or one.user_uuid)


def _signs(one: LivePerson) -> tuple[Sign, ...]:
    mic = (
        Sign("mic-off", pgettext("microphone", "off"))
        if one.is_muted
        else Sign("mic", pgettext("microphone", "on"), "on")
    )
    found = [mic]
    if one.network == "good":
        found.append(Sign("net-4", pgettext("connection", "good")))
    elif one.network == "weak":
        found.append(Sign("net-2", pgettext("connection", "weak"), "warn"))
    elif one.network == "bad":
        found.append(Sign("net-1", pgettext("connection", "very weak"), "bad"))
    return tuple(found)


def _device(one: LivePerson) -> str:
    if _has_account(one) or one.client in {"Desktop", "Mobile", "Pad"}:
        return ""
    if one.number.startswith("+"):
        return "phone"
    return "terminal" if one.number else ""


def _buttons(one: LivePerson, reader: Reader) -> tuple[Button | None, tuple[Button, ...]]:
    """Return the one button that is wanted most, and the menu with the others."""
    if one.role == "host" and not reader.may_touch_host:
        return None, ()
    if one.has_hand_up:
        first = Button(
            f"unmute {one.id}",
            _("Let speak"),
            "mic",
            _about(_("Let speak"), one_line.one_line(one.name)),
            is_primary=True,
        )
    elif one.is_muted:
        first = Button(f"unmute {one.id}", _("Unmute"), "", _about(_("Unmute"), one_line.one_line(one.name)))
    else:
        first = Button(f"mute {one.id}", _("Mute"), "", _about(_("Mute"), one_line.one_line(one.name)))
    return first, tuple(_menu(one, reader))


def _menu(one: LivePerson, reader: Reader) -> list[Button]:
    found = [Button(f"give_floor {one.id}", _("Give the floor"), "mic")]
    if one.has_hand_up:
        found.append(Button(f"lower_hand {one.id}", _("Lower the hand"), "hand"))
    found.append(Button(f"spotlight {one.id}", _("Show to everybody"), "eye"))
    if one.role != "host":
        if reader.may_touch_host:
            found.append(Button(f"make_host {one.id}", _("Make host"), "star"))
        if one.role == "cohost":
            found.append(Button(f"revoke_cohost {one.id}", _("Co-host no longer"), "user"))
        else:
            found.append(Button(f"make_cohost {one.id}", _("Make co-host"), "user-plus"))
    camera = ("ask_camera_off", _("Turn the camera off"), "video-off")
    kind, word, icon = camera if one.has_video else ("ask_camera_on", _("Ask for the camera"), "video")
    found.append(Button(f"{kind} {one.id}", word, icon))
    if one.role == "guest":
        found.append(Button(f"send_to_waiting_room {one.id}", _("Back to the waiting room"), "door"))
    found.append(Button(f"remove {one.id}", _("Remove from the meeting"), "leave", is_bad=True))
    return found


def _about(word: str, name: str) -> str:
    return format_datetime.spaced(_("%(action)s: %(name)s") % {"action": word, "name": name})
