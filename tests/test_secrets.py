"""Whatever the portal does with a secret, it stands nowhere that somebody could read it."""

import io
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils.encoding import force_str
from pytest_django import Settings

from accounts.models import AccessToken, Application, User
from accounts.services import exporting
from meetings.models import Invitee, Meeting
from meetings.services import booking, joining
from notifications import delivery
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
_LINK = re.compile(r'(?:href|action)="(/[^"#]*)"')
_MOST_PAGES = 120
_PASSWORD = "correct horse battery 7"


@pytest.fixture
def logs() -> Iterator[io.StringIO]:
    """What the handler of the settings writes, with everything that is logged at all."""
    root = logging.getLogger()
    (handler,) = (found for found in root.handlers if type(found) is logging.StreamHandler)
    written, level = io.StringIO(), root.level
    before = handler.setStream(written)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    handler.setStream(before)


@pytest.fixture
def booked(vendor: Vendor, chen: User, li: User, logs: io.StringIO) -> Meeting:
    """A meeting that was booked, told and opened with all logs on."""
    chen.set_password(_PASSWORD)
    chen.save()
    meeting = booking.book(
        organiser=chen, request=asked(li, "anna@tuv.example"), reference="one", now=datetime.now(UTC)
    )
    delivery.deliver_due(now=datetime.now(UTC))
    return meeting


def test_no_secret_stands_in_the_open(
    booked: Meeting,
    chen: User,
    zhao: User,
    operator: User,
    settings: Settings,
    logs: io.StringIO,
) -> None:
    tickets = [launch_of(chen, booked, booked.invitees.get(role=Invitee.Role.ORGANISER))]
    application, token = Application.objects.get(), AccessToken.objects.get(third_party_user_id="chen")
    ours = {application.app_key, token.access_token, token.refresh_token, *tickets, _PASSWORD}
    links = {invitee.join_token for invitee in booked.invitees.all()}
    passwords = {booked.host_password, booked.guest_password}
    assert all(len(secret) > 5 for secret in ours | links | passwords)
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_ENCRYPTION_KEYS]
    call_command("reencrypt", verbosity=0)
    exported = "".join(exporting.as_csv(by=zhao))
    rows = "\n".join(every_value())
    assert found(rows, ours | links | passwords) == set()
    assert found(exported, ours | links | passwords) == set()
    for person in (chen, zhao, operator):
        for address, page in pages_of(person):
            may_show = links | passwords if person == chen else set()
            assert found(page, (ours | links | passwords) - may_show) == set(), (person, address)
    outsider = booked.invitees.get(email="anna@tuv.example")
    guest_page = Client().get(f"/j/{outsider.join_token}/").content.decode()
    own = {outsider.join_token, booked.guest_password}
    assert found(guest_page, (ours | links | passwords) - own) == set()
    assert logs.getvalue().count("vendor call") > 2
    assert found(logs.getvalue(), ours | links | passwords) == set()


def launch_of(person: User, meeting: Meeting, invitee: Invitee) -> str:
    """The login ticket of a launch."""
    launch = joining.launch_as(
        person=person,
        meeting=meeting,
        platform="windows",
        link=f"/j/{invitee.join_token}/",
        open_mic=False,
        open_camera=False,
        now=datetime.now(UTC),
    )
    ticket = re.search(r"nonce=([^&]+)", launch.url)
    assert ticket is not None
    return ticket[1]


def found(text: str, secrets: set[str]) -> set[str]:
    """Those that stand in ``text`` by themselves: six digits may be a part of any number or time."""
    return {secret for secret in secrets if re.search(rf"(?<![\w.-]){re.escape(secret)}(?![\w.-])", text)}


def every_value() -> Iterator[str]:
    """Every value of every column of every table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield from (force_str(value, errors="replace") for value in row)


def pages_of(person: User) -> Iterator[tuple[str, str]]:
    """Every page that ``person`` gets to by links, from home and from the administration."""
    browser = Client()
    browser.force_login(person)
    waiting, seen = ["/", "/admin/"], set[str]()
    while waiting and len(seen) < _MOST_PAGES:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = browser.get(address, follow=True)
        if not answer["Content-Type"].startswith("text/"):
            continue
        page = b"".join(answer).decode(errors="replace") if answer.streaming else answer.content.decode()
        yield address, page
        waiting += [link.replace("&amp;", "&") for link in _LINK.findall(page) if not link.startswith("/static/")]
    assert len(seen) > 5
