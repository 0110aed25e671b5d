"""What a booking will be, in plain words, before it is booked."""

import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from l10n import format_datetime, parse_datetime, zones
from meetings import options
from meetings.forms.booking import BookingForm, end_of
from meetings.forms.invitee_list import Invited
from meetings.forms.repeat import WORKING
from meetings.models import Meeting
from meetings.pages.availability import Availability, Slot, build_availability
from meetings.pages.options_line import OptionWords, build_options_line
from meetings.pages.preview_line import PreviewLine
from meetings.pages.recipients_of_change import count_recipients
from meetings.pages.room_lines import build_room_lines
from meetings.pages.series_preview import OccurrenceLine, SeriesPreview, build_series_preview
from meetings.recurrence import Rule, cycles
from meetings.recurrence.working_days import WorkingDays
from meetings.requests import BookingRequest, InviteeRequest
from ui import avatars

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class BookingPreview:
    """What changes while somebody types. ``parts`` say when and where, each kept unbroken; ``lines`` what follows.

    ``occurrences`` are those of a series, ``button`` is what the button says, ``button_note`` stands beside it.
    ``is_part``: it goes into a page that is there already.
    """

    parts: tuple[str, ...]
    lines: tuple[PreviewLine, ...]
    button: str
    options: list[OptionWords]
    is_part: bool
    button_note: str = ""
    occurrences: tuple[OccurrenceLine, ...] = ()
    # When everybody is free next, where somebody is busy
    slots: tuple[Slot, ...] = ()
    # That of the day, as the weekdays of the form are numbered; "" while there is none.
    weekday: str = ""
    # JSON for the people picker: whom each entry of the list was taken for (assets/js/picker.js).
    readings: str = "[]"


_FIELDS = (
    *("time_zone", "day", "start", "length_other"),
    *("repeats", "interval", "weekdays", "month_days", "place", "place_day", "until", "count"),
)


def build_booking_preview(form: BookingForm, *, is_part: bool) -> BookingPreview:
    """Return what the form as it stands would book; without a time or length, what is missing there."""
    options_line = build_options_line(form)
    filled = form if form.is_bound else _as_filled(form)
    request, invited = filled.so_far(), filled.invited
    if request is None:
        problems = [problem for name in _FIELDS for problem in filled.errors.get(name, [])]
        lines = [PreviewLine("warn", str(problem), is_warning=True) for problem in problems]
        return BookingPreview(
            parts=(_("Not complete yet"),),
            lines=(*lines, *_unknown(invited)),
            button=_button(form, 1),
            options=options_line,
            is_part=is_part,
            readings=_readings(invited),
        )
    people, note = _people(request), _button_note(request)
    if form.meeting:
        people, note = _people_of_change(request, count_recipients(form.meeting, request, now=form.now))
    lines = [
        *_unchosen(form),
        *_unknown(invited),
        people,
        *build_room_lines(form, request),
        *_options(request),
        *_second_zones(request, form.person),
        *_warnings(request),
    ]
    series = build_series_preview(request, now=form.now, meeting=form.meeting)
    availability = _availability(form, request, series)
    lines[:0] = availability.lines
    if series:
        lines = [*_series_lines(series), *_holiday_lines(filled, series), *lines]
    return BookingPreview(
        parts=series.parts() if series else _parts(request, form.now),
        lines=tuple(lines),
        button=_button(form, series.held_count() if series else 1),
        options=options_line,
        is_part=is_part,
        button_note=note,
        occurrences=tuple(series.occurrence_lines()) if series else (),
        slots=availability.slots,
        weekday=_weekday(request),
        readings=_readings(invited),
    )


def _availability(form: BookingForm, request: BookingRequest, series: SeriesPreview | None) -> Availability:
    assert request.start_at is not None
    return build_availability(
        request,
        starts=series.starts if series else [request.start_at],
        organiser=form.meeting.organiser if form.meeting else form.person,
        now=form.now,
        meeting_id=form.meeting.pk if form.meeting else None,
    )


