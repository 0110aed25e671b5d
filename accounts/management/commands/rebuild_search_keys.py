"""Where people are not found by their names or addresses: compute everybody's search keys afresh."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services import search_keys


class Command(BaseCommand):
    help = "Compares by what people are found with their names and addresses, says what differs and puts it right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what differs, and fail if anything does")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        missing = extra = 0
        for found in search_keys.rebuild(repairs=not check):
            missing, extra = missing + len(found.missing), extra + len(found.extra)
            for word, rows in (("missing", found.missing), ("wrong", found.extra.values())):
                for row in sorted(rows):
                    key = row.key.decode(errors="replace")
                    self.stdout.write(f"{word}: person {row.person_id}, tenant {row.tenant_id}, “{key}”")
        words = f"{missing} missing, {extra} wrong"
        if check and (missing or extra):
            raise CommandError(f"The search keys differ from names and addresses: {words}.")
        self.stdout.write(f"Put right: {words}." if missing or extra else "Nothing differs.")
