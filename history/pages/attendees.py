"""The rows of a session: each part that somebody had in it, and how sure it is whose it was."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from history.models import Attendance, Confidence, EndedSession, Identified, Presence
from history.pages.lanes import Axis, Bar, Interval, interval
from l10n import format_datetime
from meetings.models import Invitee

_TONES = {Confidence.NONE: "bad", Confidence.UNSURE: "warn", Confidence.LIKELY: "", Confidence.CERTAIN: "ok"}
_ICONS = {Confidence.NONE: "refused", Confidence.UNSURE: "unconfirmed", Confidence.LIKELY: "user"}


@dataclass(frozen=True, slots=True)
class Attendee:
    """A row of the table beside the picture.

    ``id`` is that of the part. ``can_confirm``: it is likely or unsure that it was them; ``can_say``: nothing is
    certain; ``can_undo``: somebody has said who it was. ``lane`` is the kind of its bars: host, room, unsure or in.
    ``minutes`` is "" for whoever did not come, ``spans`` is from when to when. ``record`` is what the meeting service
    has, ``sureness`` how sure it is that this was them, with a tone and an icon, and ``known_by`` what says so.
    ``flaws`` are the faults of single stays.
    """

    id: int
    name: str
    key: str
    note: str
    is_host: bool
    is_you: bool
    icon: str
    came: bool
    lane: str
    bars: tuple[Bar, ...]
    minutes: str
    spans: tuple[str, ...]
    flaws: tuple[str, ...]
    record: str
    sureness: str
    tone: str
    sureness_icon: str
    known_by: str
    is_unclear: bool
    can_confirm: bool = False
    can_say: bool = False
    can_undo: bool = False


def spans_of(part: Presence, session: EndedSession) -> list[Interval]:
    """Return from when to when somebody was there, stay by stay, without those that can't be told."""
    return [span for stay in _stays(part) if (span := interval(stay, session))]


def build_attendee(part: Presence, session: EndedSession, axis: Axis, reader: User) -> Attendee:
    """Return the row of ``part``."""
    confidence = Confidence(part.confidence)
    is_unclear = part.came and confidence <= Confidence.UNSURE
    stays = _stays(part)
    is_corrected = part.identified_by == Identified.CORRECTION
    can_say = part.came and confidence < Confidence.CERTAIN
    return Attendee(
        id=part.pk,
        name=part.person.name if part.person else part.name or part.call_number or _("Without a name"),
        key=str(part.person_id or part.key),
        note=_note(part, session),
        is_host=part.role == Invitee.Role.ORGANISER,
        is_you=part.person_id == reader.pk,
        icon={Presence.Kind.ROOM: "terminal", Presence.Kind.PHONE: "phone"}.get(Presence.Kind(part.kind), ""),
        came=part.came,
        lane=_lane(part, is_unclear=is_unclear),
        bars=tuple(axis.bar(span) for span in spans_of(part, session)),
        minutes=_minutes(part.minutes) if part.came else "",
        spans=tuple(axis.words(stay.joined_at, stay.left_at) for stay in stays if not _is_reversed(stay)),
        flaws=tuple(_flaw(stay, axis) for stay in stays if stay.flaw),
        record=_record(part, stays),
        sureness=str(confidence.label),
        tone=_TONES[confidence],
        sureness_icon=_ICONS.get(confidence, "check"),
        known_by=_known_by(part, stays),
        is_unclear=is_unclear,
        can_confirm=can_say and part.person_id is not None,
        can_say=can_say,
        can_undo=is_corrected,
    )


def stayed_to_the_end(part: Presence, session: EndedSession) -> bool:
    """Return whether somebody was there in the last minute, to which the end of a session is told."""
    left = part.left_at or session.end_at
    return part.came and (session.end_at - left).total_seconds() <= 60


def _stays(part: Presence) -> list[Attendance]:
    return sorted(
        part.stays.all(), key=lambda stay: (stay.joined_at.timestamp() if stay.joined_at else float("inf"), stay.pk)
    )


def _lane(part: Presence, *, is_unclear: bool) -> str:
    if is_unclear:
        return "unsure"
    if part.role == Invitee.Role.ORGANISER:
        return "host"
    return "room" if part.kind == Presence.Kind.ROOM else "in"


def _minutes(count: int) -> str:
    return ngettext("%(count)s min", "%(count)s min", count) % {"count": count}


def _note(part: Presence, session: EndedSession) -> str:
    if part.kind == Presence.Kind.ROOM:
        return _("Room")
    if part.kind == Presence.Kind.PHONE:
        return _("By phone")
    if part.person and part.name and part.name != part.person.name:
        return _("as “%(name)s”") % {"name": part.name}
    if not session.knows_guests:
        return ""
    return pgettext("attendee", "Invited") if part.is_invited else _("Not invited")


def _known_by(part: Presence, stays: list[Attendance]) -> str:
    if not part.identified_by:
        return ""
    by = next((stay.corrected_by for stay in stays if stay.corrected_by), None)
    if part.identified_by != Identified.CORRECTION or by is None:
        return str(Identified(part.identified_by).label)
    words = _("%(person)s said so") if part.person_id else _("%(person)s said: nobody of ours")
    return format_datetime.spaced(words % {"person": by.name})


def _is_reversed(stay: Attendance) -> bool:
    return bool(stay.joined_at and stay.left_at and stay.left_at < stay.joined_at)


def _flaw(stay: Attendance, axis: Axis) -> str:
    words = {"flaw": Attendance.Flaw(stay.flaw).label, "span": axis.words(stay.joined_at, stay.left_at)}
    return _("%(flaw)s: %(span)s") % words


def _record(part: Presence, stays: list[Attendance]) -> str:
    first: Attendance | Presence = stays[0] if stays else part
    name = _("“%(name)s”") % {"name": first.name} if first.name else _("no name")
    parts = [name, first.call_number or _("no number")]
    if len(stays) > 1:
        parts.append(ngettext("%(count)s join", "%(count)s joins", len(stays)) % {"count": len(stays)})
    return format_datetime.names(parts)
