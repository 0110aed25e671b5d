"""One session: what really happened, who was in it when, what was done and recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from history import access
from history.models import Confidence, EndedSession, Presence
from history.pages import attendees, lanes
from history.pages.actions import Action, build_actions
from history.pages.attendees import Attendee
from history.pages.lanes import Axis, Interval
from history.pages.session_recordings import RecordingRow, build_recordings, word_no_recordings
from history.pages.who_is_who import Refused, WhoIsWho, build_who_is_who
from history.queries.parts import parts_shown
from l10n import format_datetime, zones
from meetings import access as meeting_access

_Details = EndedSession.Details
_MOST_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with its words; ``below`` says more, ``is_warning``: somebody should look."""

    number: str
    words: str
    below: str
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """Another session of the same meeting."""

    address: str
    when: str


@dataclass(frozen=True, slots=True)
class SessionPage:
    """What the page shows. ``is_whole``: the reader sees everybody, and may export; else their own part alone.

    ``pending`` says why there are no numbers, ``who`` is what is asked of whoever may correct it. ``again`` is the
    address of the form that books the same again, "" for whoever may not.
    """

    id: int
    subject: str
    tile: tuple[str, str, str]
    when: str
    zone_city: str
    planned: str
    organiser: str
    is_organiser: bool
    meeting: str
    again: str
    is_whole: bool
    pending: str
    who: WhoIsWho | None
    tiles: tuple[Tile, ...]
    axis: Axis
    attendees: tuple[Attendee, ...]
    recordings: tuple[RecordingRow, ...]
    no_recordings: str
    done: tuple[Action, ...]
    others: tuple[Other, ...]


def build_session_page(
    session: EndedSession, person: User, now: datetime, *, refused: Refused | None = None
) -> SessionPage:
    """Return the page as ``person`` sees it, who may open it; ``refused`` is what they typed and can't be."""
    is_whole = access.is_in_charge(person=person, session=session)
    parts = parts_shown(person=person, session=session)
    planned, zone = _planned(session), person.zone
    spans = [attendees.spans_of(part, session) for part in parts]
    axis = lanes.build_axis(session, [span for each in spans for span in each], planned, zone)
    start = session.start_at.astimezone(zone)
    meeting = session.meeting
    can_change = meeting is not None and meeting_access.can_change(person=person, meeting=meeting)
    return SessionPage(
        id=session.pk,
        subject=session.subject,
        tile=format_datetime.tile(start.date()),
        when=format_datetime.when(session.start_at, session.end_at, zone=zone, now=now),
        zone_city=zones.city(person.time_zone),
        planned=format_datetime.span(*planned, zone=zone) if planned else "",
        organiser=session.organiser.name if session.organiser else session.scheduler_name,
        is_organiser=session.organiser_id == person.pk,
        meeting=_meeting_address(session, person),
        again=f"{reverse('meetings:book')}?like={meeting.pk}" if meeting and can_change else "",
        is_whole=is_whole,
        pending=_pending(session),
        who=build_who_is_who(session, parts, reader=person, now=now, refused=refused) if is_whole else None,
        tiles=_tiles(session, parts, spans, planned, axis) if is_whole and session.details == _Details.READ else (),
        axis=axis,
        attendees=tuple(attendees.build_attendee(part, session, axis, person) for part in parts),
        recordings=build_recordings(session, person, now),
        no_recordings=word_no_recordings(session),
        done=build_actions(session, axis) if is_whole else (),
        others=_others(session, person, now),
    )


def _pending(session: EndedSession) -> str:
    """Return why it isn't said who was there; of how many that was known the number stays."""
    if session.details == _Details.READ:
        return ""
    if session.details == _Details.PURGED and session.attendee_count:
        words = ngettext(
            "%(count)s came; who it was is no longer kept here.",
            "%(count)s came; who they were is no longer kept here.",
            session.attendee_count,
        )
        return words % {"count": session.attendee_count}
    return str(_Details(session.details).label)


