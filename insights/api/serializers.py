"""What the API takes and says of numbers."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from insights.errors import InvalidRange
from insights.queries.totals import DayRow, HourRow
from insights.ranges import Range, read_range
from insights.services.reporting import Report
from rest.fields import StrictSerializer

_LONGEST_DAYS = 366
# Name of a figure and its columns, of every day and of a whole tenant's or a host's alone.
_FIGURES = {
    "meetings": ("sessions", "Sessions that began on it."),
    "seconds": ("seconds", "How long sessions lasted within it."),
    "attendance_unknown": ("unread", "Sessions of which nobody knows who came; missing in the figures below."),
    "people": ("attendees", "Who came, added up over sessions."),
    "invited": ("invited", "Who was invited to them."),
    "did_not_come": ("no_shows", "Who of the invited stayed away."),
    "booked_seconds": ("booked_seconds", "How long those that were booked were to last."),
    "used_seconds": ("used_seconds", "How long those that were booked have lasted."),
}
_OF_ALL = {
    "seats_at_once": ("peak_seats", "People in sessions outside cloud rooms, at most."),
    "meetings_at_once": ("peak_sessions", "Sessions, at most."),
    "rooms_at_once": ("peak_rooms", "Cloud rooms in use, at most."),
}
_OF_HOST = {
    "attended": ("attended_sessions", "Sessions that the person was in."),
    "attended_seconds": ("attended_seconds", "How long."),
}
_HOUR = ("hour", "meetings", "seats_at_once", "meetings_at_once", "rooms_at_once")


class InsightsQuerySerializer(StrictSerializer):
    """Which days, 366 at most, both of them or none; whose numbers."""

    since = serializers.DateField(required=False, help_text="The first day.")
    until = serializers.DateField(required=False, help_text="The last day, which counts too.")
    whose = serializers.ChoiceField(
        choices=["all", "mine"],
        default="all",
        help_text="An administrator may ask for the meetings that they host alone; others are told no more anyway.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Add ``days``, None where no range was named. Raise ValidationError for a range that is none."""
        typed = [attrs[name].isoformat() if name in attrs else "" for name in ("since", "until")]
        days: Range | None = None
        if any(typed):
            try:
                days = read_range(typed[0], typed[1], longest=_LONGEST_DAYS)
            except InvalidRange as error:
                raise ValidationError(
                    {
                        problem.field: [serializers.ErrorDetail(problem.sentence, problem.code.value)]
                        for problem in error.problems
                    }
                ) from error
        return attrs | {"days": days}


class HourSerializer(serializers.Serializer[Any]):
    """An hour of the day in which anything was held, by the clock of the organisation's time zone."""

    hour = serializers.IntegerField(min_value=0, max_value=23)
    meetings = serializers.IntegerField(help_text="Sessions that began in it.")
    seats_at_once = serializers.IntegerField(required=False)
    meetings_at_once = serializers.IntegerField(required=False)
    rooms_at_once = serializers.IntegerField(required=False)


class DaySerializer(serializers.Serializer[Any]):
    """A day on which anything was held."""

    day = serializers.DateField()
    hours = HourSerializer(many=True)
    locals().update(
        {name: serializers.IntegerField(help_text=words) for name, (_, words) in _FIGURES.items()}
        | {name: serializers.IntegerField(required=False, help_text=words) for name, (_, words) in _OF_ALL.items()}
        | {name: serializers.IntegerField(required=False, help_text=words) for name, (_, words) in _OF_HOST.items()}
    )


class BoughtSerializer(serializers.Serializer[Any]):
    """What the organisation has bought; null where the meeting service doesn't say."""

    seats = serializers.IntegerField(allow_null=True, help_text="People in meetings at once outside cloud rooms.")
    rooms = serializers.IntegerField(allow_null=True, help_text="Cloud rooms.")


class RangeSerializer(serializers.Serializer[Any]):
    since = serializers.DateField()
    until = serializers.DateField()
    days = DaySerializer(many=True)


class InsightsSerializer(RangeSerializer):
    """The range that was asked for, and as many days right before it."""

    whose = serializers.ChoiceField(choices=["all", "mine"])
    time_zone = serializers.CharField(help_text="The organisation's, by which its days begin.")
    before = RangeSerializer()
    bought = BoughtSerializer(allow_null=True)


def represent_report(report: Report) -> dict[str, Any]:
    """Return a report as an answer has it."""
    return {
        "whose": "all" if report.is_everybody else "mine",
        "time_zone": report.time_zone,
        **_range(report.range, report.days, report),
        "before": _range(report.range_before, report.days_before, report),
        "bought": {"seats": report.bought.seats, "rooms": report.bought.rooms} if report.bought else None,
    }


def _range(days: Range, found: list[DayRow], report: Report) -> dict[str, Any]:
    rows = [_day(row, report.hours[row.day], report.is_everybody) for row in found]
    return {"since": days.since.isoformat(), "until": days.until.isoformat(), "days": rows}


def _day(row: DayRow, hours: list[HourRow], is_everybody: bool) -> dict[str, Any]:
    columns = _FIGURES | (_OF_ALL if is_everybody else _OF_HOST)
    names = _HOUR if is_everybody else _HOUR[:2]
    return {
        "day": row.day.isoformat(),
        **{name: getattr(row, column) for name, (column, _) in columns.items()},
        "hours": [dict(zip(names, hour, strict=False)) for hour in hours],
    }
