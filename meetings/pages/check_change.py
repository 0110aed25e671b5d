"""A change of a date and those that follow, before it is made: each date old and new, what is asked, who is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime, zones
from meetings.models import AgendaEntry, Meeting, Occurrence
from meetings.pages.named_meeting import NamedMeeting
from meetings.requests import BookingRequest
from meetings.services import occurrences
from meetings.services.split_plan import PlannedDate, SplitPlan, StepKind
from meetings.snapshots import Span

_NOT_KEPT = {"csrfmiddlewaretoken", "scope", "confirmed"}


@dataclass(frozen=True, slots=True)
class CheckedDate:
    """``was`` and ``becomes`` are "" where there is nothing to say; ``note`` is what is good to know."""

    day: str
    was: str
    becomes: str
    note: str
    is_clash: bool = False


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """``label`` names the scope, ``detail`` its days."""

    value: str
    label: str
    detail: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """``fields`` are what was typed, for the form that confirms it; ``button`` names scope and day."""

    meeting: NamedMeeting
    occurrence_id: int
    scope: str
    scopes: tuple[ScopeChoice, ...]
    zone: str
    dates: tuple[CheckedDate, ...]
    asks: tuple[str, ...]
    mails: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    button: str
    # What the vendor said where it was asked for the whole, "" where it was not.
    refusal: str = ""


def build_check_page(
    meeting: Meeting,
    occurrence: Occurrence,
    request: BookingRequest,
    plan: SplitPlan,
    *,
    scope: str,
    typed: QueryDict,
    now: datetime,
    refusal: str = "",
) -> CheckPage:
    """Return the page; ``typed`` is the form as it was sent. Four queries."""
    zone = ZoneInfo(request.time_zone)
    following = occurrences.list_following(meeting=meeting, occurrence=occurrence, now=now)
    first, last = (_day(row.start_at, zone, now) for row in (following[0], following[-1]))
    more = len(following) - 1
    names = {"day": first, "count": more}
    whole = ngettext("This and %(count)s following", "This and %(count)s following", more) % names
    choices = [ScopeChoice("one", _("This one"), _("%(day)s only") % names, scope == "one")]
    if len(following) > 1:
        choices.append(ScopeChoice("following", whole, f"{first} – {last}", scope == "following"))
    button = (
        _("Change %(day)s only") % names
        if scope == "one"
        else ngettext("Change %(day)s and the one after it", "Change %(day)s and %(count)s following", more) % names
    )
    return CheckPage(
        meeting=NamedMeeting.of(meeting),
        occurrence_id=occurrence.pk,
        scope=scope,
        scopes=tuple(choices),
        zone=format_datetime.spaced(_("%(city)s time") % {"city": zones.city(zone.key)}),
        dates=tuple(_dates(meeting, plan, zone, now)),
        asks=tuple(_asks(plan, zone, now)),
        mails=tuple(_mails(meeting, request)),
        fields=tuple((name, value) for name in typed if name not in _NOT_KEPT for value in typed.getlist(name)),
        button=button,
        refusal=refusal,
    )


def _dates(meeting: Meeting, plan: SplitPlan, zone: ZoneInfo, now: datetime) -> Iterable[CheckedDate]:
    busy = _busy(meeting, [date.becomes for date in plan.dates if date.becomes])
    usual = plan.dates[0].becomes or plan.dates[0].was
    for date in plan.dates:
        shown = date.becomes or date.was
        assert shown is not None
        clash = next((name for name, span in busy if date.becomes and _overlap(span, date.becomes)), "")
        yield CheckedDate(
            day=_day(shown.start_at, zone, now),
            was=_clocks(date.was, zone) if date.was != date.becomes else "",
            becomes=_clocks(date.becomes, zone),
            note=_note(date, usual, clash, zone),
            is_clash=bool(clash),
        )


def _note(date: PlannedDate, usual: Span | None, clash: str, zone: ZoneInfo) -> str:
    if date.becomes is None:
        return _("Not on this day any more")
    if clash:
        return _("Clashes with your “%(subject)s”") % {"subject": clash}
    if date.is_own:
        return _("Moved for itself, so it keeps its own time")
    if date.was is None:
        return _("New")
    if usual and _offset(date.becomes, zone) != _offset(usual, zone):
        return _("after the clocks change")
    return ""


def _offset(span: Span, zone: ZoneInfo) -> object:
    return span.start_at.astimezone(zone).utcoffset()


def _busy(meeting: Meeting, spans: Sequence[Span]) -> list[tuple[str, Span]]:
    """Return what else the organiser has meanwhile."""
    if not spans:
        return []
    held = AgendaEntry.objects.filter(
        tenant=meeting.tenant_id,
        person=meeting.organiser_id,
        is_cancelled=False,
        start_at__lt=max(span.end_at for span in spans),
        end_at__gt=min(span.start_at for span in spans),
    ).exclude(meeting=meeting)
    found = held.values_list("meeting__subject", "start_at", "end_at")
    return [(subject, Span(start_at, end_at)) for subject, start_at, end_at in found]


def _overlap(one: Span, other: Span) -> bool:
    return one.start_at < other.end_at and other.start_at < one.end_at


def _asks(plan: SplitPlan, zone: ZoneInfo, now: datetime) -> Iterable[str]:
    for step in plan.steps:
        count = {"count": step.dates}
        if step.kind is StepKind.BOOK_MEETING:
            yield _("Book a meeting of its own, with a new meeting ID")
        elif step.kind is StepKind.BOOK_SERIES:
            yield (
                ngettext(
                    "Book a new series of %(count)s date, with a new meeting ID",
                    "Book a new series of %(count)s dates, with a new meeting ID",
                    step.dates,
                )
                % count
            )
        elif step.kind is StepKind.MOVE_AGAIN:
            yield (
                ngettext("Move %(count)s date in it to its own time", "Move %(count)s dates in it", step.dates) % count
            )
        elif step.kind is StepKind.CANCEL_AGAIN:
            yield ngettext("Cancel %(count)s date in it", "Cancel %(count)s dates in it", step.dates) % count
        else:
            yield (
                ngettext(
                    "Then cancel %(count)s date of the present series",
                    "Then cancel %(count)s dates of the present series",
                    step.dates,
                )
                % count
            )


def _mails(meeting: Meeting, request: BookingRequest) -> Iterable[str]:
    guests = meeting.invitees.guests().count()
    if not request.tells_invitees:
        yield _("Nobody but you is told.")
        return
    changed = ngettext("Change: %(count)s person", "Change: %(count)s people", guests)
    yield changed % {"count": guests}
    invited = len(request.invitees)
    yield ngettext("Invitation: %(count)s person", "Invitation: %(count)s people", invited) % {"count": invited}


def _day(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    return format_datetime.day(at.astimezone(zone).date(), today=now.astimezone(zone).date())


def _clocks(span: Span | None, zone: ZoneInfo) -> str:
    return format_datetime.span(span.start_at, span.end_at, zone=zone) if span else ""
