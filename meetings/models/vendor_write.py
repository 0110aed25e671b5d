"""The writes by which meetings reach the vendor."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from encryption.fields import EncryptedJSONField
from meetings.models.meeting import Meeting
from meetings.models.occurrence import Occurrence
from meetings.models.series_change import SeriesChange

# Longer than a call may take with a sign-in and its one repetition; after that the process counts as dead.
LEASE = timedelta(minutes=2)


def is_abandoned(state: str, lease_until: datetime | None, now: datetime) -> bool:
    """Tell whether a write was sent by a process that has died since, as ``VendorWriteQuerySet.abandoned`` does."""
    return state == "sent" and lease_until is not None and lease_until < now


class VendorWriteQuerySet(models.QuerySet["VendorWrite"]):
    """Selects writes by how far they have come."""

    def open(self) -> "VendorWriteQuerySet":
        """Return those that are not finished: by their end, since that is indexed and their state is not."""
        return self.filter(finished_at=None)

    def abandoned(self, now: datetime) -> "VendorWriteQuerySet":
        """Return those that were sent by a process that has died since: nobody knows what came of them."""
        return self.open().filter(state=VendorWrite.State.SENT, lease_until__lt=now)

    def due(self, now: datetime) -> "VendorWriteQuerySet":
        """Return those that wait for a worker, and that none is working on."""
        is_free = models.Q(lease_until=None) | models.Q(lease_until__lte=now)
        waiting = [VendorWrite.State.PLANNED, VendorWrite.State.UNCONFIRMED]
        return self.open().filter(is_free, state__in=waiting, next_attempt_at__lte=now)

    def still_owned(self, write: "VendorWrite") -> "VendorWriteQuerySet":
        """Return the row of ``write`` if it is still the caller's: nobody has taken it over since it was claimed."""
        return self.filter(pk=write.pk, state=write.state, attempts=write.attempts, lease_until=write.lease_until)

    def shown_beside(self, write: "VendorWrite") -> "VendorWriteQuerySet":
        """Return those that lists still tell of once ``write`` is done: of the occurrences that it is not about."""
        if write.occurrence_id is None:
            return self.none()
        elsewhere = self.filter(meeting=write.meeting_id).exclude(occurrence=write.occurrence_id)
        return elsewhere.exclude(state=VendorWrite.State.DONE)

    def bookings(self) -> "VendorWriteQuerySet":
        """Return those that make their meeting."""
        return self.filter(kind=VendorWrite.Kind.CREATE)

    def cancellations(self) -> "VendorWriteQuerySet":
        """Return those that call a whole meeting off."""
        return self.filter(kind=VendorWrite.Kind.CANCEL)

    def with_meeting(self) -> "VendorWriteQuerySet":
        """Read along everything that sending a write needs."""
        return self.select_related(
            "requested_by", "occurrence", "meeting__organiser", "meeting__tenant__application", "meeting__cancelled_by"
        )


class VendorWrite(models.Model):
    """One intention towards the vendor about one meeting, written down before it is sent.

    ``payload`` is what the write wants, versioned (``meetings.writes.kinds``), and encrypted since it holds passwords.
    ``lease_until`` is owned by the process that is sending: a SENT write whose lease is over was abandoned and is
    looked up at the vendor.
    """

    class Kind(models.TextChoices):
        CREATE = "create", _("book")
        EDIT = "edit", _("change")
        CANCEL = "cancel", _("cancel")
        # About one occurrence of a series
        EDIT_OCCURRENCE = "edit_occurrence", _("change a date")
        CANCEL_OCCURRENCE = "cancel_occurrence", _("cancel a date")
        # About several of them
        EDIT_OCCURRENCES = "edit_occurrences", _("change dates")
        CANCEL_OCCURRENCES = "cancel_occurrences", _("cancel dates")
        # Its dates go over to another meeting
        SPLIT = "split", _("divide")
        # What the vendor undid for one occurrence while the whole was changed
        RESTORE_OCCURRENCE = "restore_occurrence", _("change a date again")

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("write", "Waiting")
        SENT = "sent", pgettext_lazy("write", "Sent")
        DONE = "done", pgettext_lazy("write", "Done")
        REFUSED = "refused", pgettext_lazy("write", "Refused")
        UNCONFIRMED = "unconfirmed", pgettext_lazy("write", "Checking")
        WITHDRAWN = "withdrawn", pgettext_lazy("write", "Withdrawn")

    class Check(models.TextChoices):
        NOTHING = "nothing", _("no such meeting")
        BEFORE = "before", _("as before the change")
        SEVERAL = "several", _("several that could be it")

    OPEN_STATES = (State.PLANNED, State.SENT, State.UNCONFIRMED)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="writes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    occurrence = models.ForeignKey(Occurrence, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="writes")
    # One-time: the second use by the same person returns the first meeting.
    reference = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    payload = EncryptedJSONField()
    # The change of a series that it is part of, which is told as one.
    series_change = models.ForeignKey(
        SeriesChange, on_delete=models.CASCADE, null=True, blank=True, related_name="writes", db_index=False
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_request_id = models.CharField(max_length=64, blank=True)
    # While UNCONFIRMED: what the last check at the vendor showed, and how many in a row showed the same.
    last_check = models.CharField(max_length=8, choices=Check.choices, blank=True)
    agreeing_checks = models.PositiveSmallIntegerField(default=0)
    # Conference IDs that matched this booking before it was sent: none of them is it.
    known_before = models.JSONField(default=list, blank=True)
    # Conference IDs that match this booking; several of them need an administrator to choose.
    candidates = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    # Empty while it is open.
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = VendorWriteQuerySet.as_manager()

    class Meta:
        verbose_name = _("unconfirmed booking")
        verbose_name_plural = _("unconfirmed bookings")
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
            models.Index(fields=["finished_at", "next_attempt_at"], name="write_finished"),
            models.Index(
                fields=["series_change"], condition=~models.Q(series_change=None), name="write_of_series_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.meeting_id} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN_STATES

    def is_abandoned(self, now: datetime) -> bool:
        return is_abandoned(self.state, self.lease_until, now)
