"""The rule of a series in requests and answers, in the words of iCalendar (RFC 5545 3.3.10)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from meetings.recurrence import Cycle, Unit, cycles
from rest.fields import StrictSerializer

_UNITS = {"DAILY": Unit.DAY, "WEEKLY": Unit.WEEK, "MONTHLY": Unit.MONTH}
_FREQUENCIES = {unit: name for name, unit in _UNITS.items()}
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_BY = {Unit.WEEK: "by_day", Unit.MONTH: "by_month_day"}


class RecurrenceSerializer(StrictSerializer):
    """Either ``until`` (a day in the meeting's time zone, inclusive) or ``count`` ends it."""

    frequency = serializers.ChoiceField(choices=list(_UNITS))
    interval = serializers.IntegerField(default=1, min_value=1, max_value=15)
    by_day = serializers.ListField(child=serializers.ChoiceField(choices=list(_WEEKDAYS)), default=list)
    by_month_day = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=31), default=list)
    until = serializers.DateField(required=False)
    count = serializers.IntegerField(min_value=1, max_value=1000, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raise ValidationError unless exactly one end is given, and days only where the frequency takes them."""
        if ("until" in attrs) == ("count" in attrs):
            raise ValidationError({"until": [_("Give either until or count.")]})
        takes = _BY.get(_UNITS[attrs["frequency"]])
        for name in ("by_day", "by_month_day"):
            if attrs[name] and name != takes:
                raise ValidationError({name: [_("Not with this frequency.")]})
        return attrs


def read_rule(found: dict[str, Any] | None, *, first: date) -> Cycle | None:
    """Return the rule of a valid request whose first day is ``first``; raises CycleProblem."""
    if found is None:
        return None
    unit = _UNITS[found["frequency"]]
    days = tuple(sorted({_WEEKDAYS.index(day) for day in found["by_day"]} | set(found["by_month_day"])))
    if "until" in found:
        return Cycle(unit, found["interval"], days, found["until"])
    return cycles.ending_after(found["count"], unit=unit, interval=found["interval"], days=days, first=first)


def represent_rule(rule: Cycle | None) -> dict[str, Any] | None:
    """Return a rule as requests have it."""
    if rule is None:
        return None
    by: dict[str, Any] = {"by_day": [], "by_month_day": []}
    if name := _BY.get(rule.unit):
        by[name] = [_WEEKDAYS[day] for day in rule.days] if rule.unit is Unit.WEEK else list(rule.days)
    return {
        "frequency": _FREQUENCIES[rule.unit],
        "interval": rule.interval,
        **by,
        "until": rule.until.isoformat(),
    }
