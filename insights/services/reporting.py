"""The numbers of a range of days as one value, for programs."""

from dataclasses import dataclass
from datetime import datetime

from accounts.errors import NotAllowed
from accounts.models import User
from accounts.problems import Code
from directory.entries import Resources
from directory.services.resources import known_resources
from insights import access
from insights.days import day_of
from insights.queries import totals
from insights.queries.totals import DayRow
from insights.ranges import DEFAULT_DAYS, Compared, Range, last_days
from l10n import zones
from l10n.problem import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """The days of a range and of the one before in which anything was held.

    ``bought`` is None where it is about one host, or nothing is known of it.
    """

    is_everybody: bool
    time_zone: str
    range: Range
    days: list[DayRow]
    range_before: Range
    days_before: list[DayRow]
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

    def read(wanted: Range) -> list[DayRow]:
        whose = None if is_everybody else person.pk
        return totals.days(tenant_id=tenant.pk, person_id=whose, since=wanted.since, until=wanted.until)

    return Report(
        is_everybody=is_everybody,
        time_zone=tenant.time_zone,
        range=chosen,
        days=read(chosen),
        range_before=earlier,
        days_before=read(earlier),
        bought=known_resources(tenant_id=tenant.pk) if is_everybody else None,
    )
