"""Begins so many meetings, and prints their IDs; with 0 how many of those that run are followed just now."""

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone

from benchmarks import seeding
from control.models import RunningMeeting
from meetings.services import booking


def begin(count: int) -> None:
    """Begin them at the meeting service."""
    organiser = seeding.person()
    for number in range(count):
        meeting = booking.start_now(organiser=organiser, reference=f"bench {number}", now=timezone.now())
        print(meeting.vendor_conference_id)


if __name__ == "__main__":
    if asked := int(sys.argv[1]):
        begin(asked)
    else:
        # A sandbox on the same busy machine may leave a connection without an answer, which is then made anew.
        lately = timezone.now() - timedelta(minutes=1)
        print(RunningMeeting.objects.filter(confirmed_at__gt=lately).count())
