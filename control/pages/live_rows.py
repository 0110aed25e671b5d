"""Who is in a running meeting or waits, as rows that a template writes: one of hundreds costs little."""

from operator import attrgetter

from django.utils.translation import gettext as _

from control.pages.live_reader import Reader
from control.pages.live_row import Button, PersonRow, Sign
from control.pages.live_row_words import RowWords, build_row_words
from control.snapshots import LivePerson, LiveState
from l10n import one_line, phone_number

_APPS = frozenset({"Desktop", "Mobile", "Pad"})


def build_rows(people: list[LivePerson], state: LiveState, reader: Reader) -> list[PersonRow]:
    """Return those who are in or being called, in the order in which they are given."""
    speakers, words = frozenset(state.speakers), build_row_words()
    return [
        _called_row(one, reader, words) if one.is_called else _row(one, reader, words, is_speaking=one.id in speakers)
        for one in people
    ]


def build_waiting_rows(state: LiveState, reader: Reader) -> list[PersonRow]:
    """Return those who wait, first come first."""
    words = build_row_words()
    return [_waiting_row(one, reader, words) for one in sorted(state.waiting, key=attrgetter("joined"))]


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


def shown_name(one: LivePerson, *, is_host: bool) -> str:
    """Return a name without what would disturb its surroundings: anybody may call themselves anything."""
    name = one_line.one_line(one.name)
    if name and name != one.number:
        return name
    return shown_number(one.number, is_host=is_host) or _("Somebody without a name")


def _row(one: LivePerson, reader: Reader, words: RowWords, *, is_speaking: bool) -> PersonRow:
    name, device, is_led = shown_name(one, is_host=reader.is_host), _device(one), reader.may_touch(one)
    return PersonRow(
        id=one.id,
        name=name,
        tags=_tags(one, words),
        notes=_notes(one, reader, words, device=device, is_speaking=is_speaking),
        signs=_signs(one, words),
        device=device,
        is_hand=one.has_hand_up,
        is_speaking=is_speaking,
        button=_button(one, name, words) if is_led else None,
        more=words.menu(name) if is_led else "",
    )


def _called_row(one: LivePerson, reader: Reader, words: RowWords) -> PersonRow:
    name = shown_name(one, is_host=reader.is_host)
    return PersonRow(
        id=one.id,
        name=name,
        notes=(words.notes["called"],),
        device=_device(one),
        button=words.button("stop_calling", f"remove {one.id}", name) if reader.is_host else None,
    )


def _waiting_row(one: LivePerson, reader: Reader, words: RowWords) -> PersonRow:
    name = shown_name(one, is_host=reader.is_host)
    return PersonRow(
        id=one.id,
        name=name,
        notes=(words.notes[_standing(one, reader)],),
        button=words.button("admit", f"admit {one.id}", name),
        refuse=words.button("turn_away", f"remove {one.id}", name),
    )


def _tags(one: LivePerson, words: RowWords) -> tuple[Sign, ...]:
    wanted = {
        "host": one.role == "host",
        "cohost": one.role == "cohost",
        "hand": one.has_hand_up,
        "sharing": one.is_sharing,
        "floor": one.has_floor,
        "broadcast": one.is_broadcast,
    }
    return tuple(words.signs[name] for name, is_so in wanted.items() if is_so)


def _notes(one: LivePerson, reader: Reader, words: RowWords, *, device: str, is_speaking: bool) -> tuple[str, ...]:
    wanted = {
        "you": bool(one.user_id) and one.user_id == reader.user_id,
        "speaking": is_speaking,
        "phone": device == "phone",
        "guest": not device and not _has_account(one),
        one.client: one.client in _APPS,
    }
    return tuple(words.notes[name] for name, is_so in wanted.items() if is_so)


def _standing(one: LivePerson, reader: Reader) -> str:
    if one.user_id in reader.invited:
        return "invited"
    return "uninvited" if _has_account(one) else "outsider"


def _has_account(one: LivePerson) -> bool:
    return bool(one.user_id or one.user_uuid)


def _signs(one: LivePerson, words: RowWords) -> tuple[Sign, ...]:
    microphone = words.signs["muted" if one.is_muted else "heard"]
    return (microphone, words.signs[one.network]) if one.network in {"good", "weak", "bad"} else (microphone,)


def _device(one: LivePerson) -> str:
    if _has_account(one) or one.client in _APPS:
        return ""
    if one.number.startswith("+"):
        return "phone"
    return "terminal" if one.number else ""


def _button(one: LivePerson, name: str, words: RowWords) -> Button:
    """Return the one button that is wanted most; the others are in the menu."""
    if one.has_hand_up:
        return words.button("let_speak", f"unmute {one.id}", name, is_primary=True)
    action = "unmute" if one.is_muted else "mute"
    return words.button(action, f"{action} {one.id}", name)
