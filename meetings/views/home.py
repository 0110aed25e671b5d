"""Home: what is next, and is anything wrong."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.models import User
from l10n import format_datetime, zones
from meetings.models import Meeting
from meetings.pages import attention, banners, next_meeting, rows
from meetings.pages.join_path import join_address
from meetings.queries import lists
from meetings.queries.lists import MeetingRow
from meetings.views.lookups import person_of

_DAYS_SHOWN = 7
_MOST_ROWS = 60


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Attention first, then what is next, today, and the coming days.

    A page on which something is Waiting or Checking asks again; as long as nothing is new there, the answer is 204.
    """
    person, now = person_of(request), timezone.now()
    needing = lists.needs_a_look(person=person, now=now)
    if request.headers.get("HX-Request") and request.GET.get("seen") == attention.fingerprint(needing):
        return HttpResponse(status=204)
    return render(request, "meetings/home.html", _context(person, now, needing))


def _context(person: User, now: datetime, needing: list[MeetingRow]) -> dict[str, Any]:
    page = rows.Page(person, now)
    midnight = datetime.combine(page.today, datetime.min.time(), tzinfo=page.zone)
    until = midnight + timedelta(days=_DAYS_SHOWN)
    found = lists.between(person=person, now=now, since=midnight, until=until, limit=_MOST_ROWS)
    today = [row for row in found if row.start_at.astimezone(page.zone).date() <= page.today]
    upcoming = next_meeting.next_of(found, page)
    joins = _joins(person, found, now)
    context: dict[str, Any] = {
        "title": format_datetime.day_title(page.today, today=page.today),
        "sentence": _sentence(today, now),
        "zone_city": zones.city(person.time_zone),
        "zone_offset": zones.offset(person.time_zone, now),
        "clock": format_datetime.clock(now, zone=page.zone),
        "attention": attention.items(needing, page),
        "attention_count": len(needing),
        "fingerprint": attention.fingerprint(needing),
        "is_unclear": attention.is_unclear(needing),
        "cards": next_meeting.cards(upcoming, page, joins=joins) if upcoming else [],
        "today": _today(today, page, joins, upcoming[0] if upcoming else None),
        "days": _days(found[len(today) :], page),
        "nothing_today": _nothing_today(person, found[len(today) :], page) if not today else "",
        "reference": uuid4(),
    }
    return context | banners.context(person, now)


def _joins(person: User, found: list[MeetingRow], now: datetime) -> dict[UUID, str]:
    """The person's own links into what is open now or next."""
    opens = now + timedelta(hours=12)
    ids = [
        row.id
        for row in found
        if row.state in {Meeting.State.BOOKED, Meeting.State.RUNNING} and row.start_at <= opens and row.end_at > now
    ]
    return {key: join_address(invitee) for key, invitee in next_meeting.joins_of(person, ids).items()}


def _today(
    found: list[MeetingRow], page: rows.Page, joins: dict[UUID, str], next_row: MeetingRow | None
) -> SafeString:
    """The day's rows with the line where the day stands."""
    begun = [row for row in found if row.start_at <= page.now]
    ahead = found[len(begun) :]
    parts = [rows.in_agenda(begun, page, joins=joins, next_row=None)]
    if begun and ahead:
        parts.append(rows.now_line(page))
    parts.append(rows.in_agenda(ahead, page, joins=joins, next_row=next_row))
    return rows.joined(parts)


def _days(found: list[MeetingRow], page: rows.Page) -> list[tuple[str, str, SafeString]]:
    """Heading, date and rows of each coming day."""
    tomorrow = page.today + timedelta(days=1)
    days = []
    for day, group in groupby(found, key=lambda row: row.start_at.astimezone(page.zone).date()):
        title = format_datetime.day_title(day, today=page.today)
        names = (_("Tomorrow"), title) if day == tomorrow else (title, "")
        days.append((*names, rows.in_agenda(group, page, joins={}, next_row=None)))
    return days


def _sentence(today: list[MeetingRow], now: datetime) -> str:
    counted = [row for row in today if row.state not in {Meeting.State.CANCELLED, Meeting.State.REFUSED}]
    if not counted:
        return _("No meetings today.")
    ahead = sum(row.end_at > now and row.state != Meeting.State.ENDED for row in counted)
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


def _nothing_today(person: User, later: list[MeetingRow], page: rows.Page) -> str:
    """When the next meeting is, where today has none."""
    ahead = [row for row in later if row.state in {Meeting.State.BOOKED, Meeting.State.RUNNING}]
    ahead = ahead or lists.coming(person=person, now=page.now, limit=1, offset=0)
    if not ahead:
        return _("Nothing is planned.")
    when = format_datetime.moment(ahead[0].start_at, zone=page.zone, now=page.now)
    return _("Your next meeting: %(when)s.") % {"when": when}
