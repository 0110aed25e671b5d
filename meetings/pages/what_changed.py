"""What a change of a meeting has changed, side by side: its payload says what it was and what was wanted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from l10n import format_datetime, zones
from meetings.options import TABLE, Option
from meetings.recurrence import Cycle, cycles, wording
from meetings.snapshots import Span
from meetings.writes.payloads import WantedInvitee, WantedMeeting, WantedTerminal


@dataclass(frozen=True, slots=True)
class Change:
    """One side of a meeting: how it was and how it is, each "" where there was or is none."""

    label: str
    old: str
    new: str


def list_changes(before: WantedMeeting, wanted: WantedMeeting, *, zone: ZoneInfo, now: datetime) -> tuple[Change, ...]:
    """Return what differs, in the order of the form, with times on the clock of ``zone``."""
    return (
        *_plain(before, wanted, zone, now),
        *_people(before, wanted),
        *(
            Change(str(option.label), _value(option, before), _value(option, wanted))
            for option in TABLE
            if getattr(before, option.name) != getattr(wanted, option.name)
        ),
    )


def list_moves(was: Span, wanted: Span, *, zone: ZoneInfo, now: datetime) -> tuple[Change, ...]:
    """Return how the times of one occurrence differ, its length included; nothing where they don't."""
    if was == wanted:
        return ()
    old, new = (format_datetime.when(one.start_at, one.end_at, zone=zone, now=now) for one in (was, wanted))
    return (Change(_("When"), old, new),)


def _plain(before: WantedMeeting, wanted: WantedMeeting, zone: ZoneInfo, now: datetime) -> Iterator[Change]:
    sides = (
        (_("Subject"), before.subject, wanted.subject),
        (_("When"), _when(before, zone, now), _when(wanted, zone, now)),
        (_("First date"), *_first_dates(before, wanted, now)),
        (_("Time zone"), zones.city(before.time_zone), zones.city(wanted.time_zone)),
        (_("Repeats"), _rule(before.repeats, now), _rule(wanted.repeats, now)),
    )
    yield from (Change(label, old, new) for label, old, new in sides if old != new)
    if before.guest_password != wanted.guest_password:
        yield Change(_("Guest password"), "", _("another one"))


def _when(side: WantedMeeting, zone: ZoneInfo, now: datetime) -> str:
    """Return the time of a meeting; of a series its time of day, since the rule says on which days."""
    if side.start_at is None:
        return ""
    end_at = side.start_at + side.length
    if side.repeats:
        return format_datetime.span(side.start_at, end_at, zone=zone)
    return format_datetime.when(side.start_at, end_at, zone=zone, now=now)


def _first_dates(before: WantedMeeting, wanted: WantedMeeting, now: datetime) -> tuple[str, str]:
    """Return the first day of a series, old and new; the same where the old one has an occurrence on the new one.

    The form of a series that has begun names the next of its occurrences.
    """
    if not (before.repeats and before.start_at and wanted.repeats and wanted.start_at):
        return "", ""
    old = before.start_at.astimezone(ZoneInfo(before.time_zone)).date()
    new = wanted.start_at.astimezone(ZoneInfo(wanted.time_zone)).date()
    if new in cycles.dates(before.repeats, old):
        return "", ""
    today = now.astimezone(ZoneInfo(wanted.time_zone)).date()
    return format_datetime.day(old, today=today), format_datetime.day(new, today=today)


def _rule(rule: Cycle | None, now: datetime) -> str:
    if rule is None:
        return ""
    language = format_datetime.current_language()
    return wording.describe_pattern_until(rule.pattern, language, last=rule.until, today=now.date())


def _people(before: WantedMeeting, wanted: WantedMeeting) -> Iterator[Change]:
    was, now = before.invitees_by_key, wanted.invitees_by_key
    both = was.keys() & now.keys()
    sides: tuple[tuple[str, list[WantedInvitee | WantedTerminal]], ...] = (
        (_("Invited"), [*(guest for key, guest in now.items() if key not in was), *_only(wanted, before)]),
        (_("Taken off"), [*(guest for key, guest in was.items() if key not in now), *_only(before, wanted)]),
        (_("Co-host now"), [now[key] for key in now if key in both and now[key].is_cohost > was[key].is_cohost]),
        (_("Guest again"), [now[key] for key in now if key in both and now[key].is_cohost < was[key].is_cohost]),
    )
    yield from (Change(label, "", _names(guests)) for label, guests in sides if guests)


def _only(one: WantedMeeting, other: WantedMeeting) -> list[WantedTerminal]:
    """Return the terminals that the first calls and the second doesn't."""
    return [each for each in one.terminals if each not in other.terminals]


def _names(found: Sequence[WantedInvitee | WantedTerminal]) -> str:
    return format_datetime.names([each.name or getattr(each, "email", "") for each in found])


def _value(option: Option, side: WantedMeeting) -> str:
    value = getattr(side, option.name)
    if option.choices:
        return str(dict(option.choices).get(value, value))
    return pgettext("an option", "on") if value else pgettext("an option", "off")
