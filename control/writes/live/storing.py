"""What is heard of a meeting becomes its row, and who came and went is told to the history, in one transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from control.models import RunningMeeting
from control.snapshots import LivePerson, LiveState
from history.services import watching
from history.services.watching import Seen


def store(*, owner: str, meeting_id: UUID, before: LiveState, after: LiveState, source: str, now: datetime) -> bool:
    """Write the state of a meeting. Return False, and write nothing, where another watcher has it by now."""
    with transaction.atomic():
        ours = RunningMeeting.objects.of(owner).filter(pk=meeting_id, lease_until__gt=now)
        changed = ours.update(
            state=after.to_json(), source=source, version=F("version") + 1, changed_at=now, confirmed_at=now
        )
        if changed and (seen := list_seen(before.people, after.people, now=now)):
            watching.note(meeting_id=meeting_id, seen=seen)
    return bool(changed)


def list_seen(before: Sequence[LivePerson], after: Sequence[LivePerson], *, now: datetime) -> list[Seen]:
    """Return those who came, those who have gone since, and those who are called otherwise; now is their last time."""
    known = {one.id: one for one in before if not one.is_called}
    there = {one.id: one for one in after if not one.is_called}
    came = [one for one in there.values() if one.id not in known or known[one.id].name != one.name]
    left = [one for one in known.values() if one.id not in there]
    return [_seen(one, now) for one in [*came, *left]]


def _seen(one: LivePerson, now: datetime) -> Seen:
    joined = datetime.fromtimestamp(one.joined, UTC) if one.joined else now
    return Seen(
        participant_id=one.id,
        name=one.name,
        call_number=one.number,
        third_party_user_id=one.user_id,
        user_uuid=one.user_uuid,
        first_seen_at=min(joined, now),
        last_seen_at=now,
    )
