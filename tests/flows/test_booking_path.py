"""What a booking through the web costs: the portal's own files before the vendor is called, and statements in all."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from hwmeeting.http import transport
from meetings.models import Meeting
from tests.factories.booking_form import typed
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
_ROOT = Path(settings.BASE_DIR)


@contextmanager
def entered_files() -> Iterator[list[str]]:
    """The project's files in the order in which they are entered, until the vendor is called for the booking."""
    found: list[str] = []
    is_over = False

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal is_over
        if event != "call" or is_over:
            return
        code = frame.f_code
        path = Path(code.co_filename)
        if not path.is_relative_to(_ROOT) or code.co_name.startswith("<"):
            return
        name = str(path.relative_to(_ROOT))
        if name.startswith((".venv", "tests", "node_modules")):
            return
        if name not in found:
            found.append(name)
        if code is transport.send.__code__ and frame.f_locals["call"].method == "POST":
            is_over = True

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        assert is_over


def test_a_booking_enters_few_files_before_the_vendor_is_called(vendor: Vendor, pages: Client, chen: User) -> None:
    vendor.details(chen)  # signed in once and for all
    pages.get("/meetings/book/")
    form = typed(chen, day=f"{timezone.now() + timedelta(days=2):%Y-%m-%d}", start="09:00")
    with entered_files() as files:
        assert pages.post("/meetings/book/", form).status_code == 302
    sys.stdout.write("\n".join([*files, ""]))
    assert Meeting.objects.get().state == Meeting.State.BOOKED
    # Two of them write the words by which it is found
    assert len(files) <= 57


@pytest.mark.parametrize(("invitees", "most"), [("anna@tuv.example", 14), ("anna@tuv.example, Li Wei, Zhao Min", 17)])
def test_a_booking_costs_few_statements(
    vendor: Vendor, pages: Client, chen: User, li: User, invitees: str, most: int
) -> None:
    """However many colleagues are invited, they cost three: their accounts, their agendas, and how they read mails.

    One statement writes the words by which a meeting is found.
    """
    User.objects.create_user("zhao.min@qingshan.example", name="Zhao Min", tenant=chen.tenant, language="en")
    vendor.details(chen)  # signed in once and for all
    form = typed(chen, day=f"{timezone.now() + timedelta(days=2):%Y-%m-%d}", start="09:00", invitees=invitees)
    with CaptureQueriesContext(connection) as statements:
        assert pages.post("/meetings/book/", form).status_code == 302
    assert Meeting.objects.get().state == Meeting.State.BOOKED
    sent = [one["sql"] for one in statements if not one["sql"].startswith(("BEGIN", "COMMIT"))]
    assert len(sent) <= most, "\n".join(sql[:80] for sql in sent)
