"""What somebody wanted done to a meeting while it ran."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from encryption.fields import EncryptedJSONField
from meetings.models import Meeting


class ControlActionQuerySet(models.QuerySet["ControlAction"]):
    """Selects actions by how far they have come."""

    def open(self) -> "ControlActionQuerySet":
        """Return those of which it isn't known what came of them."""
        return self.filter(finished_at=None)

    def abandoned(self, now: datetime) -> "ControlActionQuerySet":
        """Return those whose process has died before it could say what came of them."""
        return self.open().filter(state=ControlAction.State.SENT, lease_until__lt=now)

    def due(self, now: datetime) -> "ControlActionQuerySet":
        """Return those that are to be looked up, and that no worker is looking up."""
        is_free = models.Q(lease_until=None) | models.Q(lease_until__lte=now)
        return self.open().filter(is_free, state=ControlAction.State.UNCONFIRMED, next_check_at__lte=now)

    def still_owned(self, action: "ControlAction") -> "ControlActionQuerySet":
        """Return the row of ``action`` if it is still the caller's: nobody has taken it over meanwhile."""
        return self.filter(pk=action.pk, state=action.state, lease_until=action.lease_until)

    def with_meeting(self) -> "ControlActionQuerySet":
        """Read along all that sending an action and telling of it need."""
        return self.select_related("requested_by", "meeting__organiser", "meeting__tenant__application")


class ControlAction(models.Model):
    """One action on a running meeting, written down before it is sent.

    It is never sent a second time: where the answer is lost, or the process dies (``lease_until`` is over), it is
    looked up, and whoever wanted it decides whether to ask again. ``payload`` says what exactly was wanted; it holds
    phone numbers.
    """

    class Kind(models.TextChoices):
        END = "end", _("end for everybody")
        CALL = "call", _("call people in")

    class State(models.TextChoices):
        SENT = "sent", pgettext_lazy("write", "Sent")
        DONE = "done", pgettext_lazy("write", "Done")
        REFUSED = "refused", pgettext_lazy("write", "Refused")
        UNCONFIRMED = "unconfirmed", pgettext_lazy("write", "Checking")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="control_actions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.SENT)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # One-time: the second use by the same person returns what the first has made.
    reference = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    payload = EncryptedJSONField()
    # It was done by having been so already: somebody else was faster.
    was_needless = models.BooleanField(default=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    # While UNCONFIRMED: when it is looked up next, and how often in a row it was seen not to be done.
    next_check_at = models.DateTimeField(null=True, blank=True)
    agreeing_checks = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    # Empty while it is open.
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ControlActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requested_by", "reference"], name="control_action_once"),
        ]
        indexes = [models.Index(fields=["finished_at", "next_check_at"], name="control_action_finished")]

    def __str__(self) -> str:
        return f"{self.kind} {self.meeting_id} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.finished_at is None
