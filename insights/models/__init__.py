"""What a job keeps of the history: sums of each day and month, how series are attended, how far the sums are."""

from insights.models.day_totals import DayTotals
from insights.models.month_totals import MonthTotals
from insights.models.series_attendance import SeriesAttendance
from insights.models.sum_state import SumState

__all__ = ["DayTotals", "MonthTotals", "SeriesAttendance", "SumState"]
