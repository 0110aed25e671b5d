"""The mail that a meeting has moved, or that something else about it is new."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from l10n import format_datetime
from meetings.changed_occurrences import ChangedOccurrence
from meetings.mails import series
from meetings.mails.context import About, facts, with_person
from meetings.models import Meeting
from meetings.snapshots import MeetingSnapshot, held_spans
from notifications.mails.mail import Fact, Mail
from notifications.mails.subjects import subject_line

# What an invitee has to know of what a form can change; the vendor can change the meeting's ID as well.
MATERIAL, TIMES = ("subject", "guest_password"), ("start_at", "length_minutes")


def is_material(meeting: Meeting, before: MeetingSnapshot) -> bool:
    """Tell whether the change is one that an invitee has to know: the time, the title, the way in."""
    times = () if meeting.is_series else TIMES
    if any(getattr(meeting, side) != getattr(before, side) for side in (*MATERIAL, *times, "vendor_conference_id")):
        return True
    return meeting.is_series and held_spans(meeting) != before.occurrences


def build_change(
    about: About,
    before: MeetingSnapshot,
    ended: Sequence[ChangedOccurrence] = (),
    *,
    is_divided: bool = False,
) -> Mail:
    """Return the mail with old and new side by side, and what stays, in the active language.

    ``ended`` are the changed occurrences whose date the series has no more; ``is_divided``: what it has no more is
    another meeting's.
    """
    meeting, has_moved = about.meeting, _has_moved(about, before)
    is_of_other_length = meeting.start_at == before.start_at and meeting.length_minutes != before.length_minutes
    has_new_time = has_moved or is_of_other_length
    was, when = about.when(before), about.when(meeting)
    return Mail(
        language=about.recipient.language,
        subject=_subject(about, has_moved=has_moved),
        preheader=_preheader(str(was), str(when), has_new_time=has_new_time),
        organisation=about.organisation,
        notice=_notice(about, has_moved=has_moved),
        notice_more=format_datetime.sentences(
            _("Dates that are no longer here go on under another meeting ID, with an invitation of their own.")
            if is_divided
            else "",
            _("Your link stays the same."),
        ),
        lead=_lead(about, has_moved=has_moved),
        title=meeting.subject,
        old_when=was if has_new_time else None,
        when=when,
        button=about.button(),
        facts=(
            *_new_title(meeting, before),
            *_new_rule(about, before),
            *_no_longer(about, ended),
            *facts(about, before),
        ),
        foot=format_datetime.sentences(
            _("Your calendar entry changes with the attached file."), _("Your link stays the same."), about.replies()
        ),
    )


def _has_moved(about: About, before: MeetingSnapshot) -> bool:
    """Tell whether it has moved; a series whose next occurrence was cancelled has not, its next one is another."""
    is_off = any(
        occurrence.is_cancelled and occurrence.start_at == before.start_at for occurrence in about.occurrences
    )
    return about.meeting.start_at != before.start_at and not is_off


def _notice(about: About, *, has_moved: bool) -> str:
    if about.occurrences:
        return _("The series has changed.")
    return _("The meeting has moved.") if has_moved else _("The meeting has changed.")


def _subject(about: About, *, has_moved: bool) -> str:
    pattern = _("Moved: %(title)s · now %(when)s") if has_moved else _("Changed: %(title)s · %(when)s")
    return subject_line(pattern, title=about.meeting.subject, when=about.moment)


def _preheader(was: str, when: str, *, has_new_time: bool) -> str:
    if has_new_time:
        return _("Was %(old)s. Now %(new)s.") % {"old": was, "new": when}
    return _("%(when)s, as before.") % {"when": when}


def _lead(about: About, *, has_moved: bool) -> str:
    if about.is_own:
        return _("Your meeting has moved") if has_moved else _("Your meeting has changed")
    pattern = _("%(person)s moved the meeting") if has_moved else _("%(person)s changed the meeting")
    return with_person(pattern, about.organiser)


def _new_title(meeting: Meeting, before: MeetingSnapshot) -> tuple[Fact, ...]:
    return (Fact(_("Title"), meeting.subject, before.subject),) if meeting.subject != before.subject else ()


def _new_rule(about: About, before: MeetingSnapshot) -> tuple[Fact, ...]:
    rule, there = about.meeting.recurrence, ZoneInfo(about.meeting.time_zone)
    held = [occurrence for occurrence in about.occurrences if not occurrence.is_cancelled]
    if rule is None or before.recurrence is None or not held or not before.occurrences:
        return ()
    old = series.describe_repetition(before.recurrence, before.occurrences, there=there, now=about.now)
    new = series.describe_repetition(rule, held, there=there, now=about.now)
    return (Fact(_("Repeats"), new, old),) if new != old else ()


def _no_longer(about: About, ended: Sequence[ChangedOccurrence]) -> tuple[Fact, ...]:
    if not ended:
        return ()
    zone = about.recipient.zone
    lines = (series.describe_exception(one, zone=zone, now=about.now) for one in ended)
    return (Fact(_("No longer"), format_datetime.sentences(*lines)),)
