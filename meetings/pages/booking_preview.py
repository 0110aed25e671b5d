"""What a booking will be, in plain words, before it is booked."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from l10n import format_datetime, parse_datetime, zones
from meetings import options
from meetings.forms.booking import BookingForm, end_of
from meetings.models import Meeting
from meetings.pages import recipients_of_change, series_preview
from meetings.pages.series_preview import DateLine, Series
from meetings.requests import BookingRequest, InviteeRequest

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the plan."""

    icon: str
    text: str
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """``parts`` is when and where, each part kept on one line; ``points`` what follows.

    ``dates`` are those of a series. ``button`` is what the button says, ``button_note`` stands beside it.
    """

    parts: tuple[str, ...]
    points: tuple[Point, ...] = ()
    button_note: str = ""
    dates: tuple[DateLine, ...] = ()
    button: str = ""


_FIELDS = ("day", "start", "length_other", "interval", "weekdays", "month_days", "until", "count")


def of(form: BookingForm) -> Summary:
    """What the form as it stands would book; without a time or length, what is missing there."""
    request = form.so_far() if form.is_bound else _as_filled(form).so_far()
    if request is None:
        problems = [problem for name in _FIELDS for problem in form.errors.get(name, [])]
        points = [Point("warn", str(problem), is_warning=True) for problem in problems]
        return Summary((_("Not complete yet"),), tuple(points), button=_button(form, 1))
    people, note = _people(request), _button_note(request)
    if form.meeting:
        people, note = _people_of_change(request, recipients_of_change.count(form.meeting, request, now=form.now))
    points = [people, *_options(request), *_second_zones(request, form.person), *_warnings(request)]
    series = series_preview.of(request, now=form.now)
    if series is None:
        return Summary(_parts(request, form.now), tuple(points), note, button=_button(form, 1))
    points = [*_of_series(series, form), *points]
    return Summary(series.parts(), tuple(points), note, tuple(series.lines()), _button(form, len(series.starts)))


def _of_series(series: Series, form: BookingForm) -> list[Point]:
    words = ngettext(
        "%(count)s meeting, as a series: same meeting ID and same links every time.",
        "%(count)s meetings, as one series: same meeting ID and same links every time.",
        len(series.starts),
    )
    found = [Point("repeat", words % {"count": len(series.starts)})]
    if short := series.short_months():
        found.append(Point("info", short))
    if change := series.clock_change():
        found.append(Point("clock", change, is_warning=True))
    if form.meeting and (lost := series_preview.undone(form.meeting, zone=series.zone, now=form.now)):
        found.append(Point("warn", lost, is_warning=True))
    return found


def _button(form: BookingForm, count: int) -> str:
    if form.meeting and form.meeting.is_series:
        return ngettext("Change %(count)s date", "Change all %(count)s dates", count) % {"count": count}
    if form.meeting:
        return _("Save the change")
    if count == 1:
        return _("Book meeting")
    return ngettext("Book %(count)s meeting", "Book %(count)s meetings", count) % {"count": count}


def _as_filled(form: BookingForm) -> BookingForm:
    """An unbound form as if it had been sent the way it stands."""
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value is not None and value is not False}
    return BookingForm(sent, person=form.person, now=form.now, meeting=form.meeting)


def mails(count: int) -> str:
    """How many people are told, and how."""
    return ngettext(
        "One person gets a mail, with a calendar entry.",
        "%(count)s people get one mail each, with a calendar entry.",
        count,
    ) % {"count": count}


