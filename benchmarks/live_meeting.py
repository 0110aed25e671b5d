"""Fills a portal with so many meetings and one that runs; prints a cookie, its ID, and the link of its guests."""

import sys

import django

django.setup()

from django.utils import timezone

from accounts.vendor import clients
from benchmarks import seeding
from meetings.services import booking

if __name__ == "__main__":
    organiser = seeding.person()
    seeding.meetings(organiser, int(sys.argv[1]))
    runs = booking.start_now(organiser=organiser, reference="bench", now=timezone.now())
    shown = clients.client_for(person=organiser).meetings.detail(runs.vendor_conference_id)
    print(seeding.session(organiser), runs.pk, shown.meeting.guest_join_uri)
