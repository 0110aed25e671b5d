"""The rows of a day, brought in line with what it comes to; of the people concerned the month as well."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Sum

from accounts.models import Tenant
from insights.models import DayTotals, MonthTotals
from insights.writes.counting import Sums


class Difference(NamedTuple):
    """A column in which a row of the sums was otherwise than the history says; of a row that is missing it is 0."""

    day: date
    person_id: int | None
    column: str
    stored: Any
    right: Any


def differences(tenant: Tenant, day: date, wanted: dict[int | None, Sums]) -> list[Difference]:
    """Return in what the stored rows of a day differ."""
    return _compare(day, _stored(tenant, day), wanted)


def write_day(tenant: Tenant, day: date, wanted: dict[int | None, Sums]) -> list[Difference]:
    """Bring the rows of a day in line and return what differed; the caller holds the transaction."""
    stored = _stored(tenant, day)
    found = _compare(day, stored, wanted)
    people = {each.person_id for each in found}
    DayTotals.objects.filter(pk__in=[stored[key].pk for key in people if key in stored]).delete()
    DayTotals.objects.bulk_create(
        DayTotals(tenant=tenant, person_id=key, day=day, **asdict(wanted[key])) for key in people if key in wanted
    )
    write_months(tenant, day.replace(day=1), {key for key in people if key})
    return found


def _stored(tenant: Tenant, day: date) -> dict[int | None, DayTotals]:
    return {row.person_id: row for row in DayTotals.objects.filter(tenant=tenant, day=day)}


def _compare(day: date, stored: dict[int | None, DayTotals], wanted: dict[int | None, Sums]) -> list[Difference]:
    nothing, found = asdict(Sums()), []
    for key in dict.fromkeys([*stored, *wanted]):
        right = asdict(wanted[key]) if key in wanted else nothing
        for column, value in right.items():
            before = getattr(stored[key], column) if key in stored else nothing[column]
            if before != value:
                found.append(Difference(day, key, column, before, value))
    return found


def write_months(tenant: Tenant, month: date, people: Collection[int]) -> None:
    """Sum a month of some hosts anew from its days."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    days = DayTotals.objects.filter(tenant=tenant, person__in=people, day__gte=month, day__lt=after)
    held = days.order_by().values("person_id").annotate(sessions=Sum("sessions"), seconds=Sum("seconds"))
    rows = [MonthTotals(tenant=tenant, month=month, **row) for row in held if row["sessions"] or row["seconds"]]
    gone = set(people) - {row.person_id for row in rows}
    MonthTotals.objects.filter(tenant=tenant, month=month, person__in=gone).delete()
    MonthTotals.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["tenant", "month", "person"],
        update_fields=["sessions", "seconds"],
    )
