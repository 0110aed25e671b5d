"""Which hard terminals a meeting calls: their rows."""

from collections.abc import Iterable

from meetings.models import Meeting, MeetingTerminal
from meetings.writes.payloads import WantedMeeting, WantedTerminal


def create_rows(*, meeting: Meeting, wanted: Iterable[WantedTerminal]) -> None:
    """Write the rows of terminals that a meeting calls from now on; no query for none."""
    rows = [MeetingTerminal(meeting=meeting, number=each.number, name=each.name) for each in wanted]
    if rows:
        MeetingTerminal.objects.bulk_create(rows, ignore_conflicts=True)


def apply_change(*, meeting: Meeting, before: WantedMeeting, wanted: WantedMeeting) -> None:
    """Take over which ones a change added or removed; no query where it is about none."""
    old, new = set(before.terminals), set(wanted.terminals)
    if old == new:
        return
    if gone := old - new:
        meeting.terminals.filter(number__in={each.number for each in gone}).delete()
    create_rows(meeting=meeting, wanted=[each for each in wanted.terminals if each not in old])
    meeting.calls_terminals = bool(new)
    meeting.save(update_fields=["calls_terminals"])
