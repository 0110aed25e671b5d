"""What is heard of a meeting becomes its row, and who came and went is told to the history, in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import F

from control.models import RunningMeeting
from control.snapshots import LivePerson, LiveState
from control.writes.live import telling
from history.services import watching
from history.services.watching import Seen

_NOBODY: Mapping[str, datetime] = MappingProxyType({})


def store(
    *,
    owner: str,
    meeting_id: UUID,
    before: LiveState,
    after: LiveState,
    source: str,
    now: datetime,
    left: Mapping[str, datetime] = _NOBODY,
) -> bool:
    """Write the state of a meeting. Return False, and write nothing, where another watcher has it by now.

    ``left`` are the times at which people left, by their ids, as far as they were told.
    """
    with transaction.atomic():
        ours = RunningMeeting.objects.of(owner).filter(pk=meeting_id, lease_until__gt=now)
        changed = ours.update(
            state=after.to_json(), source=source, version=F("version") + 1, changed_at=now, confirmed_at=now
        )
        if changed:
            _pass_on(meeting_id, before, after, left, now)
    return bool(changed)


def clear_away(*, now: datetime) -> int:
    """Delete the rows of meetings that don't run any more; return how many. It looks first, which locks nothing.

    Whoever was in when nobody watched any more has left, at a time that nobody knows.
    """
    count = 0
    for row in RunningMeeting.objects.left_behind(now):
        with transaction.atomic():
            if RunningMeeting.objects.left_behind(now).filter(pk=row.pk, version=row.version).delete()[0]:
                _pass_on(row.pk, LiveState.from_json(row.state), LiveState(), {}, now)
                count += 1
    return count


def _pass_on(
    meeting_id: UUID, before: LiveState, after: LiveState, left: Mapping[str, datetime], now: datetime
) -> None:
    if seen := list_seen(before.people, after.people, now=now, left=left):
        watching.note(meeting_id=meeting_id, seen=seen)
    telling.tell(meeting_id=meeting_id, before=before, after=after, left=left, now=now)


def list_seen(
    before: Sequence[LivePerson],
    after: Sequence[LivePerson],
    *,
    now: datetime,
    left: Mapping[str, datetime] = _NOBODY,
) -> list[Seen]:
    """Return those who came, those who have gone since, and those who are called otherwise.

    Their last time is that at which they left, where it was told, and else now.
    """
    known = {one.id: one for one in before if not one.is_called}
    there = {one.id: one for one in after if not one.is_called}
    came = [one for one in there.values() if one.id not in known or known[one.id].name != one.name]
    gone = [one for one in known.values() if one.id not in there]
    return [*(_seen(one, now, None) for one in came), *(_seen(one, now, left.get(one.id)) for one in gone)]


def _seen(one: LivePerson, now: datetime, left_at: datetime | None) -> Seen:
    joined = datetime.fromtimestamp(one.joined, UTC) if one.joined else now
    last_at = left_at or now
    return Seen(
        participant_id=one.id,
        name=one.name,
        call_number=one.number,
        third_party_user_id=one.user_id,
        user_uuid=one.user_uuid,
        first_seen_at=min(joined, last_at),
        last_seen_at=last_at,
        left_at=left_at,
    )
