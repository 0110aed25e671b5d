"""The words by which meetings are found: computed from a meeting and its invitees, whenever these have changed.

That is done in the same transaction. So they can be computed again and compared (``manage.py rebuild_agenda``).
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from meetings.models import Invitee, Meeting, MeetingWords
from meetings.search_terms import text_terms

_HOSTS = {Invitee.Role.ORGANISER, Invitee.Role.COHOST}


def create_row(*, meeting: Meeting, invitees: Iterable[Invitee]) -> None:
    """Write the words of a meeting that was just made."""
    MeetingWords.objects.create(meeting=meeting, terms=_terms(meeting, invitees))


def refresh(*, meeting: Meeting) -> None:
    """Make the words say what ``meeting`` and its invitees say; the caller has saved them and holds its lock."""
    terms = _terms(meeting, meeting.invitees.present())
    MeetingWords.objects.update_or_create(meeting=meeting, defaults={"terms": terms})


def outdated(*, meetings: Collection[Meeting]) -> dict[UUID, str]:
    """Return the right terms of those of ``meetings`` whose words differ; two queries."""
    stored = dict(MeetingWords.objects.filter(meeting__in=meetings).values_list("meeting_id", "terms"))
    invitees: dict[UUID, list[Invitee]] = {meeting.pk: [] for meeting in meetings}
    for row in Invitee.objects.present().filter(meeting__in=meetings):
        invitees[row.meeting_id].append(row)
    right = {meeting.pk: _terms(meeting, invitees[meeting.pk]) for meeting in meetings}
    return {key: terms for key, terms in right.items() if stored.get(key) != terms}


def repair(*, right: dict[UUID, str]) -> None:
    """Write what ``outdated`` has returned."""
    MeetingWords.objects.bulk_create(
        [MeetingWords(meeting_id=key, terms=terms) for key, terms in right.items()],
        update_conflicts=True,
        unique_fields=["meeting"],
        update_fields=["terms"],
    )


def _terms(meeting: Meeting, invitees: Iterable[Invitee]) -> str:
    people, outsiders = [f"o{meeting.organiser_id}"], []
    for row in sorted(invitees, key=lambda row: row.pk):
        if row.person_id is None:
            outsiders.append(f"{row.name} {row.email}")
            continue
        people.append(f"p{row.person_id}")
        if row.role in _HOSTS:
            people.append(f"h{row.person_id}")
    return " ".join([*people, *text_terms(meeting.subject, prefix="t"), *text_terms(" ".join(outsiders), prefix="x")])
