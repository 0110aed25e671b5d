"""The mails about a meeting, and who gets them. Called inside the transaction that records the vendor's answer.

Every invitee has one link that stays the same in every mail. Each mail is written in its recipient's
language and zone and put into the outbox in finished words; its key holds the sequence of the calendar
entry, so that the same event told twice is one mail. What an entry says of itself is the invitation, also after a
change: it stands in the calendar for all occurrences and for long. Nothing here carries a host password.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils import translation

from accounts.models import User
from meetings import refusals
from meetings.changed_occurrences import ChangedOccurrence
from meetings.ical.event import calendar_file, method_of
from meetings.invitee_links import join_link
from meetings.mails import (
    invitation,
    meeting_cancelled,
    meeting_changed,
    occurrence_changed,
    occurrences_returned,
    recipients,
    several_occurrences,
    write_result,
)
from meetings.mails.context import About, build_about
from meetings.mails.drafts import Event, MailDraft, about_key, draft_mail
from meetings.models import Invitee, Meeting, Occurrence, VendorWrite
from meetings.snapshots import MeetingSnapshot, Move, Returned, Span
from notifications import outbox
from notifications.mails import html, plain
from notifications.mails.mail import Mail
from notifications.models import Message

Occurrences = tuple[Occurrence, ...]
_ORGANISER = Invitee.Role.ORGANISER


def queue_invitations(*, meeting: Meeting, now: datetime, only: Collection[Invitee] | None = None) -> None:
    """Invite everybody who has a link, or just ``only``; the organiser gets their own copy.

    Where the meeting tells nobody, only the organiser's own copy is written.
    """
    own = Event("own", invitation.build_for, "PUBLISH")
    others = Event("invitation", invitation.build_for, "REQUEST")
    present = _present(meeting) if only is None else only
    mailed = [one for one in present if meeting.tells_invitees or one.role == _ORGANISER]
    _queue(meeting, _each(mailed, own=own, others=others), now)


def queue_change(
    *,
    meeting: Meeting,
    before: MeetingSnapshot,
    now: datetime,
    tell: bool | None = None,
    ended: Sequence[ChangedOccurrence] = (),
    is_divided: bool = False,
) -> None:
    """Tell what a change means to each: invited, changed or no longer invited. ``meeting`` is as it is now.

    Only what an invitee has to know is told (time, title, way in). Raises the calendar's sequence and
    saves it. ``tell`` replaces what the meeting says about telling its invitees; ``ended`` are changed occurrences
    whose date the series has no more; ``is_divided``: what it has no more is another meeting's.
    """
    is_material = meeting_changed.is_material(meeting, before)
    present = _present(meeting)
    gone = list(meeting.invitees.removed().filter(pk__in=before.invitees).select_related("person"))
    added = [invitee for invitee in present if invitee.pk not in before.invitees]
    if not (is_material or gone or added):
        return
    _raise_sequence(meeting)
    tells = meeting.tells_invitees if tell is None else tell
    welcome = [invitee for invitee in added if tells or invitee.role == _ORGANISER]
    if welcome:
        queue_invitations(meeting=meeting, now=now, only=welcome)
    changed = [one for one in present if is_material and one not in added and (tells or one.role == _ORGANISER)]

    def write(about: About) -> Mail:
        return meeting_changed.build_change(about, before, ended, is_divided=is_divided)

    queued = _each(changed, own=Event("changed", write, "PUBLISH"), others=Event("changed", write, "REQUEST"))
    uninvited = Event("uninvited", meeting_cancelled.build_uninvitation, "CANCEL")
    _queue(meeting, queued, now)
    _queue(meeting, [(invitee, uninvited) for invitee in gone if tells], now, is_off=True)


def queue_cancellation(*, meeting: Meeting, now: datetime, tell: bool | None = None) -> None:
    """Tell that it is off, with the word of whoever cancelled it. Raises the calendar's sequence and saves it.

    Of a series that the portal keeps only this one is off.
    """
    if meeting.portal_series and meeting.cancelled_by:
        (occurrence,) = (one for one in _occurrences(meeting) if one.meeting_id == meeting.pk)
        by, note = meeting.cancelled_by, meeting.cancel_note
        queue_cancelled_occurrence(meeting=meeting, occurrence=occurrence, by=by, note=note, now=now, tell=tell)
        return
    _raise_sequence(meeting)
    event = Event("cancelled", meeting_cancelled.build_cancellation, "CANCEL")
    _queue(meeting, [(invitee, event) for invitee in _addressees(meeting, tell)], now)


def queue_moved_occurrence(*, meeting: Meeting, occurrence: Occurrence, was: Span, now: datetime) -> None:
    """Tell that one occurrence is at another time, or takes another while. Raises the calendar's sequence."""
    if (occurrence.start_at, occurrence.end_at) == (was.start_at, was.end_at):
        return
    _raise_sequence(meeting)

    def write(about: About) -> Mail:
        return occurrence_changed.build_moved_occurrence(about, occurrence, was)

    own, others = Event("changed", write, "PUBLISH"), Event("changed", write, "REQUEST")
    _queue(meeting, _each(_addressees(meeting), own=own, others=others), now)


