"""The writes by which meetings reach the vendor."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from encryption.fields import EncryptedJSONField
from meetings.models.meeting import Meeting
from meetings.models.occurrence import Occurrence


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
