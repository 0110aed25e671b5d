"""Django's own command, which also says how old the time zones are."""

from typing import Any

from django.core.management.commands import check

from l10n import tz_database


class Command(check.Command):
    """Checks the project, and names the version of the time zone database."""

    def handle(self, *app_labels: Any, **options: Any) -> None:
        self.stdout.write(f"The time zones are those of tz database {tz_database.version()}.")
        super().handle(*app_labels, **options)
