"""What a preview says of occurrences that were changed for themselves, where the whole series is changed."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime
from meetings.changed_occurrences import ChangedOccurrence
from meetings.mails.series import describe_exception
from meetings.snapshots import Span


def describe_staying(one: ChangedOccurrence, span: Span | None, *, zone: ZoneInfo, now: datetime) -> str:
    """Return how it stays: off where ``span`` is None, at a time of its own, or of a length of its own."""
    if span is None:
        return _("stays cancelled")
    if one.start_at == one.original_start_at:
        return _("stays until %(end)s") % {"end": format_datetime.clock(span.end_at, zone=zone)}
    words = {"time": format_datetime.clock(span.start_at, zone=zone)}
    if span.start_at.astimezone(zone).date() == one.day:
        return _("stays at %(time)s") % words
    words["day"] = format_datetime.day(one.day, today=now.astimezone(zone).date())
    return format_datetime.spaced(_("stays at %(time)s, instead of %(day)s") % words)


def describe_kept(changed: Collection[ChangedOccurrence], *, zone: ZoneInfo, now: datetime) -> str:
    """Return the sentence on those that stay, "" where there are none."""
    if not changed:
        return ""
    return ngettext(
        "One date was changed for itself and stays so: %(dates)s",
        "%(count)s dates were changed for themselves and stay so: %(dates)s",
        len(changed),
    ) % {"count": len(changed), "dates": _listed(changed, zone, now)}


def describe_ended(changed: Collection[ChangedOccurrence], *, zone: ZoneInfo, now: datetime) -> str:
    """Return the sentence on those whose date the new rule lacks, "" where there are none."""
    if not changed:
        return ""
    return ngettext(
        "One date that was changed for itself is no longer part of the series: %(dates)s",
        "%(count)s dates that were changed for themselves are no longer part of the series: %(dates)s",
        len(changed),
    ) % {"count": len(changed), "dates": _listed(changed, zone, now)}


def _listed(changed: Collection[ChangedOccurrence], zone: ZoneInfo, now: datetime) -> str:
    return format_datetime.sentences(*(describe_exception(one, zone=zone, now=now) for one in changed))
