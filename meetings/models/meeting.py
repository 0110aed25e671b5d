"""A meeting: what its organiser wants and what the vendor has made of it."""

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from encryption.fields import EncryptedTextField
from meetings.limits import LONGEST_EXTERNAL_ID, LONGEST_NOTE, LONGEST_SUBJECT
from meetings.models.portal_series import PortalSeries
from meetings.recurrence import Cycle, Rule, Unit

if TYPE_CHECKING:
    from meetings.models.invitee import Invitee


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, chosen by their state."""

    def open(self) -> "MeetingQuerySet":
        """Return those that lie ahead or run, as far as we know."""
        return self.filter(state__in=Meeting.OPEN_STATES)

    def standing(self) -> "MeetingQuerySet":
        """Return those that the vendor has, ahead or running."""
        return self.filter(state__in=[Meeting.State.BOOKED, Meeting.State.RUNNING])


class Meeting(models.Model):
    """A meeting as its organiser wants it; ``state`` says what is true at the vendor.

    Of a series ``start_at`` and ``length_minutes`` are those of the occurrence that was current when the row was last
    written (``schedule.current_occurrence`` tells which one is by now); while it runs, of the one that runs.
    ``repeat_*`` say how it is held, whatever was changed for single occurrences.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", pgettext_lazy("state", "Booking…")
        BOOKED = "booked", pgettext_lazy("state", "Booked")
        RUNNING = "running", pgettext_lazy("state", "Running")
        ENDED = "ended", pgettext_lazy("state", "Ended")
        CANCELLED = "cancelled", pgettext_lazy("state", "Cancelled")
        REFUSED = "refused", pgettext_lazy("state", "Not booked")

    class Entry(models.IntegerChoices):
        """Who may enter; the numbers are the vendor's callInRestriction."""

        EVERYONE = 0, _("Everyone with the link or the ID")
        ENTERPRISE = 2, _("People of this organisation")
        INVITED = 3, _("Only invited people")

    class Kind(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        INSTANT = "instant", _("instant")

    OPEN_STATES = (State.REQUESTED, State.BOOKED, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.PROTECT, related_name="meetings")
    organiser = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meetings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SCHEDULED)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    start_at = models.DateTimeField()
    length_minutes = models.PositiveSmallIntegerField()
    time_zone = models.CharField(max_length=64)
    # How a series is held: empty for a single meeting
    repeat_unit = models.CharField(max_length=5, blank=True)
    repeat_interval = models.PositiveSmallIntegerField(null=True, blank=True)
    repeat_points = models.JSONField(default=list, blank=True)
    repeat_until = models.DateField(null=True, blank=True)
    # When the first occurrence begins, and how long each is
    repeat_start_at = models.DateTimeField(null=True, blank=True)
    repeat_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    # The series of which it is one, where the portal keeps that; never one that the vendor keeps.
    portal_series = models.ForeignKey(
        PortalSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )
    # Of a meeting that was divided, and of what took the place of some of its dates: the id of the first. Links
    # of one lead to the other.
    family = models.UUIDField(null=True, blank=True)
    # How the organiser wants it
    entry = models.PositiveSmallIntegerField(choices=Entry.choices, default=Entry.EVERYONE)
    has_waiting_room = models.BooleanField(default=False)
    mutes_on_entry = models.BooleanField(default=True)
    guests_may_start = models.BooleanField(default=True)
    sends_sms = models.BooleanField(default=False)
    tells_invitees = models.BooleanField(default=True)
    # How many rows of Invitee are present, the organiser's among them: a list counts nobody.
    invitee_count = models.PositiveSmallIntegerField(default=1)
    guest_password = EncryptedTextField(blank=True)
    # What the vendor made of it
    host_password = EncryptedTextField(blank=True)
    guest_join_uri = EncryptedTextField(blank=True)
    vendor_conference_id = models.CharField(max_length=32, blank=True)
    # The cloud room or personal meeting ID in which it is held (the vendor's vmrID), and what people dial for it; ""
    # for a meeting with an ID of its own. Neither ever changes.
    vendor_room_id = models.CharField(max_length=64, blank=True)
    vendor_room_number = models.CharField(max_length=32, blank=True)
    # Whether there are rows of terminals: whoever reads a meeting without any needn't ask.
    calls_terminals = models.BooleanField(default=False)
    vendor_access_number = models.CharField(max_length=64, blank=True)
    vendor_seen_at = models.DateTimeField(null=True, blank=True)
    # How often in a row the vendor has said that there is no such meeting; once proves nothing.
    vendor_missing_count = models.PositiveSmallIntegerField(default=0)
    # The calendar entry: UID and organiser's address never change, since calendars know the entry by both; the
    # sequence rises with each change that is told.
    ical_uid = models.CharField(max_length=255, unique=True)
    ical_organiser_email = models.EmailField(blank=True)
    ical_sequence = models.PositiveIntegerField(default=0)
    # False while what became of its latest write is of interest: it is on its way, or came to nothing.
    is_settled = models.BooleanField(default=False)
    # When we learned that it is over, where that was known at all.
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    # The business system that booked it, and what it calls it.
    api_client = models.ForeignKey(
        "accounts.ApiClient", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    external_id = models.CharField(max_length=LONGEST_EXTERNAL_ID, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    # No column: organiser and invitees where this process has just stored them with the meeting, which nobody can
    # change before the vendor has it; they needn't be read again.
    known_invitees: "list[Invitee] | None" = None
    # No column either: what happens to it is being watched, and whoever began that tells of it.
    is_watched = False

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "vendor_conference_id"],
                condition=~models.Q(vendor_conference_id="") & models.Q(state__in=["booked", "running"]),
                name="meeting_one_row_per_conference",
            ),
            models.UniqueConstraint(
                fields=["api_client", "external_id"],
                condition=~models.Q(external_id=""),
                name="meeting_external_id_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organiser", "start_at"], name="meeting_organiser_start"),
            models.Index(fields=["tenant", "state", "start_at"], name="meeting_tenant_state"),
            models.Index(fields=["tenant", "vendor_conference_id"], name="meeting_tenant_conference"),
            models.Index(fields=["organiser"], condition=models.Q(is_settled=False), name="meeting_unsettled"),
            models.Index(fields=["family"], condition=models.Q(family__isnull=False), name="meeting_family"),
            models.Index(
                fields=["tenant", "vendor_room_id"], condition=~models.Q(vendor_room_id=""), name="meeting_in_room"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def end_at(self) -> datetime:
        return self.start_at + timedelta(minutes=self.length_minutes)

    def span(self) -> tuple[datetime, datetime]:
        """Return the time from the start of its first occurrence to the end of its last, cancelled ones too."""
        if not self.is_series:
            return self.start_at, self.end_at
        found = self.occurrences.aggregate(first=models.Min("start_at"), last=models.Max("end_at"))
        return found["first"] or self.start_at, found["last"] or self.end_at

    @property
    def number(self) -> str:
        """Return the meeting ID that people dial: that of its room, where it is held in one."""
        return self.vendor_room_number or self.vendor_conference_id

    @property
    def is_series(self) -> bool:
        return bool(self.repeat_unit)

    @property
    def recurrence(self) -> Cycle | None:
        """Return the rule by which a series is held, in its own zone; None for a single meeting."""
        if not self.repeat_unit:
            return None
        assert self.repeat_interval is not None
        assert self.repeat_until is not None
        return Cycle(Unit(self.repeat_unit), self.repeat_interval, tuple(self.repeat_points), self.repeat_until)

    @property
    def repetition(self) -> Cycle | Rule | None:
        """Return the rule of the series that it is, or is one of, whoever keeps that; None for a meeting held once."""
        return self.portal_series.rule if self.portal_series else self.recurrence

    @property
    def calendar_entry(self) -> "Meeting | PortalSeries":
        """Return what has UID and sequence of its entry in calendars: all of a series are one."""
        return self.portal_series or self

    @property
    def is_open(self) -> bool:
        """Return whether it still lies ahead or is running, as far as we know."""
        return self.state in self.OPEN_STATES
