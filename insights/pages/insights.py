"""The page of numbers: what was held in a range of days, when, by whom, and whether what was bought is enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Tenant, User
from directory.entries import Resources
from directory.services.resources import known_resources
from insights import access
from insights.days import bounds, day_of
from insights.pages.buckets import Bucket, Grouping, build_buckets
from insights.pages.heat import COLUMNS, HeatTable, build_heat
from insights.pages.series_rows import SeriesRow, build_series_rows
from insights.pages.tiles import Tile, build_tiles, is_nearly_all, total
from insights.queries import series, totals
from insights.queries.totals import DayRow, Hosts
from insights.ranges import PRESETS, Choice, Compared, Heat, Range
from l10n import format_datetime, zones
from l10n.numbers import counted

_HOSTS, _SERIES, _FULLEST = 5, 20, 5


class Link(NamedTuple):
    """A choice that is a link; ``query`` is its address."""

    word: str
    query: str
    is_current: bool


class Option(NamedTuple):
    """A choice in a list."""

    value: str
    word: str
    is_current: bool


class HostBar(NamedTuple):
    """A host, with the length of their bar in percent of the first one's."""

    id: int
    name: str
    percent: float
    sessions: str
    minutes: str


class FullDay(NamedTuple):
    """One of the days with most seats in use: of how many that were bought, at what time, and rooms beside."""

    day: str
    seats: int
    percent: str
    at: str
    rooms: int


@dataclass(frozen=True, slots=True)
class InsightsPage:
    """What the page shows. ``is_everybody``: it is about the whole tenant, else about what the reader hosts.

    ``errors`` are sentences by field. ``hosts_elsewhere`` says how many meetings ``hosts`` leaves out, "" for none;
    ``empty`` says why there is nothing below, "" where there is something.
    """

    subtitle: str
    is_everybody: bool
    sees_everybody: bool
    choice: Choice
    errors: dict[str, str]
    presets: tuple[Link, ...]
    compared: tuple[Option, ...]
    heats: tuple[Link, ...]
    tiles: tuple[Tile, ...]
    unread: str
    grouping: Grouping
    buckets: list[Bucket]
    most_meetings: str
    most_seats: str
    has_before: bool
    booked: str
    bought: Resources
    nearly_all: int
    fullest: tuple[FullDay, ...]
    heat: HeatTable
    hosts: tuple[HostBar, ...]
    host_count: int
    hosts_elsewhere: str
    series: tuple[SeriesRow, ...]
    series_count: str
    files: str
    empty: str


def build_insights_page(person: User, tenant: Tenant, choice: Choice, now: datetime) -> InsightsPage:
    """Return the page for somebody of ``tenant``, with days by the tenant's zone."""
    zone = zones.zone(tenant.time_zone)
    today, chosen = day_of(now, zone), choice.days
    earlier = chosen.before(choice.compared)
    whose = None if choice.is_everybody else person.pk
    found, before = _days(tenant, whose, chosen), _days(tenant, whose, earlier)
    bought = known_resources(tenant_id=tenant.pk) if choice.is_everybody else Resources(None, None)
    sums = total(found)
    grouping, buckets = build_buckets(chosen, found, before, earlier, today)
    hosts = _hosts(tenant, chosen, today) if choice.is_everybody else Hosts([], 0, 0)
    rows, count = _series(person, tenant, choice, zone)
    return InsightsPage(
        subtitle=_subtitle(tenant, choice, today, now),
        is_everybody=choice.is_everybody,
        sees_everybody=access.sees_everybody(person),
        choice=choice,
        errors={problem.field: problem.sentence for problem in choice.problems},
        presets=tuple(_preset(choice, count) for count in PRESETS),
        compared=_comparisons(choice),
        heats=_heats(choice) if choice.is_everybody else (),
        tiles=build_tiles(sums, total(before) if earlier else None, bought if choice.is_everybody else None),
        unread=_unread(sums.unread),
        grouping=grouping,
        buckets=buckets,
        most_meetings=_most(grouping.title, [(each.label, each.sessions) for each in buckets]),
        most_seats=_most(_("Seats in use at once"), [(each.label, each.peak_seats) for each in buckets]),
        has_before=bool(before),
        booked=_booked(sums.booked_seconds, sums.used_seconds, sums.used_percent),
        bought=bought,
        nearly_all=_threshold(bought),
        fullest=_fullest(found, bought, zone, today),
        heat=_heat(tenant, whose, choice),
        hosts=_host_bars(hosts),
        host_count=hosts.people,
        hosts_elsewhere=_elsewhere(sums.sessions - hosts.sessions) if choice.is_everybody else "",
        series=rows,
        series_count=count,
        files=urlencode(choice.query()),
        empty="" if found else _empty(tenant, chosen, today),
    )


def _days(tenant: Tenant, person_id: int | None, wanted: Range | None) -> list[DayRow]:
    if wanted is None:
        return []
    return totals.days(tenant_id=tenant.pk, person_id=person_id, since=wanted.since, until=wanted.until)


def _heat(tenant: Tenant, person_id: int | None, choice: Choice) -> HeatTable:
    days = choice.days
    of = totals.by_hour(
        tenant_id=tenant.pk,
        person_id=person_id,
        since=days.since,
        until=days.until,
        column=COLUMNS[choice.heat],
    )
    return build_heat(of, choice.heat)


