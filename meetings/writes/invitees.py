"""Who has a link into a meeting: the rows of its organiser and its invitees."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count

from meetings import invitee_links
from meetings.models import Invitee, Meeting
from meetings.writes.agenda import refresh_agenda
from meetings.writes.payloads import WantedInvitee, WantedMeeting


def write_first(*, meeting: Meeting, wanted: WantedMeeting) -> list[Invitee]:
    """Write the rows of a new meeting: its organiser and everybody who is invited."""
    organiser = meeting.organiser
    own = invitee_links.invitee_row(
        meeting=meeting,
        role=Invitee.Role.ORGANISER,
        email=organiser.email.lower(),
        name=organiser.name,
        person=organiser,
    )
    return Invitee.objects.bulk_create([own, *(_row(meeting, guest) for guest in wanted.invitees)])


def follow(*, meeting: Meeting, before: WantedMeeting, wanted: WantedMeeting, now: datetime) -> None:
    """Take over what a change added, removed or renamed. Whoever comes back has the link of before."""
    old, new = before.invitees_by_email, wanted.invitees_by_email
    gone = {email for email in old if email not in new}
    asked = {email: guest for email, guest in new.items() if guest != old.get(email)}
    if not (gone or asked):
        return
    known = {row.email.lower(): row for row in meeting.invitees.all()}
    rows = {email: row for email, row in known.items() if row.role != Invitee.Role.ORGANISER}
    changed = [_take_off(rows[email], now) for email in gone if email in rows]
    changed += [_take_over(rows[email], guest) for email, guest in asked.items() if email in rows]
    added = [_row(meeting, guest) for email, guest in asked.items() if email not in known]
    Invitee.objects.bulk_update(changed, ["name", "person", "role", "removed_at"])
    Invitee.objects.bulk_create(added)
    count_present(meeting=meeting)
    refresh_agenda(meeting=meeting)


def count_present(*, meeting: Meeting) -> None:
    """Store how many have a link into ``meeting``, for the lists."""
    meeting.invitee_count = meeting.invitees.present().count()
    meeting.save(update_fields=["invitee_count"])


def miscounted(*, meetings: Collection[Meeting]) -> list[Meeting]:
    """Return those of ``meetings`` whose stored count is wrong, with the right one set on them; one query."""
    present = Invitee.objects.present().filter(meeting__in=meetings).order_by().values("meeting")
    counts = dict(present.annotate(count=Count("pk")).values_list("meeting", "count"))
    found = []
    for meeting in meetings:
        if meeting.invitee_count != (count := counts.get(meeting.pk, 0)):
            meeting.invitee_count = count
            found.append(meeting)
    return found


def _take_off(row: Invitee, now: datetime) -> Invitee:
    row.removed_at = now
    return row


def _take_over(row: Invitee, guest: WantedInvitee) -> Invitee:
    row.name, row.person_id, row.role, row.removed_at = guest.name, guest.person_id, _role(guest), None
    return row


def _row(meeting: Meeting, guest: WantedInvitee) -> Invitee:
    row = invitee_links.invitee_row(meeting=meeting, role=_role(guest), email=guest.email, name=guest.name)
    row.person_id = guest.person_id
    return row


def _role(guest: WantedInvitee) -> str:
    return Invitee.Role.COHOST if guest.is_cohost else Invitee.Role.GUEST
