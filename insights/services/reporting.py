"""The numbers of a range of days as one value, for programs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.errors import NotAllowed
from accounts.models import User
from accounts.problems import Code
from directory.entries import Resources
from directory.services.resources import known_resources
from insights import access
from insights.days import day_of
from insights.queries import totals
from insights.queries.totals import DayRow, HourRow
from insights.ranges import DEFAULT_DAYS, Compared, Range, last_days
from l10n import zones
from l10n.problem import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """The days of a range and of the one before in which anything was held, with the hours of each day.

    ``bought`` is None where it is about one host, or nothing is known of it.
    """

    is_everybody: bool
    time_zone: str
    range: Range
    days: list[DayRow]
    range_before: Range
    days_before: list[DayRow]
    hours: dict[date, list[HourRow]]
    bought: Resources | None


def report(*, person: User, days: Range | None, is_mine: bool, now: datetime) -> Report:
    """Return the numbers of the tenant for its administrator, unless ``is_mine``, else of what ``person`` hosts.

    Without ``days`` those of the last 30. Raises NotAllowed for somebody without an organisation.
    """
    tenant = person.tenant
    if tenant is None:
        raise NotAllowed(Problem(Code.NO_ORGANISATION))
    is_everybody = access.sees_everybody(person) and not is_mine
    chosen = days or last_days(DEFAULT_DAYS, today=day_of(now, zones.zone(tenant.time_zone)))
    earlier = chosen.before(Compared.BEFORE)
    assert earlier is not None

    whose = None if is_everybody else person.pk
    of: Any = {"tenant_id": tenant.pk, "person_id": whose, "since": earlier.since, "until": chosen.until}
    found = totals.days(**of)
    return Report(
        is_everybody=is_everybody,
        time_zone=tenant.time_zone,
        range=chosen,
        days=[row for row in found if row.day >= chosen.since],
        range_before=earlier,
        days_before=[row for row in found if row.day <= earlier.until],
        hours=totals.hours(**of),
        bought=known_resources(tenant_id=tenant.pk) if is_everybody else None,
    )