def _subtitle(tenant: Tenant, choice: Choice, today: date, now: datetime) -> str:
    params = {"organisation": tenant.name, "days": _written_days(choice.days, today)}
    words = (
        _("All meetings of %(organisation)s, %(days)s.")
        if choice.is_everybody
        else _("The meetings that you host, %(days)s.")
    )
    zone = {"zone_city": zones.city(tenant.time_zone), "zone_offset": zones.offset(tenant.time_zone, now)}
    of_zone = _("%(zone_city)s time (%(zone_offset)s)") % zone
    return format_datetime.sentences(*(format_datetime.spaced(each) for each in (words % params, of_zone)))


def _written_days(chosen: Range, today: date) -> str:
    first, last = (format_datetime.day(day, today=today) for day in chosen)
    return first if chosen.days == 1 else f"{first} – {last}"


def _preset(choice: Choice, count: int) -> Link:
    word = _("Year") if count == max(PRESETS) else ngettext("%(count)d day", "%(count)d days", count)
    query = choice._replace(preset=count).query()
    return Link(word % {"count": count} if "%" in word else word, urlencode(query), choice.preset == count)


def _comparisons(choice: Choice) -> tuple[Option, ...]:
    words = {
        Compared.BEFORE: ngettext(
            "Compared with the day before", "Compared with the %(count)d days before", choice.days.days
        )
        % {"count": choice.days.days},
        Compared.YEAR: _("Compared with the same weeks a year before"),
        Compared.NOTHING: _("No comparison"),
    }
    return tuple(Option(each.value, words[each], each == choice.compared) for each in Compared)


def _heats(choice: Choice) -> tuple[Link, ...]:
    words = {Heat.BEGUN: _("Meetings"), Heat.SEATS: _("Seats"), Heat.ROOMS: _("Rooms")}
    return tuple(
        Link(word, urlencode(choice._replace(heat=heat).query()), heat == choice.heat) for heat, word in words.items()
    )


def _unread(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "Of %(count)s meeting nobody knows who came: it is missing in the numbers of people.",
        "Of %(count)s meetings nobody knows who came: they are missing in the numbers of people.",
        count,
    )
    return words % {"count": counted(count)}


def _booked(booked: int, used: int, percent: int | None) -> str:
    if percent is None:
        return ""
    minutes = {"booked": counted(round(booked / 60)), "used": counted(round(used / 60)), "percent": f"{percent} %"}
    return _("Of %(booked)s minutes that were booked, %(used)s were used: %(percent)s.") % minutes


def _most(title: str, columns: list[tuple[str, int]]) -> str:
    """Return what a chart says to whoever doesn't see it."""
    label, number = max(columns, key=lambda column: column[1])
    return _("%(title)s: %(count)s at most, %(when)s. The table below has every number.") % {
        "title": title,
        "count": counted(number),
        "when": label,
    }


def _threshold(bought: Resources) -> int:
    """Return from how many seats on a column stands out, 0 for never."""
    if not bought.seats:
        return 0
    return next(count for count in range(1, bought.seats + 1) if is_nearly_all(count, bought.seats))


def _fullest(found: Sequence[DayRow], bought: Resources, zone: ZoneInfo, today: date) -> tuple[FullDay, ...]:
    fullest = sorted((row for row in found if row.peak_seats), key=lambda row: -row.peak_seats)[:_FULLEST]
    return tuple(
        FullDay(
            format_datetime.day(row.day, today=today),
            row.peak_seats,
            f"{round(100 * row.peak_seats / bought.seats)} %" if bought.seats else "",
            format_datetime.clock(row.peak_seats_at, zone=zone) if row.peak_seats_at else "",
            row.peak_rooms,
        )
        for row in fullest
    )


def _hosts(tenant: Tenant, chosen: Range, today: date) -> Hosts:
    return totals.hosts(tenant_id=tenant.pk, since=chosen.since, until=chosen.until, today=today, limit=_HOSTS)


def _elsewhere(count: int) -> str:
    """Return how many meetings the list of hosts leaves out, since nobody here is known to have held them."""
    if count < 1:
        return ""
    words = ngettext(
        "%(count)s more meeting was held by somebody who is not known here.",
        "%(count)s more meetings were held by people who are not known here.",
        count,
    )
    return words % {"count": counted(count)}


def _host_bars(found: Hosts) -> tuple[HostBar, ...]:
    most = found.rows[0].sessions if found.rows else 1
    return tuple(
        HostBar(
            row.person.pk,
            row.person.name,
            round(100 * row.sessions / most, 1),
            counted(row.sessions),
            counted(round(row.seconds / 60)),
        )
        for row in found.rows
    )


def _series(person: User, tenant: Tenant, choice: Choice, zone: ZoneInfo) -> tuple[tuple[SeriesRow, ...], str]:
    """Return the rows, and how many there are: "20+" where more are in the file alone."""
    since, until = bounds(choice.days.since, zone)[0], bounds(choice.days.until, zone)[1]
    host = None if choice.is_everybody else person
    found = series.poorly_attended(tenant_id=tenant.pk, host=host, since=since, until=until)
    rows = list(found[: _SERIES + 1])
    count = f"{_SERIES}+" if len(rows) > _SERIES else str(len(rows) or "")
    return build_series_rows(rows[:_SERIES], reader_id=person.pk), count


def _empty(tenant: Tenant, chosen: Range, today: date) -> str:
    """Return why there are no numbers: none at all, the range lies before the first ones, or nothing was held."""
    first = totals.first_day(tenant_id=tenant.pk)
    if first is None:
        return _("Nothing is known of any meeting yet. Numbers come within the hour after meetings have ended.")
    if chosen.until < first:
        return _("The first day of which anything is known is %(day)s.") % {
            "day": format_datetime.day(first, today=today)
        }
    return _("No meetings in this range.")
