"""How long until a meeting opens."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from l10n import format_datetime
from meetings.models import Meeting
from meetings.services import joining


@dataclass(frozen=True, slots=True)
class Countdown:
    """The time until guests may come in, in the three numbers of the page and as words; ``opens`` is when."""

    days: int
    hours: int
    minutes: int
    words: str
    opens_at: datetime
    opens: str


def build_countdown(meeting: Meeting, *, zone: ZoneInfo, now: datetime) -> Countdown:
    """Return the time until guests may come in; the last minute counts as one."""
    opens_at = joining.opens_at(meeting=meeting, now=now)
    total = max(0, -((now - opens_at) // timedelta(minutes=1)))
    days, rest = divmod(total, 24 * 60)
    hours, minutes = divmod(rest, 60)
    words = (
        ngettext("%(count)d day", "%(count)d days", days) % {"count": days} if days else "",
        ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours} if hours else "",
        ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes},
    )
    is_today = opens_at.astimezone(zone).date() == now.astimezone(zone).date()
    return Countdown(
        days=days,
        hours=hours,
        minutes=minutes,
        words=" ".join(word for word in words if word),
        opens_at=opens_at,
        opens=format_datetime.clock(opens_at, zone=zone)
        if is_today
        else format_datetime.moment(opens_at, zone=zone, now=now),
    )
