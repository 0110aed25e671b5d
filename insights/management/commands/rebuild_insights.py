"""Where the insights don't show what the history says: sum each day afresh."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import Tenant
from insights.services import recomputing


class Command(BaseCommand):
    help = "Sums each day of the history afresh, says what differed and puts it right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what differs, and fail if anything does")
        parser.add_argument("--tenant", help="the name of one organisation; all of them without")

    def handle(self, *args: Any, check: bool = False, tenant: str | None = None, **options: Any) -> None:
        tenants = Tenant.objects.order_by("name")
        if tenant is not None:
            tenants = tenants.filter(name=tenant)
            if not tenants:
                raise CommandError(f"There is no organisation “{tenant}”.")
        count = 0
        for each in tenants:
            for found in recomputing.recompute(tenant=each, repairs=not check, now=timezone.now()):
                count += 1
                whose = f"person {found.person_id}" if found.person_id else "all"
                self.stdout.write(f"{each.name}, {found.day}, {whose}: {found.column} {found.stored} → {found.right}")
        if check and count:
            raise CommandError(f"The insights differ from the history in {count} numbers.")
        self.stdout.write(f"Put right: {count} numbers." if count else "Nothing differs.")
