"""Sums of days as rows, without the history that they are made of."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.models import Tenant, User
from insights.models import DayTotals, MonthTotals

_COLUMNS = ("begun_by_hour", "seats_by_hour", "sessions_by_hour", "rooms_by_hour")


def sum_day(
    tenant: Tenant,
    day: date,
    person: User | None = None,
    *,
    hours: Sequence[Sequence[int]] = ((9, 2, 0, 0, 0),),
    **sums: Any,
) -> None:
    """Make the sums of a day: two sessions of half an hour, unless ``sums`` say otherwise; a host's month follows.

    ``hours`` are rows: the hour, what began, seats, sessions and rooms at once.
    """
    values: dict[str, Any] = {"sessions": 2, "seconds": 3600}
    by_hour = {hour: numbers for hour, *numbers in hours}
    for at, name in enumerate(_COLUMNS):
        numbers = [by_hour[hour][at] if hour in by_hour else 0 for hour in range(24)]
        values[name] = numbers if any(numbers) else []
    row = DayTotals.objects.create(tenant=tenant, day=day, person=person, **(values | sums))
    if person:
        month, _ = MonthTotals.objects.get_or_create(tenant=tenant, person=person, month=day.replace(day=1))
        month.sessions += row.sessions
        month.seconds += row.seconds
        month.save()