def _unchosen(form: BookingForm) -> list[PreviewLine]:
    """Return what is filled in and counts for nothing, since another choice is made."""
    found = (problem for name in ("length_other", "until", "count") for problem in form.errors.get(name, []))
    return [PreviewLine("warn", str(problem), is_warning=True) for problem in found] if form.is_bound else []


def _unknown(invited: Invited) -> list[PreviewLine]:
    """Return who among the invitees could not be made out."""
    lines = [PreviewLine("warn", reading.several, is_warning=True) for reading in invited.readings if reading.several]
    unknown = [f"“{reading.entry.text[:60]}”" for reading in invited.readings if reading.is_unknown]
    if not unknown:
        return lines
    words = {"count": len(unknown), "names": format_datetime.names(unknown[:_MOST_NAMED])}
    if len(unknown) > _MOST_NAMED:
        sentence = _("%(count)s invitees aren't anybody we know, among them %(names)s.") % words
    else:
        sentence = (
            ngettext(
                "%(count)s invitee isn't anybody we know: %(names)s.",
                "%(count)s invitees aren't anybody we know: %(names)s.",
                len(unknown),
            )
            % words
        )
    return [PreviewLine("warn", sentence, is_warning=True), *lines]


def _readings(invited: Invited) -> str:
    """Return whom each entry was taken for, by its address, else by its text; outsiders are left out."""
    return json.dumps(
        [
            {
                "key": reading.entry.email or reading.entry.text.lower(),
                "problem": "several" if reading.several else "unknown" if reading.is_unknown else "",
                "person": reading.person and _shown(reading.person),
                "room": reading.terminal.name if reading.terminal else "",
            }
            for reading in invited.readings
            if reading.person or reading.terminal or reading.several or reading.is_unknown
        ],
        ensure_ascii=False,
    )


def _shown(person: User) -> dict[str, object]:
    return {
        "name": person.name,
        "initials": avatars.initials(person.name),
        "avatar": avatars.disc(person.pk),
    }


def _weekday(request: BookingRequest) -> str:
    assert request.start_at is not None
    return str(cycles.weekday(request.start_at.astimezone(ZoneInfo(request.time_zone)).date()))


def _series_lines(series: SeriesPreview) -> list[PreviewLine]:
    if isinstance(series.rule, Rule):
        return _portal_series_lines(series.rule, series.held_count())
    words = ngettext(
        "%(count)s meeting, as a series: same meeting ID and same links every time.",
        "%(count)s meetings, as one series: same meeting ID and same links every time.",
        series.held_count(),
    )
    found = [PreviewLine("repeat", words % {"count": series.held_count()})]
    if short := series.short_months():
        found.append(PreviewLine("info", short))
    if change := series.clock_change():
        found.append(PreviewLine("clock", change, is_warning=True))
    kept, ended = series.changed_occurrences()
    found += [PreviewLine("info", kept)] if kept else []
    found += [PreviewLine("warn", ended, is_warning=True)] if ended else []
    return found


def _holiday_lines(form: BookingForm, series: SeriesPreview) -> list[PreviewLine]:
    """Return for which years no holidays are announced yet, where they were to be left out."""
    if not (form.cleaned_data.get("repeats") == WORKING and form.cleaned_data.get("holidays")):
        return []
    known = WorkingDays.of_china().years
    years = sorted({at.astimezone(series.zone).year for at in series.starts} - known)
    if not years:
        return []
    names = {"years": format_datetime.names([str(year) for year in years])}
    words = _("The holidays of %(years)s are not announced yet: Monday to Friday is booked there. Look again then.")
    return [PreviewLine("warn", words % names, is_warning=True)]


def _portal_series_lines(rule: Rule, count: int) -> list[PreviewLine]:
    """Return that the portal keeps the series, and why."""
    words = ngettext("%(count)s meeting.", "%(count)s meetings.", count) % {"count": count}
    why = rule.why_portal_series(format_datetime.current_language())
    return [PreviewLine("repeat", format_datetime.sentences(words, why))]


