"""Who isn't in a running meeting: has left, was called in vain, or hasn't come yet."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from accounts.models import User
from control.pages.live_reader import user_id_of
from control.pages.live_row import Button, PersonRow
from control.pages.live_rows import shown_number
from control.snapshots import LiveCall, LiveState
from history.models import OnlineParticipant
from l10n import format_datetime, one_line
from meetings.models import Invitee


def build_absent_rows(
    state: LiveState, left: list[OnlineParticipant], invitees: list[Invitee], *, reader: User
) -> list[PersonRow]:
    """Return them in this order; each stands once."""
    there = {one.user_id for one in (*state.people, *state.waiting) if one.user_id}
    names = {one.name.casefold() for one in (*state.people, *state.waiting)}
    gone = {one.third_party_user_id for one in left if one.third_party_user_id}
    gone_names = {one.name.casefold() for one in left if not one.third_party_user_id}
    rows = [_left_row(one, reader, invitees) for one in left]
    rows += [_call_row(one, reader) for one in state.calls]
    for invitee in invitees:
        user_id = user_id_of(invitee.person)
        is_known = user_id in there | gone if user_id else invitee.name.casefold() in names | gone_names
        if not is_known and invitee.person_id != reader.pk:
            rows.append(_missing_row(invitee))
    return rows


def _left_row(one: OnlineParticipant, reader: User, invitees: list[Invitee]) -> PersonRow:
    minutes = max(int((one.last_seen_at - one.first_seen_at).total_seconds() // 60), 0)
    at = format_datetime.clock(one.last_seen_at, zone=reader.zone)
    note = _("Left at %(at)s after %(minutes)s min") % {"at": at, "minutes": minutes}
    invitee = next((each for each in invitees if _is_same(each, one)), None)
    name = one_line.one_line(one.name) or shown_number(one.call_number, is_host=True) or _("Somebody without a name")
    button = _call_number(one, name) if invitee is None else _call(invitee)
    return PersonRow(f"left-{one.pk}", name, notes=(note,), is_off=True, button=button)


def _is_same(invitee: Invitee, one: OnlineParticipant) -> bool:
    user_id = user_id_of(invitee.person)
    return bool(user_id) and user_id == one.third_party_user_id


def _call_row(one: LiveCall, reader: User) -> PersonRow:
    at = format_datetime.clock(datetime.fromtimestamp(one.at, UTC), zone=reader.zone)
    shown = shown_number(one.number, is_host=True)
    return PersonRow(
        f"call-{one.number}",
        shown,
        notes=(_("Called at %(at)s: not reached") % {"at": at},),
        device="phone",
        is_off=True,
        button=_button(f"call_number {one.number}", _("Call again"), shown),
    )


def _missing_row(invitee: Invitee) -> PersonRow:
    name = invitee.person.name if invitee.person else invitee.name
    return PersonRow(f"invitee-{invitee.pk}", name, notes=(_("Not here yet"),), is_off=True, button=_call(invitee))


def _call(invitee: Invitee) -> Button | None:
    if not user_id_of(invitee.person):
        return None
    assert invitee.person is not None
    return _button(f"call_invitee {invitee.pk}", _("Call"), invitee.person.name)


def _call_number(one: OnlineParticipant, name: str) -> Button | None:
    if not one.call_number:
        return None
    return _button(f"call_number {one.call_number}", _("Call"), name)


def _button(value: str, words: str, name: str) -> Button:
    return Button(value, words, "phone", f"{words}: {name}")