def queue_returned_occurrences(*, meeting: Meeting, returned: Sequence[Returned], now: datetime) -> None:
    """Tell that the vendor holds occurrences by the rule again: where each is, and where it was (None: it was off).

    Raises the calendar's sequence and saves it.
    """
    _raise_sequence(meeting)

    def write(about: About) -> Mail:
        return occurrences_returned.build_returned_occurrences(about, returned)

    own, others = Event("changed", write, "PUBLISH"), Event("changed", write, "REQUEST")
    _queue(meeting, _each(_addressees(meeting), own=own, others=others), now)


def queue_cancelled_occurrence(
    *, meeting: Meeting, occurrence: Occurrence, by: User, note: str, now: datetime, tell: bool | None = None
) -> None:
    """Tell that one occurrence is cancelled, with a word of whoever cancelled it. Raises the calendar's sequence."""
    _raise_sequence(meeting)

    def write(about: About) -> Mail:
        return occurrence_changed.build_cancelled_occurrence(about, occurrence, by, note)

    own = Event("cancelled", write, "PUBLISH")
    # The whole without that one: what programs make of a CANCEL of one date differs (docs/calendar.md).
    others = Event("cancelled", write, "REQUEST")
    _queue(meeting, _each(_addressees(meeting, tell), own=own, others=others), now)


def queue_moved_occurrences(
    *, meeting: Meeting, moves: Sequence[Move], now: datetime, tell: bool | None = None
) -> None:
    """Tell that several occurrences are at other times, or take another while. Raises the calendar's sequence."""
    _raise_sequence(meeting)

    def write(about: About) -> Mail:
        return several_occurrences.build_moved_occurrences(about, moves)

    own, others = Event("changed", write, "PUBLISH"), Event("changed", write, "REQUEST")
    _queue(meeting, _each(_addressees(meeting, tell), own=own, others=others), now)


def queue_series_change(
    *, meeting: Meeting, moves: Sequence[Move], subject: str, invited: frozenset[int | str], now: datetime, tell: bool
) -> None:
    """Tell what a change of several meetings of a series means to each: invited, changed or no longer invited.

    ``subject`` and ``invited``, the keys of who had a link, are those of before; ``meeting`` is one that was changed.
    Raises the calendar's sequence.
    """
    present, has_news = _present(meeting), bool(moves) or subject != meeting.subject
    gone = [one for one in meeting.invitees.removed().select_related("person") if one.key in invited]
    added = [one for one in present if one.key not in invited and one.role != _ORGANISER]
    if not (has_news or added or gone):
        return
    _raise_sequence(meeting)
    if tell and added:
        queue_invitations(meeting=meeting, now=now, only=added)

    def write(about: About) -> Mail:
        return several_occurrences.build_moved_occurrences(about, moves, old_subject=subject)

    own, others = Event("changed", write, "PUBLISH"), Event("changed", write, "REQUEST")
    told = [one for one in _addressees(meeting, tell) if has_news and one not in added]
    _queue(meeting, _each(told, own=own, others=others), now)
    uninvited = Event("uninvited", meeting_cancelled.build_uninvitation, "CANCEL")
    still = {one.key for one in present}
    _queue(meeting, [(one, uninvited) for one in gone if tell and one.key not in still], now, is_off=True)


def queue_cancelled_occurrences(
    *,
    meeting: Meeting,
    occurrences: Sequence[Occurrence],
    by: User,
    note: str,
    now: datetime,
    tell: bool | None = None,
    only: Collection[Invitee] | None = None,
) -> None:
    """Tell that several are cancelled, with a word of whoever cancelled them. Raises the calendar's sequence.

    ``only``: nobody else of those whom the meeting has is told.
    """
    _raise_sequence(meeting)

    def write(about: About) -> Mail:
        return several_occurrences.build_cancelled_occurrences(about, occurrences, by, note)

    own, others = Event("cancelled", write, "PUBLISH"), Event("cancelled", write, "REQUEST")
    told = [one for one in _addressees(meeting, tell) if only is None or one in only]
    _queue(meeting, _each(told, own=own, others=others), now)


