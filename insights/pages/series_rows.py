"""Series that few attend, as rows."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.models import SeriesAttendance

_Finding = SeriesAttendance.Finding
_TONES = {_Finding.NOBODY: ("bad", "refused"), _Finding.HOST_ALONE: ("warn", "warn"), _Finding.FEWER: ("warn", "fall")}


class SeriesRow(NamedTuple):
    """A series: how it was attended, and where to find its occurrences or write to its host."""

    subject: str
    host: str
    invited: str
    came: str
    below: str
    finding: str
    tone: str
    icon: str
    address: str
    mail: str


def build_series_rows(found: Iterable[SeriesAttendance], *, reader_id: int) -> tuple[SeriesRow, ...]:
    """Return rows for whoever may see them; nobody writes to themselves."""
    return tuple(_row(each, reader_id) for each in found)


def average(came: int, dates: int) -> float:
    """Return how many came on average, of no occurrence none."""
    return round(came / dates, 1) if dates else 0.0


def _row(row: SeriesAttendance, reader_id: int) -> SeriesRow:
    host, subject = row.meeting.organiser, row.meeting.subject
    finding = _Finding(row.finding)
    tone, icon = _TONES[finding]
    is_everybody = host.pk != reader_id
    query = {"q": subject} | ({"everybody": "1"} if is_everybody else {})
    came = f"{average(row.came, row.dates):g}" if finding == _Finding.FEWER else str(int(finding != _Finding.NOBODY))
    return SeriesRow(
        subject=subject,
        host=host.name,
        invited=ngettext("%(count)d person", "%(count)d people", row.invited) % {"count": row.invited},
        came=_("%(came)s of %(invited)s") % {"came": came, "invited": row.invited},
        below=_below(row, finding),
        finding=str(finding.label),
        tone=tone,
        icon=icon,
        address=urlencode(query),
        mail=_mail(host.email, subject) if is_everybody else "",
    )


def _below(row: SeriesAttendance, finding: SeriesAttendance.Finding) -> str:
    if finding == _Finding.FEWER:
        before = f"{average(row.came_before, row.dates_before):g}"
        return _("on average, was %(number)s") % {"number": before}
    return ngettext("%(count)d time in a row", "%(count)d times in a row", row.in_a_row) % {"count": row.in_a_row}


def _mail(address: str, subject: str) -> str:
    """Return the address of a mail to the host that has its subject; what is in it they write themselves."""
    return f"mailto:{address}?{urlencode({'subject': subject}).replace('+', '%20')}"
