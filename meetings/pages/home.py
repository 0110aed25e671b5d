"""Home: what is next, and is anything wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from l10n import format_datetime, zones
from meetings.models import Meeting
from meetings.pages import attention
from meetings.pages.attention import AttentionItem, build_attention_items
from meetings.pages.banners import Banners, build_banners
from meetings.pages.list_rows import AgendaRow, Reading, agenda_rows, is_open
from meetings.pages.next_meeting import Card, build_cards, choose_next, find_invited
from meetings.queries import lists
from meetings.queries.lists import MeetingRow

_DAYS_SHOWN = 7
_MOST_ROWS = 60
_NEAR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Day:
    """One of the coming days; ``title`` is its date where ``name`` isn't."""

    name: str
    title: str
    rows: tuple[AgendaRow, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """``fingerprint`` stands for what the reader sees of ``attention``; while that ``is_unclear``, the page asks."""

    title: str
    sentence: str
    zone_city: str
    zone_offset: str
    clock: str
    banners: Banners
    attention: tuple[AttentionItem, ...]
    attention_count: int
    fingerprint: str
    is_unclear: bool
    cards: tuple[Card, ...]
    today: tuple[AgendaRow, ...]
    days: tuple[Day, ...]
    nothing_today: str


def build_home_page(person: User, now: datetime, needing: list[MeetingRow]) -> HomePage:
    """Return the home of a person; ``needing`` are those meetings that need attention."""
    reading = Reading(person, now)
    midnight = datetime.combine(reading.today, datetime.min.time(), tzinfo=reading.zone)
    until = midnight + timedelta(days=_DAYS_SHOWN)
    found = lists.between(person=person, now=now, since=midnight, until=until, limit=_MOST_ROWS)
    today = [row for row in found if row.start_at.astimezone(reading.zone).date() <= reading.today]
    later = found[len(today) :]
    upcoming = choose_next(found, reading)
    invited = find_invited({row.id for row in upcoming}, _joinable(today, upcoming, reading), person=person)
    return HomePage(
        title=format_datetime.day_title(reading.today, today=reading.today),
        sentence=_sentence(today, now),
        zone_city=zones.city(person.time_zone),
        zone_offset=zones.offset(person.time_zone, now),
        clock=format_datetime.clock(now, zone=reading.zone),
        banners=build_banners(person, now),
        attention=build_attention_items(needing, reading),
        attention_count=len(needing),
        fingerprint=attention.fingerprint(needing),
        is_unclear=attention.is_unclear(needing),
        cards=build_cards(upcoming, reading, invited),
        today=_today(today, reading, invited.joins, upcoming[0] if upcoming else None),
        days=_days(later, reading),
        nothing_today=_nothing_today(person, later, reading) if not today else "",
    )


def _joinable(today: list[MeetingRow], upcoming: list[MeetingRow], reading: Reading) -> set[UUID]:
    """Return the meetings whose button that joins is shown: those that are open, and the next where it is near."""
    near = reading.now + _NEAR
    return {row.id for row in today if is_open(row, reading)} | {row.id for row in upcoming if row.start_at <= near}


def _today(
    found: list[MeetingRow], reading: Reading, joins: dict[UUID, str], next_row: MeetingRow | None
) -> tuple[AgendaRow, ...]:
    """Return the day's rows, with the line where the day stands."""
    begun = [row for row in found if row.start_at <= reading.now]
    ahead = agenda_rows(found[len(begun) :], reading, joins=joins, next_row=next_row)
    if begun and ahead:
        clock = format_datetime.clock(reading.now, zone=reading.zone)
        ahead = (ahead[0]._replace(clock_before=clock), *ahead[1:])
    return agenda_rows(begun, reading, joins=joins, next_row=None) + ahead


def _days(found: list[MeetingRow], reading: Reading) -> tuple[Day, ...]:
    """Return the coming days that have any meetings."""
    tomorrow = reading.today + timedelta(days=1)
    days = []
    for day, group in groupby(found, key=lambda row: row.start_at.astimezone(reading.zone).date()):
        title = format_datetime.day_title(day, today=reading.today)
        names = (_("Tomorrow"), title) if day == tomorrow else (title, "")
        days.append(Day(*names, agenda_rows(group, reading, joins={}, next_row=None)))
    return tuple(days)


def _sentence(today: list[MeetingRow], now: datetime) -> str:
    counted = [row for row in today if row.state not in {Meeting.State.CANCELLED, Meeting.State.REFUSED}]
    if not counted:
        return _("No meetings today.")
    ahead = sum(not row.is_over(now) for row in counted)
    names = {"count": len(counted), "ahead": ahead}
    if ahead == len(counted):
        return ngettext("One meeting today.", "%(count)s meetings today.", len(counted)) % names
    if not ahead:
        return ngettext("One meeting today, it is over.", "%(count)s meetings today, all over.", len(counted)) % names
    return (
        ngettext(
            "%(count)s meetings today, one still to come.", "%(count)s meetings today, %(ahead)s still to come.", ahead
        )
        % names
    )


def _nothing_today(person: User, later: list[MeetingRow], reading: Reading) -> str:
    """Return when the next meeting is, where today has none."""
    ahead = [row for row in later if row.state in {Meeting.State.BOOKED, Meeting.State.RUNNING}]
    ahead = ahead or lists.following(person=person, now=reading.now)
    if not ahead:
        return _("Nothing is planned.")
    when = format_datetime.moment(ahead[0].start_at, zone=reading.zone, now=reading.now)
    return _("Your next meeting: %(when)s.") % {"when": when}
