"""Fills a portal with so many meetings and one that runs, with so many people in it; prints a cookie and its ID."""

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone

from benchmarks import seeding
from control.models import RunningMeeting
from control.snapshots import LivePerson, LiveState
from meetings.models import Meeting


def run(meeting: Meeting, people: int) -> None:
    """Let it run, with ``people`` as a watcher has just heard of them."""
    now = timezone.now()
    joined = int(now.timestamp()) - 60
    there = tuple(
        LivePerson(
            f"p{number}", f"Person {number:03}", f"+9911{number:04}", joined=joined, is_muted=number % 3 > 0,
            has_hand_up=number % 50 == 0, role="host" if not number else "guest",
        )
        for number in range(people)
    )  # fmt: skip
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.RUNNING, start_at=now - timedelta(minutes=5))
    RunningMeeting.objects.create(
        meeting=meeting,
        lease_until=now,
        state=LiveState(people=there).to_json(),
        source=RunningMeeting.Source.SOCKET,
        version=1,
        changed_at=now,
        confirmed_at=now + timedelta(hours=1),  # no watcher runs, and it is not to be told as old
    )


if __name__ == "__main__":
    organiser = seeding.person()
    seeding.meetings(organiser, int(sys.argv[1]))
    runs = Meeting.objects.order_by("start_at")[0]
    run(runs, int(sys.argv[2]))
    print(seeding.session(organiser), runs.pk)
