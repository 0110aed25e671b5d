"""Have the meeting service tell this portal of events, without a browser."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.errors import AccountError
from accounts.models import Tenant
from accounts.services import event_subscriptions


class Command(BaseCommand):
    help = "Registers this portal at the meeting service for the events of an organisation, with a new key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tenant", help="its name; left out: each that is active and has an administrator")
        parser.add_argument("--replace", action="store_true", help="take the place of another system's address")

    def handle(self, *args: Any, **options: Any) -> None:
        tenants = Tenant.objects.select_related("application").filter(is_active=True).order_by("name")
        if options["tenant"]:
            tenants = tenants.filter(name=options["tenant"])
        else:
            tenants = tenants.exclude(administrator_user_id="")
        if not tenants:
            raise CommandError("There is no such organisation.")
        failed = [tenant for tenant in tenants if not self._register(tenant, replaces=options["replace"])]
        if failed:
            raise CommandError(f"Not registered: {', '.join(tenant.name for tenant in failed)}")

    def _register(self, tenant: Tenant, *, replaces: bool) -> bool:
        try:
            found = event_subscriptions.register(by=None, tenant=tenant, now=timezone.now(), replaces=replaces)
        except AccountError as error:
            self.stderr.write(f"{tenant.name}: {error.sentence}")
            return False
        self.stdout.write(f"{tenant.name}: {found.get_state_display()}")
        return found.state == found.State.ON