def _button(form: BookingForm, count: int) -> str:
    if form.is_checked_first:
        return _("Check the change")
    if form.meeting and form.meeting.is_series:
        return ngettext("Change %(count)s date", "Change all %(count)s dates", count) % {"count": count}
    if form.meeting:
        return _("Save the change")
    if count == 1:
        return _("Book meeting")
    return ngettext("Book %(count)s meeting", "Book %(count)s meetings", count) % {"count": count}


def _as_filled(form: BookingForm) -> BookingForm:
    """Return an unbound form as if it had been sent the way it stands."""
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value is not None and value is not False}
    return BookingForm(sent, person=form.person, now=form.now, meeting=form.meeting, rooms=form.rooms)


def mails(count: int) -> str:
    """Return the sentence on how many people are told, and how."""
    return ngettext(
        "One person gets a mail, with a calendar entry.",
        "%(count)s people get one mail each, with a calendar entry.",
        count,
    ) % {"count": count}


def outsiders_kept_out(request: BookingRequest) -> str:
    """Return the warning that outsiders can't enter, "" where they can."""
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


def _people(request: BookingRequest) -> PreviewLine:
    count = len(request.invitees)
    if not count:
        return PreviewLine("people", _("Nobody is invited yet; you can pass the invitation on yourself."))
    if not request.tells_invitees:
        return PreviewLine(
            "mail-off",
            ngettext("One invitee, who is not told.", "%(count)s invitees, who are not told.", count)
            % {"count": count},
        )
    return PreviewLine(
        "mail",
        ngettext(
            "One invitee gets a mail; the calendar entry follows when the meeting moves or is cancelled.",
            "%(count)s invitees get one mail each; the calendar entry follows when the meeting moves or is cancelled.",
            count,
        )
        % {"count": count},
    )


def _people_of_change(request: BookingRequest, mailed: int) -> tuple[PreviewLine, str]:
    """Return the line on mails, and the word beside the button."""
    if mailed:
        return PreviewLine("mail", mails(mailed)), mails(mailed)
    if request.invitees and not request.tells_invitees:
        return _people(request), _("Nobody is told.")
    return PreviewLine("mail-off", _("Nothing in it that invitees need to know; nobody gets a mail.")), ""


def _options(request: BookingRequest) -> list[PreviewLine]:
    return [PreviewLine(icon, text) for icon, text in options.preview_lines(request)]


def _second_zones(request: BookingRequest, me: User) -> list[PreviewLine]:
    assert request.start_at is not None
    start, end = request.start_at, end_of(request)
    own = ZoneInfo(request.time_zone)
    lines = []
    if parse_datetime.is_twice(start.astimezone(own)):
        lines.append(PreviewLine("clock", _which_of_two(start.astimezone(own)), is_warning=True))
    seen = {start.astimezone(own).utcoffset()}
    for name in _zones_of(request.invitees, me):
        offset = start.astimezone(ZoneInfo(name)).utcoffset()
        if offset in seen or len(lines) > _MOST_NAMED:
            continue
        seen.add(offset)
        times = {"city": zones.city(name), "span": format_datetime.span(start, end, zone=ZoneInfo(name))}
        lines.append(PreviewLine("globe", format_datetime.spaced(_("In %(city)s this is %(span)s.") % times)))
    return lines


def _which_of_two(local: datetime) -> str:
    if local.fold:
        return _("That time comes twice that night; the second one is meant.")
    return _("That time comes twice that night; the first one is meant.")


def _zones_of(invitees: tuple[InviteeRequest, ...], me: User) -> list[str]:
    return [me.time_zone, *(invitee.person.time_zone for invitee in invitees if invitee.person)]


def _warnings(request: BookingRequest) -> list[PreviewLine]:
    kept_out = outsiders_kept_out(request)
    return [PreviewLine("warn", kept_out, is_warning=True)] if kept_out else []


def _button_note(request: BookingRequest) -> str:
    count = len(request.invitees)
    if not count:
        return ""
    return mails(count) if request.tells_invitees else _("Nobody is told.")
