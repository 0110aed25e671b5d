"""What a process of ``mortal`` has imported before it is born."""

import django

django.setup()

from tests.meetings.services import deeds as deeds  # noqa: E402 — models need the set-up
