"""Sums of days as rows, without the history that they are made of."""

from datetime import date
from typing import Any

from accounts.models import Tenant, User
from insights.models import DayTotals, MonthTotals


def sum_day(tenant: Tenant, day: date, person: User | None = None, **sums: Any) -> None:
    """Make the sums of a day: two sessions of half an hour, unless ``sums`` say otherwise; a host's month follows."""
    values: dict[str, Any] = {"sessions": 2, "seconds": 3600, "hours": [[9, 2, 0, 0, 0]]}
    row = DayTotals.objects.create(tenant=tenant, day=day, person=person, **(values | sums))
    if person:
        month, _ = MonthTotals.objects.get_or_create(tenant=tenant, person=person, month=day.replace(day=1))
        month.sessions += row.sessions
        month.seconds += row.seconds
        month.save()
