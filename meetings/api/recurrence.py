"""The rule of a series in requests and answers, in the words of iCalendar (RFC 5545 3.3.10)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from meetings.models import PortalSeries
from meetings.recurrence import Cycle, Rule, Unit, cycles
from meetings.recurrence.reading import MOST
from rest.fields import MomentField, StrictSerializer, TextField

_UNITS = {"DAILY": Unit.DAY, "WEEKLY": Unit.WEEK, "MONTHLY": Unit.MONTH}
_FREQUENCIES = {unit: name for name, unit in _UNITS.items()}
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_LONGEST_RRULE = 255
_BY = {Unit.WEEK: "by_day", Unit.MONTH: "by_month_day"}


class PortalSeriesSerializer(serializers.Serializer[Any]):
    """A series that the portal keeps of single meetings, since the meeting service can't keep its rule."""

    id = serializers.UUIDField()
    rrule = serializers.CharField()
    skip = serializers.ListField(child=serializers.DateField())
    extra = serializers.ListField(child=serializers.DateTimeField())
    meetings = serializers.ListField(child=serializers.UUIDField(), help_text="By their start, this one among them.")


class RecurrenceSerializer(StrictSerializer):
    """Either ``until`` (a day in the meeting's time zone, inclusive) or ``count`` ends it.

    Or an ``rrule`` says all of it, beside dates to leave out and to add.
    """

    frequency = serializers.ChoiceField(choices=list(_UNITS), required=False)
    interval = serializers.IntegerField(default=1, min_value=1, max_value=15)
    by_day = serializers.ListField(child=serializers.ChoiceField(choices=list(_WEEKDAYS)), default=list)
    by_month_day = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=31), default=list)
    until = serializers.DateField(required=False)
    count = serializers.IntegerField(min_value=1, max_value=1000, required=False)
    rrule = TextField(
        max_length=_LONGEST_RRULE,
        required=False,
        help_text=_("An RRULE of iCalendar, like FREQ=MONTHLY;BYDAY=-1FR;COUNT=12; start_at is its first date."),
    )
    skip = serializers.ListField(
        child=serializers.DateField(), max_length=MOST, required=False, help_text=_("Days on which it is not held.")
    )
    extra = serializers.ListField(child=MomentField(), max_length=MOST, required=False, help_text=_("Further starts."))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raise ValidationError unless exactly one end is given, and days only where the frequency takes them.

        Beside the text of a rule nothing else is given but single dates, which go with no other.
        """
        if "rrule" in attrs:
            if beside := [name for name in ("frequency", "until", "count") if name in attrs]:
                raise ValidationError({beside[0]: [_("Not beside rrule.")]})
            return attrs
        if "frequency" not in attrs:
            raise ValidationError({"frequency": [_("Give either frequency or rrule.")]})
        if single := [name for name in ("skip", "extra") if attrs.get(name)]:
            raise ValidationError({single[0]: [_("Only with rrule.")]})
        if ("until" in attrs) == ("count" in attrs):
            raise ValidationError({"until": [_("Give either until or count.")]})
        takes = _BY.get(_UNITS[attrs["frequency"]])
        for name in ("by_day", "by_month_day"):
            if attrs[name] and name != takes:
                raise ValidationError({name: [_("Not with this frequency.")]})
        return attrs


def read_rule(found: dict[str, Any] | None, *, start_at: datetime, zone: str) -> Cycle | Rule | None:
    """Return the rule of a valid request that begins at ``start_at``: a Cycle where the meeting service can keep it.

    Raises CycleProblem or RuleProblem.
    """
    if found is None:
        return None
    if "rrule" in found:
        skip, extra = found.get("skip", ()), found.get("extra", ())
        rule = Rule.from_rrule(found["rrule"], first=start_at, zone=zone, skip=skip, extra=extra)
        return rule.cycle() or rule
    first = start_at.astimezone(ZoneInfo(zone)).date()
    unit = _UNITS[found["frequency"]]
    days = tuple(sorted({_WEEKDAYS.index(day) for day in found["by_day"]} | set(found["by_month_day"])))
    if "until" in found:
        return Cycle(unit, found["interval"], days, found["until"])
    return cycles.ending_after(found["count"], unit=unit, interval=found["interval"], days=days, first=first)


def represent_portal_series(series: PortalSeries | None) -> dict[str, Any] | None:
    """Return a series that the portal keeps, with the meetings of it; one query, None for none."""
    if series is None:
        return None
    members = series.members.order_by("start_at").values_list("pk", flat=True)
    return {
        "id": str(series.pk),
        "rrule": series.rrule,
        "skip": list(series.skipped_days),
        "extra": list(series.extra_starts),
        "meetings": [str(pk) for pk in members],
    }


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