def queue_result(*, meeting: Meeting, write: VendorWrite, now: datetime, occurrence: Span | None = None) -> None:
    """Tell whoever asked what became of a write that the page could not wait for.

    A write that is done needs no mail of its own where the organiser's copy already says so. ``occurrence`` is when
    the one occurrence is, that alone it was about.
    """
    is_done = write.state == VendorWrite.State.DONE
    if is_done and Message.objects.filter(about=about_key(meeting), created_at=now).exists():
        return
    asker = write.requested_by
    recipient = recipients.recipient_for_person(asker, then=meeting.organiser)
    with translation.override(recipient.language):
        about = build_about(
            meeting, _occurrences(meeting), recipient, now, f"{settings.PORTAL_URL}/meetings/{meeting.pk}/"
        )
        mail = write_result.build_result(about, write, "" if is_done else refusals.explain_refusal(write), occurrence)
        message = outbox.message(
            kind="result",
            about=about_key(meeting),
            dedup_key=f"write:{write.pk}:{write.state}",
            recipient=asker.email,
            recipient_name=asker.name,
            subject=mail.subject,
            text=plain.text(mail),
            html=html.html(mail),
            now=now,
        )
    outbox.queue([message])


def calendar_of(*, invitee: Invitee, now: datetime) -> tuple[str, str]:
    """Return METHOD and text of the calendar file that the invitee's page offers, in the active language."""
    meeting = invitee.meeting
    is_off = meeting.state in {Meeting.State.CANCELLED, Meeting.State.REFUSED}
    occurrences = _occurrences(meeting)
    method = method_of("CANCEL" if is_off else "PUBLISH", occurrences)
    link = join_link(invitee=invitee)
    recipient = recipients.recipient_for_invitee(invitee, organiser=meeting.organiser)
    about = build_about(meeting, occurrences, recipient, now, link, is_own=invitee.role == _ORGANISER)
    mail = meeting_cancelled.build_cancellation(about) if is_off else invitation.build_for(about)
    return method, calendar_file(
        meeting=meeting,
        invitee=invitee,
        method=method,
        description=plain.text(mail),
        link="" if is_off else link,
        now=now,
        occurrences=about.occurrences,
    )


def _present(meeting: Meeting) -> list[Invitee]:
    return list(meeting.invitees.present().select_related("person"))


def _addressees(meeting: Meeting, tell: bool | None = None) -> list[Invitee]:
    """Return everybody, or the organiser alone; ``tell`` replaces what the meeting says about that."""
    tells = meeting.tells_invitees if tell is None else tell
    return [invitee for invitee in _present(meeting) if tells or invitee.role == _ORGANISER]


def _occurrences(meeting: Meeting) -> Occurrences:
    """Return the occurrences of a series, whoever keeps it, with one query for all its mails."""
    if meeting.portal_series_id:
        return tuple(Occurrence.objects.of_portal_series(meeting.portal_series_id))
    return tuple(meeting.occurrences.all()) if meeting.is_series else ()


def _raise_sequence(meeting: Meeting) -> None:
    for entry in {meeting, meeting.calendar_entry}:
        entry.ical_sequence += 1
        entry.save(update_fields=["ical_sequence"])


def _each(invitees: Iterable[Invitee], *, own: Event, others: Event) -> list[tuple[Invitee, Event]]:
    """Return what each is told: the organiser ``own``, everybody else ``others``."""
    return [(invitee, own if invitee.role == _ORGANISER else others) for invitee in invitees]


def _queue(
    meeting: Meeting, queued: Collection[tuple[Invitee, Event]], now: datetime, *, is_off: bool = False
) -> None:
    """Put a mail to each into the outbox, all in one statement; what several read alike is written once.

    ``is_off``: for those it is not held, though it is for others.
    """
    if not queued:
        return
    occurrences = _occurrences(meeting)
    for one in occurrences:
        if is_off and meeting.portal_series_id and one.meeting_id == meeting.pk:
            one.is_cancelled = True

    @cache
    def draft(event: Event, role: str, recipient: recipients.Recipient) -> MailDraft:
        return draft_mail(
            meeting=meeting, event=event, role=role, recipient=recipient, now=now, occurrences=occurrences
        )

    messages = []
    for invitee, event in queued:
        role = _ORGANISER if invitee.role == _ORGANISER else Invitee.Role.GUEST  # co-hosts read what guests do
        recipient = recipients.recipient_for_invitee(invitee, organiser=meeting.organiser)
        messages.append(draft(event, role, recipient).message_to(invitee, now=now))
    outbox.queue(messages)
