"""Meetings, their dates and people, and the writes by which they reach the meeting service."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from encryption.fields import EncryptedJSONField, EncryptedTextField, FingerprintField
from meetings.recurrence import Rule, Unit


class Meeting(models.Model):
    """A meeting as its organiser wants it; ``state`` says what is true at the vendor.

    Of a series ``start_at`` and ``length_minutes`` are those of the date that is on or next (the last, when all are
    over), as the vendor tells it too; ``repeat_*`` say how it is held, whatever was changed for single dates.
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

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.PROTECT, related_name="meetings")
    organiser = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meetings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SCHEDULED)
    subject = models.CharField(_("subject"), max_length=128)
    start_at = models.DateTimeField()
    length_minutes = models.PositiveSmallIntegerField()
    time_zone = models.CharField(max_length=64)
    # How a series is held: empty for a single meeting
    repeat_unit = models.CharField(max_length=5, blank=True)
    repeat_interval = models.PositiveSmallIntegerField(null=True, blank=True)
    repeat_points = models.JSONField(default=list, blank=True)
    repeat_until = models.DateField(null=True, blank=True)
    # When the first date begins, and how long each is
    repeat_start_at = models.DateTimeField(null=True, blank=True)
    repeat_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    # How the organiser wants it
    entry = models.PositiveSmallIntegerField(choices=Entry.choices, default=Entry.EVERYONE)
    has_waiting_room = models.BooleanField(default=False)
    mutes_on_entry = models.BooleanField(default=True)
    guests_may_start = models.BooleanField(default=True)
    sends_sms = models.BooleanField(default=False)
    tells_invitees = models.BooleanField(default=True)
    guest_password = EncryptedTextField(blank=True)
    # What the vendor made of it
    host_password = EncryptedTextField(blank=True)
    guest_join_uri = EncryptedTextField(blank=True)
    vendor_conference_id = models.CharField(max_length=32, blank=True)
    vendor_access_number = models.CharField(max_length=64, blank=True)
    vendor_seen_at = models.DateTimeField(null=True, blank=True)
    # How often in a row the vendor has said that there is no such meeting; once proves nothing.
    vendor_missing_count = models.PositiveSmallIntegerField(default=0)
    # The calendar entry: the UID never changes, the sequence rises with each change that is told.
    ical_uid = models.CharField(max_length=255, unique=True)
    ical_sequence = models.PositiveIntegerField(default=0)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "vendor_conference_id"],
                condition=~models.Q(vendor_conference_id="") & models.Q(state__in=["booked", "running"]),
                name="meeting_one_row_per_conference",
            )
        ]
        indexes = [
            models.Index(fields=["organiser", "start_at"], name="meeting_organiser_start"),
            models.Index(fields=["tenant", "state", "start_at"], name="meeting_tenant_state"),
            models.Index(fields=["tenant", "vendor_conference_id"], name="meeting_tenant_conference"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def end_at(self) -> datetime:
        return self.start_at + timedelta(minutes=self.length_minutes)

    def span(self) -> tuple[datetime, datetime]:
        """From the start of its first date to the end of its last, cancelled ones too."""
        if not self.is_series:
            return self.start_at, self.end_at
        found = self.occurrences.aggregate(first=models.Min("start_at"), last=models.Max("end_at"))
        return found["first"] or self.start_at, found["last"] or self.end_at

    @property
    def is_series(self) -> bool:
        return bool(self.repeat_unit)

    @property
    def recurrence(self) -> Rule | None:
        """By which rule a series is held, in its own zone; None for a single meeting."""
        if not self.repeat_unit:
            return None
        assert self.repeat_interval is not None
        assert self.repeat_until is not None
        return Rule(Unit(self.repeat_unit), self.repeat_interval, tuple(self.repeat_points), self.repeat_until)

    @property
    def is_open(self) -> bool:
        """Whether it still lies ahead or is running, as far as we know."""
        return self.state in {self.State.REQUESTED, self.State.BOOKED, self.State.RUNNING}


class Occurrence(models.Model):
    """One date of a meeting. A single meeting has exactly one; a series keeps those that are over."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="occurrences")
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    # Where the rule had put it: the RECURRENCE-ID of a moved date.
    original_start_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)
    vendor_sub_conference_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["start_at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "original_start_at"], name="occurrence_once")]
        indexes = [models.Index(fields=["start_at"], name="occurrence_start")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.start_at:%Y-%m-%d %H:%M}"

    @property
    def is_changed(self) -> bool:
        """Whether it is off, or not where the rule had put it."""
        return self.is_cancelled or self.start_at != self.original_start_at


class Invitee(models.Model):
    """Somebody who has a link into the meeting: the organiser, a colleague, an outsider."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", pgettext_lazy("role", "Organiser")
        COHOST = "cohost", pgettext_lazy("role", "Co-host")
        GUEST = "guest", pgettext_lazy("role", "Guest")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitees")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.GUEST)
    email = models.EmailField()
    name = models.CharField(max_length=96)
    # The link's token: readable by us only, so that every later mail carries the same link; found by its hash.
    join_token = EncryptedTextField()
    join_token_hash = FingerprintField(of="join_token", unique=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    # The meeting's times once more (its end moves when it ends early): by them a list is one walk along an index.
    # Of a series the start of its first date and the end of its last.
    meeting_start_at = models.DateTimeField()
    meeting_end_at = models.DateTimeField()
    is_to_series = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="invitee_once_per_meeting")]
        indexes = [
            models.Index(
                fields=["person", "meeting_start_at"],
                condition=models.Q(removed_at=None),
                name="invitee_person_start",
            ),
            models.Index(
                fields=["person", "meeting_end_at"],
                condition=models.Q(removed_at=None, is_to_series=True),
                name="invitee_person_series",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Takes over the meeting's times with the first save; later they are kept in step with its dates."""
        if getattr(self, "meeting_start_at", None) is None:
            self.meeting_start_at, self.meeting_end_at = self.meeting.span()
            self.is_to_series = self.meeting.is_series
        super().save(*args, **kwargs)


class VendorWrite(models.Model):
    """A wish about one meeting on its way to the vendor, written down before it is sent.

    ``payload`` is what we will send (house form of the request, encrypted since it holds passwords).
    ``lease_until`` is held by the process that is sending: a SENT write whose lease is over has lost
    its process and is looked up at the vendor.
    """

    class Kind(models.TextChoices):
        CREATE = "create", _("book")
        EDIT = "edit", _("change")
        CANCEL = "cancel", _("cancel")
        # About one date of a series
        MOVE = "move", _("change a date")
        SKIP = "skip", _("cancel a date")

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("write", "Waiting")
        SENT = "sent", pgettext_lazy("write", "Sent")
        DONE = "done", pgettext_lazy("write", "Done")
        REFUSED = "refused", pgettext_lazy("write", "Refused")
        UNCONFIRMED = "unconfirmed", pgettext_lazy("write", "Checking")
        WITHDRAWN = "withdrawn", pgettext_lazy("write", "Withdrawn")

    class Look(models.TextChoices):
        NOTHING = "nothing", _("no such meeting")
        BEFORE = "before", _("as before the change")
        SEVERAL = "several", _("several that could be it")

    OPEN_STATES = (State.PLANNED, State.SENT, State.UNCONFIRMED)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="writes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    occurrence = models.ForeignKey(Occurrence, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="writes")
    # One-time: the second use by the same person returns the first meeting.
    reference = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    payload = EncryptedJSONField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_request_id = models.CharField(max_length=64, blank=True)
    # While UNCONFIRMED: what the last look at the vendor showed, and how often in a row it showed the same.
    last_look = models.CharField(max_length=8, choices=Look.choices, blank=True)
    looks = models.PositiveSmallIntegerField(default=0)
    # Those that bore the mark of this booking before it was sent: none of them is it.
    known_before = models.JSONField(default=list, blank=True)
    # Conference IDs that bear the mark of this booking; several of them need an administrator to choose.
    candidates = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    # Empty while it is open.
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("booking in doubt")
        verbose_name_plural = _("bookings in doubt")
        constraints = [
            models.UniqueConstraint(fields=["requested_by", "reference"], name="write_reference_once"),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=models.Q(state__in=["planned", "sent", "unconfirmed"]),
                name="write_one_open_per_meeting",
            ),
        ]
        indexes = [
            # By its end, which is empty while it is open: for a list of states SQLite uses no partial index.
            models.Index(fields=["finished_at", "next_attempt_at"], name="write_finished")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.meeting_id} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN_STATES