def _planned(session: EndedSession) -> Interval | None:
    """Return when it should have been held; None where that isn't known here."""
    if session.occurrence:
        return session.occurrence.start_at, session.occurrence.end_at
    if session.meeting and not session.meeting.is_series:
        return session.meeting.start_at, session.meeting.end_at
    return None


def _meeting_address(session: EndedSession, person: User) -> str:
    if session.meeting_id is None:
        return ""
    found = meeting_access.visible_to(person=person).filter(pk=session.meeting_id).exists()
    return reverse("meetings:detail", args=[session.meeting_id]) if found else ""


def _tiles(
    session: EndedSession, parts: list[Presence], spans: list[list[Interval]], planned: Interval | None, axis: Axis
) -> tuple[Tile, ...]:
    came = [part for part in parts if part.came]
    unclear = [part for part in came if part.confidence <= Confidence.UNSURE]
    stayed = [part for part in came if attendees.stayed_to_the_end(part, session)]
    most, at = lanes.most_at_once(spans)
    left = len(came) - len(stayed)
    return (
        _length(session, planned),
        Tile(str(most), _("at the same time at most"), _("from %(at)s") % {"at": axis.clock(at)} if at else ""),
        *(_invited(came, parts) if session.knows_guests else (Tile(str(len(came)), _("came, invited or not"), ""),)),
        Tile(str(len(stayed)), _("stayed to the end"), _counted_left(left)),
        Tile(str(len(unclear)), _("not clear who"), "", is_warning=bool(unclear)),
    )


def _invited(came: list[Presence], parts: list[Presence]) -> tuple[Tile, ...]:
    invited = sum(part.is_invited for part in parts)
    invited_came = sum(part.is_invited for part in came)
    return (
        Tile(str(invited), _("invited"), _came_uninvited(len(came) - invited_came)),
        Tile(str(invited_came), _("of them came"), _counted_away(invited - invited_came)),
    )


def _length(session: EndedSession, planned: Interval | None) -> Tile:
    held = _minutes(session.end_at - session.start_at)
    number = ngettext("%(count)s min", "%(count)s min", held) % {"count": held}
    if planned is None:
        return Tile(number, _("held"), "")
    length = _minutes(planned[1] - planned[0])
    over = held - length
    below = ""
    if over > 0:
        below = ngettext("%(count)s min over", "%(count)s min over", over) % {"count": over}
    elif over < 0:
        below = ngettext("%(count)s min shorter", "%(count)s min shorter", -over) % {"count": -over}
    return Tile(number, _("held, %(count)s planned") % {"count": length}, below)


def _came_uninvited(count: int) -> str:
    return ngettext("%(count)s more came", "%(count)s more came", count) % {"count": count} if count > 0 else ""


def _counted_away(count: int) -> str:
    return ngettext("%(count)s did not", "%(count)s did not", count) % {"count": count} if count else ""


def _counted_left(count: int) -> str:
    return ngettext("%(count)s left before", "%(count)s left before", count) % {"count": count} if count else ""


def _minutes(length: timedelta) -> int:
    return max(0, round(length.total_seconds() / 60))


def _others(session: EndedSession, person: User, now: datetime) -> tuple[Other, ...]:
    """Return what else was held of the same meeting within a day of it."""
    day = timedelta(days=1)
    found = EndedSession.objects.visible_to(person).filter(
        tenant=session.tenant_id,
        vendor_conference_id=session.vendor_conference_id,
        start_at__gt=session.start_at - day,
        start_at__lt=session.start_at + day,
    )
    rows = found.exclude(pk=session.pk).order_by("start_at", "pk")[:_MOST_OTHERS]
    return tuple(
        Other(
            reverse("history:session", args=[row.pk]),
            format_datetime.when(row.start_at, row.end_at, zone=person.zone, now=now),
        )
        for row in rows
    )
