"""Where the lists of meetings don't show what the meetings say: compute everybody's agenda afresh."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.services import agendas


class Command(BaseCommand):
    help = "Compares everybody's agenda with their meetings, says what differs and puts it right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what differs, and fail if anything does")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        missing = extra = 0
        for found in agendas.rebuild(mends=not check):
            missing, extra = missing + len(found.missing), extra + len(found.extra)
            for entry in found.missing:
                times = f"{entry.start_at:%Y-%m-%d %H:%M} to {entry.end_at:%H:%M} UTC"
                self.stdout.write(f"missing: meeting {entry.meeting_id}, person {entry.person_id}, {times}")
            for key in found.extra:
                self.stdout.write(f"wrong: entry {key}")
        words = f"{missing} missing, {extra} wrong"
        if check and (missing or extra):
            raise CommandError(f"The agenda differs from the meetings: {words}.")
        self.stdout.write(f"Put right: {words}." if missing or extra else "Nothing differs.")
