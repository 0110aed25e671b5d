"""Whose link it is, and what an outsider lets the portal know by it."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q

from encryption.keys import fingerprints
from l10n import zone_links, zones
from l10n.problem import Problem
from meetings.errors import LinkUnknown
from meetings.models import Invitee, Meeting, Occurrence, OpenLink
from meetings.models.invitee import InviteeQuerySet
from meetings.problems import Code

_OF_THE_MEETING = (
    "meeting__organiser",
    "meeting__tenant__application",
    "meeting__cancelled_by",
    "meeting__portal_series",
)
_RELATED = ("person", *_OF_THE_MEETING)
_HELD = (Meeting.State.BOOKED, Meeting.State.RUNNING, Meeting.State.ENDED)


def find_invitee(*, token: str, now: datetime) -> Invitee:
    """Return the invitee whose link holds ``token``, with meeting, organiser and tenant.

    In a series that the portal keeps each link of theirs leads to the meeting that is on or next.

    Found by a keyed hash, so the time of the answer tells nothing about a token that is nearly right.
    Raises LinkUnknown for one that never was, was replaced, or belongs to somebody who was taken off.
    """
    found = Invitee.objects.filter(join_token_hash__in=fingerprints(token)).select_related(*_RELATED)
    if (invitee := found.first()) and (present := _present_row(invitee)):
        return _of_next_meeting(present, now)
    raise LinkUnknown(Problem(Code.LINK_UNKNOWN))


def find_open_link(*, token: str) -> OpenLink:
    """Return the link for everybody that holds ``token``, with meeting, organiser and tenant.

    Found as an invitee's is. Raises LinkUnknown for one that never was, was replaced or switched off, and while not
    everybody may enter the meeting.
    """
    found = OpenLink.objects.filter(token_hash__in=fingerprints(token), meeting__entry=Meeting.Entry.EVERYONE)
    if open_link := found.select_related(*_OF_THE_MEETING).first():
        return open_link
    raise LinkUnknown(Problem(Code.LINK_UNKNOWN))


def _present_row(invitee: Invitee) -> Invitee | None:
    """Return what the link leads to: each link that a person was ever sent, while they are invited by any."""
    if invitee.removed_at is None or invitee.person_id is None:
        return invitee if invitee.removed_at is None else None
    others = Invitee.objects.present().filter(meeting=invitee.meeting_id, person=invitee.person_id)
    return others.select_related(*_RELATED).first()


def _of_next_meeting(invitee: Invitee, now: datetime) -> Invitee:
    """Return the same person's row for the meeting of the series that runs, else the next, else the last."""
    meeting = invitee.meeting
    if meeting.portal_series_id is None and meeting.family is None:
        return invitee
    them = Q(person=invitee.person_id) if invitee.person_id else Q(person=None, email=invitee.email)
    if meeting.family:
        return _of_family(invitee, Invitee.objects.present().filter(them, meeting__family=meeting.family), now)
    rows = Invitee.objects.present().filter(them, meeting__portal_series=meeting.portal_series_id)
    held = list(rows.filter(meeting__state__in=_HELD).select_related(*_RELATED).order_by("meeting__start_at"))
    running = (one for one in held if one.meeting.state == Meeting.State.RUNNING)
    ahead = (one for one in held if one.meeting.end_at > now)
    return next(running, None) or next(ahead, None) or next(reversed(held), invitee)


def _of_family(invitee: Invitee, rows: InviteeQuerySet, now: datetime) -> Invitee:
    """Return the row for that of the divided meetings which runs, else has the next date, else had the last."""
    found = list(rows.filter(meeting__state__in=_HELD).select_related(*_RELATED).order_by("meeting__created_at"))
    if running := next((one for one in found if one.meeting.state == Meeting.State.RUNNING), None):
        return running
    held = Occurrence.objects.held().filter(meeting__in=[one.meeting_id for one in found])
    coming = held.filter(end_at__gt=now).order_by("start_at").values_list("meeting", flat=True).first()
    chosen = coming or held.order_by("-start_at").values_list("meeting", flat=True).first()
    return next((one for one in found if one.meeting_id == chosen), invitee)


def choose_language(*, invitee: Invitee, language: str) -> None:
    """Keep the language that an outsider has chosen, for their pages and mails; a person has chosen their own."""
    if language in dict(settings.LANGUAGES) and invitee.person_id is None:
        Invitee.objects.filter(pk=invitee.pk).update(language=language)


def learn_zone(*, invitee: Invitee, zone: str) -> None:
    """Keep the zone in which an outsider opened their link, for their next mails; a person has chosen their own.

    What is no IANA zone of a place is left out: "UTC" is what the machine says that opens a mail's links before its
    reader does.
    """
    is_of_a_place = zones.is_zone(zone) and "/" in zone and not zone.startswith("Etc/")
    if is_of_a_place and invitee.person_id is None and invitee.time_zone != (present := zone_links.canonical(zone)):
        Invitee.objects.filter(pk=invitee.pk).update(time_zone=present)
