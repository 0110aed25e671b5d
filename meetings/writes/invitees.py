"""Who has a link into a meeting: the rows of its organiser and its invitees."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count

from l10n.mail_address import on_the_wire
from meetings import invitee_links
from meetings.models import Invitee, Meeting
from meetings.writes import meeting_words
from meetings.writes.agenda import refresh_agenda
from meetings.writes.payloads import WantedInvitee, WantedMeeting


def create_rows(*, meeting: Meeting, wanted: WantedMeeting) -> list[Invitee]:
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


def apply_change(*, meeting: Meeting, before: WantedMeeting, wanted: WantedMeeting, now: datetime) -> None:
    """Take over what a change added, removed or renamed. Whoever comes back has the link of before."""
    old, new = before.invitees_by_key, wanted.invitees_by_key
    gone = [guest for key, guest in old.items() if key not in new]
    asked = [guest for key, guest in new.items() if guest != old.get(key)]
    if not (gone or asked):
        return
    known = _ExistingRows(meeting)
    taken_over, added = [], []
    for guest in asked:
        if row := known.row_of(guest):
            taken_over.append(_take_over(row, guest))
        elif not known.is_organiser(guest):
            added.append(_row(meeting, guest))
    rows = [known.row_of(guest) for guest in gone]
    taken_off = [_take_off(row, now) for row in rows if row and row.removed_at is None and row not in taken_over]
    Invitee.objects.bulk_update([*taken_off, *taken_over], ["email", "name", "person", "role", "removed_at"])
    Invitee.objects.bulk_create(added)
    count_present(meeting=meeting)
    refresh_agenda(meeting=meeting)
    meeting_words.refresh(meeting=meeting)


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


class _ExistingRows:
    """The rows that a meeting has, present or taken off, and whose they are."""

    def __init__(self, meeting: Meeting) -> None:
        # Those that are present hide those that were taken off.
        rows = sorted(meeting.invitees.all(), key=lambda row: row.removed_at is None)
        guests = [row for row in rows if row.role != Invitee.Role.ORGANISER]
        organisers = [row for row in rows if row.role == Invitee.Role.ORGANISER]
        self._people = {row.person_id: row for row in guests if row.person_id}
        self._outsiders = {on_the_wire(row.email): row for row in guests if row.person_id is None}
        self._former = {on_the_wire(row.email): row for row in guests if row.person_id and row.removed_at}
        self._organiser = {key for row in organisers for key in (row.person_id, on_the_wire(row.email))}

    def row_of(self, guest: WantedInvitee) -> Invitee | None:
        """Return the row that ``guest`` has, or had, in any role but the organiser's.

        An outsider who has an account by now keeps the row and its link; so does somebody who has none any more.
        """
        own, outside = self._people.get(guest.person_id or 0), self._outsiders.get(on_the_wire(guest.email))
        if guest.person_id is None:
            return outside or self._former.get(on_the_wire(guest.email))
        if own and own.removed_at is None:
            return own
        return outside if outside and (own is None or outside.removed_at is None) else own

    def is_organiser(self, guest: WantedInvitee) -> bool:
        return (guest.person_id or on_the_wire(guest.email)) in self._organiser


def _take_off(row: Invitee, now: datetime) -> Invitee:
    row.removed_at = now
    return row


def _take_over(row: Invitee, guest: WantedInvitee) -> Invitee:
    row.email, row.name, row.person_id = guest.email, guest.name, guest.person_id
    row.role, row.removed_at = _role(guest), None
    return row


def _row(meeting: Meeting, guest: WantedInvitee) -> Invitee:
    row = invitee_links.invitee_row(meeting=meeting, role=_role(guest), email=guest.email, name=guest.name)
    row.person_id = guest.person_id
    return row


def _role(guest: WantedInvitee) -> str:
    return Invitee.Role.COHOST if guest.is_cohost else Invitee.Role.GUEST