def outsiders_kept_out(request: BookingRequest) -> str:
    """The warning that outsiders can't enter, or nothing."""
    outside = [invitee.email for invitee in request.invitees if invitee.person is None]
    if request.entry == Meeting.Entry.EVERYONE or not outside:
        return ""
    names = {"addresses": format_datetime.names(outside[:_MOST_NAMED]), "more": len(outside) - _MOST_NAMED}
    if len(outside) > _MOST_NAMED:
        return (
            ngettext(
                "%(addresses)s and one more have no account here and would stay outside.",
                "%(addresses)s and %(more)s more have no account here and would stay outside.",
                len(outside) - _MOST_NAMED,
            )
            % names
        )
    if request.entry == Meeting.Entry.INVITED:
        return (
            ngettext(
                "Only invited people may enter: %(addresses)s has no account here and would stay outside.",
                "Only invited people may enter: %(addresses)s have no account here and would stay outside.",
                len(outside),
            )
            % names
        )
    return (
        ngettext(
            "Only people of this organisation may enter: %(addresses)s has no account here and would stay outside.",
            "Only people of this organisation may enter: %(addresses)s have no account here and would stay outside.",
            len(outside),
        )
        % names
    )


def _parts(request: BookingRequest, now: datetime) -> tuple[str, ...]:
    assert request.start_at is not None
    zone, end = ZoneInfo(request.time_zone), end_of(request)
    place = format_datetime.spaced(_("%(city)s time") % {"city": zones.city(zone.key)})
    start = request.start_at.astimezone(zone)
    if start.date() != end.astimezone(zone).date():
        return (format_datetime.when(start, end, zone=zone, now=now), place)
    day = format_datetime.day(start.date(), today=now.astimezone(zone).date())
    return (day + format_datetime.between().rstrip(), format_datetime.span(start, end, zone=zone), place)


def _people(request: BookingRequest) -> Point:
    count = len(request.invitees)
    if not count:
        return Point("people", _("Nobody is invited yet; you can pass the invitation on yourself."))
    if not request.tells_invitees:
        return Point(
            "mail-off",
            ngettext("One invitee, who is not told.", "%(count)s invitees, who are not told.", count)
            % {"count": count},
        )
    return Point(
        "mail",
        ngettext(
            "One invitee gets a mail; the calendar entry follows when the meeting moves or is cancelled.",
            "%(count)s invitees get one mail each; the calendar entry follows when the meeting moves or is cancelled.",
            count,
        )
        % {"count": count},
    )


def _people_of_change(request: BookingRequest, told: int) -> tuple[Point, str]:
    """The line on mails, and the word beside the button."""
    if told:
        return Point("mail", mails(told)), mails(told)
    if request.invitees and not request.tells_invitees:
        return _people(request), _("Nobody is told.")
    return Point("mail-off", _("Nothing in it that invitees need to know; nobody gets a mail.")), ""


def _options(request: BookingRequest) -> list[Point]:
    return [Point(icon, text) for icon, text in options.preview_lines(request)]


def _second_zones(request: BookingRequest, me: User) -> list[Point]:
    assert request.start_at is not None
    start, end = request.start_at, end_of(request)
    own = ZoneInfo(request.time_zone)
    points = []
    if parse_datetime.is_twice(start.astimezone(own)):
        points.append(Point("clock", _("That time comes twice that night; the first one is meant."), is_warning=True))
    seen = {start.astimezone(own).utcoffset()}
    for name in _zones_of(request.invitees, me):
        offset = start.astimezone(ZoneInfo(name)).utcoffset()
        if offset in seen or len(points) > _MOST_NAMED:
            continue
        seen.add(offset)
        times = {"city": zones.city(name), "span": format_datetime.span(start, end, zone=ZoneInfo(name))}
        points.append(Point("globe", format_datetime.spaced(_("In %(city)s this is %(span)s.") % times)))
    return points


def _zones_of(invitees: tuple[InviteeRequest, ...], me: User) -> list[str]:
    return [me.time_zone, *(invitee.person.time_zone for invitee in invitees if invitee.person)]


def _warnings(request: BookingRequest) -> list[Point]:
    kept_out = outsiders_kept_out(request)
    return [Point("warn", kept_out, is_warning=True)] if kept_out else []


def _button_note(request: BookingRequest) -> str:
    count = len(request.invitees)
    if not count:
        return ""
    return mails(count) if request.tells_invitees else _("Nobody is told.")
