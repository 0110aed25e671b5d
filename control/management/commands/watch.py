"""Watch the meetings that run, as a process of its own."""

import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from control.services import watching


class Command(BaseCommand):
    help = "Watches the meetings that run: who is in, and how they are. Any number of these may run; TERM ends one."
    # They read every page's code, which then stays in memory for as long as this runs; the web looks at them.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        ending = threading.Event()

        def end(number: int, frame: FrameType | None) -> None:
            ending.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        watching.watch(is_ending=ending.is_set)
