"""Who has a link into a meeting: the rows of its organiser and its invitees."""

from datetime import datetime

from meetings import invitee_links
from meetings.models import Invitee, Meeting
from meetings.writes.payloads import Wish, emails


def write_first(*, meeting: Meeting, wanted: Wish) -> None:
    """The rows of a new meeting: its organiser and everybody who is invited."""
    organiser = meeting.organiser
    own = invitee_links.invitee_row(
        meeting=meeting,
        role=Invitee.Role.ORGANISER,
        email=organiser.email.lower(),
        name=organiser.name,
        person=organiser,
    )
    rows = [own, *(_row(meeting, guest) for guest in wanted["invitees"])]
    start_at, end_at = meeting.span()
    for row in rows:
        row.meeting_start_at, row.meeting_end_at, row.is_to_series = start_at, end_at, meeting.is_series
    Invitee.objects.bulk_create(rows)


def follow(*, meeting: Meeting, before: Wish, wanted: Wish, now: datetime) -> None:
    """Take over what a change added, removed or renamed. Whoever comes back has the link of before."""
    old, new = emails(before), emails(wanted)
    gone = [email for email in old if email not in new]
    meeting.invitees.filter(email__in=gone).exclude(role=Invitee.Role.ORGANISER).update(removed_at=now)
    rows = {row.email.lower(): row for row in meeting.invitees.all()}
    for email, guest in new.items():
        if guest == old.get(email):
            continue
        if email not in rows:
            _row(meeting, guest).save()
        elif rows[email].role != Invitee.Role.ORGANISER:
            _take_over(rows[email], guest)


def _take_over(row: Invitee, guest: Wish) -> None:
    row.name, row.person_id, row.role, row.removed_at = guest["name"], guest["person"], _role(guest), None
    row.save(update_fields=["name", "person", "role", "removed_at"])


def _row(meeting: Meeting, guest: Wish) -> Invitee:
    row = invitee_links.invitee_row(meeting=meeting, role=_role(guest), email=guest["email"], name=guest["name"])
    row.person_id = guest["person"]
    return row


def _role(guest: Wish) -> str:
    return Invitee.Role.COHOST if guest["is_cohost"] else Invitee.Role.GUEST
