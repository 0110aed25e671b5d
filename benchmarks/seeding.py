"""Fills the portal of a measure: one organisation, one linked person, their meetings; prints a session's cookie.

``python -m benchmarks.seeding MEETINGS``, with the environment of the measure's ground.
"""

import os
import secrets
import sys
from datetime import timedelta
from importlib import import_module

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.utils import timezone

from accounts.models import Application, Identity, Tenant, User
from benchmarks.ground import APP_ID
from meetings import invitee_links
from meetings.models import Invitee, Meeting, Occurrence, VendorWrite
from meetings.writes import agenda, meeting_words


def person() -> User:
    """Somebody who may book."""
    site = "sandbox" if "sandbox" in settings.MEETING_SITES else "cn-north-4"
    application = Application.objects.create(
        name="Bench", app_id=APP_ID, app_key=os.environ["SANDBOX_APP_KEY"], site=site
    )
    tenant = Tenant.objects.create(name="Bench", application=application)
    found = User.objects.create_user("anna@bench.example", name="Anna Bench", tenant=tenant, language="en")
    Identity.objects.create(tenant=tenant, person=found, third_party_user_id="anna", state=Identity.State.WORKS)
    return found


def meetings(organiser: User, count: int) -> None:
    """So many coming meetings, each with its organiser's link and the write that booked it."""
    assert organiser.tenant is not None
    now = timezone.now()
    made = [
        Meeting(
            tenant=organiser.tenant,
            organiser=organiser,
            state=Meeting.State.BOOKED,
            is_settled=True,
            subject=f"Weekly review {number:06}",
            start_at=now + timedelta(hours=1, minutes=number),
            length_minutes=30,
            time_zone=organiser.time_zone,
            vendor_conference_id=f"9{number:08}",
            ical_uid=f"{number}@bench.example",
            created_at=now,
            changed_at=now,
        )
        for number in range(count)
    ]
    Meeting.objects.bulk_create(made)
    links = [
        invitee_links.invitee_row(
            meeting=meeting,
            role=Invitee.Role.ORGANISER,
            email=organiser.email,
            name=organiser.name,
            person=organiser,
        )
        for meeting in made
    ]
    Invitee.objects.bulk_create(links)
    Occurrence.objects.bulk_create(
        Occurrence(
            meeting=meeting, start_at=meeting.start_at, end_at=meeting.end_at, original_start_at=meeting.start_at
        )
        for meeting in made
    )
    for first in range(0, count, 500):
        some = made[first : first + 500]
        agenda.repair(meetings=some, extra=())
        meeting_words.repair(right=meeting_words.outdated(meetings=some))
    VendorWrite.objects.bulk_create(_booking_of(meeting) for meeting in made)


def _booking_of(meeting: Meeting) -> VendorWrite:
    return VendorWrite(
        meeting=meeting,
        kind=VendorWrite.Kind.CREATE,
        state=VendorWrite.State.DONE,
        requested_by=meeting.organiser,
        reference=secrets.token_hex(8),
        payload={},  # type: ignore[misc]  # the stubs take the field for text
        created_at=meeting.created_at,
        finished_at=meeting.created_at,
    )


def session(user: User) -> str:
    """The key of a session in which ``user`` is signed in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    anna = person()
    meetings(anna, int(sys.argv[1]))
    with connection.cursor() as cursor:  # as autovacuum does in time: without it the planner knows of no rows
        cursor.execute("ANALYZE")
    print(session(anna))
