"""Which watcher has which meeting: by leases in the database, so that another one goes on where one has died."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from accounts.models import Tenant
from control.models import RunningMeeting
from control.models.running_meeting import LEASE, LOOKED_AT
from meetings.models import Meeting

# What is said to run for longer doesn't: nobody has told us of its end.
_LONGEST = timedelta(days=2)


def claim(*, owner: str, most: int, now: datetime) -> list[UUID]:
    """Take up to ``most`` running meetings that nobody has, and return them. Another watcher's stay its own."""
    _add_missing(now)
    free = list(RunningMeeting.objects.free(now).order_by("lease_until").values_list("pk", flat=True)[:most])
    if not free:
        return []
    until = now + LEASE
    RunningMeeting.objects.free(now).filter(pk__in=free).update(lease_owner=owner, lease_until=until)
    taken = RunningMeeting.objects.of(owner).filter(pk__in=free, lease_until=until)
    return list(taken.values_list("pk", flat=True))


def renew(*, owner: str, confirmed: Sequence[UUID], now: datetime) -> dict[UUID, bool]:
    """Keep what this watcher has for longer; return it, and of each whether somebody who leads it looks at it.

    ``confirmed`` are those of which it knows how they are.
    """
    rows = RunningMeeting.objects.of(owner).filter(lease_until__gt=now)
    rows.filter(pk__in=confirmed).update(confirmed_at=now)
    rows.update(lease_until=now + LEASE)
    found = RunningMeeting.objects.of(owner).filter(lease_until__gt=now).values_list("pk", "looked_at")
    return {meeting_id: looked_at is not None and looked_at > now - LOOKED_AT for meeting_id, looked_at in found}


def let_go(*, owner: str, meeting_ids: Iterable[UUID], until: datetime) -> None:
    """Let meetings go; nobody takes them before ``until``. What was known of them is confirmed by nobody any more.

    Whoever goes on needs it all the same, to tell of those who come and go since, and of nobody twice.
    """
    RunningMeeting.objects.of(owner).filter(pk__in=list(meeting_ids)).update(
        lease_owner="", lease_until=until, source=RunningMeeting.Source.NONE, confirmed_at=None
    )


def hand_over(*, owner: str, now: datetime) -> None:
    """Let all go that this watcher has, for the next one to take at once; what is known of them stays."""
    RunningMeeting.objects.of(owner).update(lease_owner="", lease_until=now)


def _add_missing(now: datetime) -> None:
    # Tenant by tenant, since that is how the index goes: else all meetings that there ever were would be read.
    missing = Meeting.objects.filter(
        tenant__in=Tenant.objects.values("pk"),
        state=Meeting.State.RUNNING,
        start_at__gt=now - _LONGEST,
        running=None,
    ).values_list("pk", flat=True)
    rows = [RunningMeeting(meeting_id=pk, lease_until=now) for pk in missing]
    if rows:
        RunningMeeting.objects.bulk_create(rows, ignore_conflicts=True)
