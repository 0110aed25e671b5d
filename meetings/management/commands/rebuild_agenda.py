"""Where the lists of meetings don't show what the meetings say: compute everybody's agenda afresh."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.services import agendas


class Command(BaseCommand):
    help = "Compares everybody's agenda, and by what meetings are found, with the meetings; puts right what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what differs, and fail if anything does")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        missing = extra = miscounted = 0
        for found in agendas.rebuild(repairs=not check):
            missing, extra = missing + len(found.missing), extra + len(found.extra)
            miscounted += len(found.miscounted) + len(found.misworded)
            for word, rows in (("missing", found.missing), ("wrong", found.extra)):
                for row in rows:
                    times = f"{row.start_at:%Y-%m-%d %H:%M} to {row.end_at:%H:%M} UTC"
                    self.stdout.write(f"{word}: meeting {row.meeting_id}, person {row.person_id}, {times}")
            for meeting in found.miscounted:
                self.stdout.write(f"wrong: meeting {meeting.pk} has {meeting.invitee_count} invitees")
            for key in found.misworded:
                self.stdout.write(f"wrong: meeting {key} is not found by its words")
        words = f"{missing} missing, {extra + miscounted} wrong"
        if check and (missing or extra or miscounted):
            raise CommandError(f"The agenda differs from the meetings: {words}.")
        self.stdout.write(f"Put right: {words}." if missing or extra or miscounted else "Nothing differs.")
