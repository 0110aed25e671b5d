"""What every mail about one meeting shares: who writes, who receives it, the facts at the foot."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.vendor.sites import known_site_of
from l10n import format_datetime
from l10n.numbers import grouped
from meetings.mails import series, times
from meetings.mails.phone import phone_number
from meetings.mails.recipients import Recipient
from meetings.models import Meeting, Occurrence
from meetings.snapshots import MeetingSnapshot, Span
from notifications.mails.mail import Button, Fact, When


@dataclass(frozen=True, slots=True)
class About:
    """One meeting for one recipient. ``link`` is the recipient's own; ``is_own`` marks the organiser's own copy."""

    meeting: Meeting
    recipient: Recipient
    now: datetime
    link: str
    organisation: str
    phone_numbers: tuple[str, ...] = ()
    is_own: bool = False
    # Of a series: all its occurrences by start, cancelled ones too.
    occurrences: tuple[Occurrence, ...] = ()

    @property
    def organiser(self) -> User:
        return self.meeting.organiser

    @property
    def moment(self) -> str:
        """Return the date and time for a subject line: "Tue 19 May, 09:00"."""
        return format_datetime.moment(self.meeting.start_at, zone=self.recipient.zone, now=self.now)

    def when(self, of: Meeting | MeetingSnapshot) -> When:
        """Return when it is, or was, on the recipient's clock; of a series with the lines about its occurrences."""
        shown = self.on(of)
        if of is not self.meeting or not self.occurrences:
            return shown
        return replace(
            shown,
            below=(
                *shown.below,
                *series.list_series_lines(self.meeting, self.occurrences, zone=self.recipient.zone, now=self.now),
            ),
        )

    def on(self, of: Meeting | MeetingSnapshot | Occurrence | Span) -> When:
        """Return when one occurrence is, or was, without the lines about others."""
        there = ZoneInfo(self.meeting.time_zone)
        return times.when(of.start_at, of.end_at, zone=self.recipient.zone, there=there, now=self.now)

    def moment_of(self, occurrence: Occurrence) -> str:
        """Return the date and time of one occurrence for a subject line."""
        return format_datetime.moment(occurrence.start_at, zone=self.recipient.zone, now=self.now)

    def button(self) -> Button:
        return Button(_("Join the meeting"), self.link)

    def replies(self) -> str:
        """Return the sentence where an answer goes; the organiser's own copy says nothing about it."""
        return "" if self.is_own else with_person(_("Replies go to %(person)s."), self.organiser)


def build_about(
    meeting: Meeting,
    occurrences: tuple[Occurrence, ...],
    recipient: Recipient,
    now: datetime,
    link: str,
    *,
    is_own: bool = False,
) -> About:
    """Return the meeting as a mail to ``recipient`` tells of it, with the phone numbers of its tenant's site."""
    site = known_site_of(tenant=meeting.tenant)
    return About(
        meeting=meeting,
        recipient=recipient,
        now=now,
        link=link,
        organisation=meeting.tenant.name,
        phone_numbers=tuple(site["phone_numbers"]) if site else (),
        is_own=is_own,
        occurrences=occurrences,
    )


def facts(about: About, before: MeetingSnapshot | Meeting | None = None) -> tuple[Fact, ...]:
    """Return ID, password, phone and room; after a change each says whether it is the old one.

    In a series that the portal keeps each meeting has an ID of its own.
    """
    meeting = about.meeting
    if meeting.portal_series_id:
        return (Fact(_("Meeting ID"), _("Each date has its own. Your link shows the one of the next date.")),)
    found = [
        _kept(_("Meeting ID"), meeting.number, before.number if before else None),
        _kept(_("Password"), meeting.guest_password, before.guest_password if before else None),
    ]
    if about.phone_numbers and not before:
        number = phone_number(list(about.phone_numbers))
        found.append(Fact(_("By phone"), _("%(number)s, then the two numbers above") % {"number": number}))
    if not before:
        found.append(Fact(_("In a room"), _("Key in the meeting ID on the room display")))
    return tuple(fact for fact in found if fact)


def _kept(label: str, number: str, old: str | None) -> Fact | None:
    if not number:
        return None
    value = grouped(number)
    if old is None:
        return Fact(label, value)
    if old == number:
        return Fact(label, _("%(value)s, unchanged") % {"value": value})
    return Fact(label, _("%(value)s, new") % {"value": value})


def with_person(pattern: str, person: User) -> str:
    """Return ``pattern`` with the person's name."""
    return format_datetime.spaced(pattern % {"person": person.name})
