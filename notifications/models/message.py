"""A mail: a row before it is sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from encryption.fields import EncryptedLongTextField, EncryptedTextField

LONGEST_NAME, LONGEST_SUBJECT = 96, 200  # characters; what is longer is cut


class Message(models.Model):
    """One mail to one recipient, in its finished words.

    The text is encrypted, since it holds a join link and a password. ``about`` names what the
    message belongs to (``meeting:<uuid>``) without this app knowing what that is.
    """

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("mail", "Queued")
        SENT = "sent", pgettext_lazy("mail", "Sent")
        FAILED = "failed", pgettext_lazy("mail", "Failed")

    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.QUEUED)
    kind = models.CharField(max_length=24)
    about = models.CharField(max_length=80, db_index=True)
    # One message per event and recipient: what is written twice is sent once.
    dedup_key = models.CharField(max_length=160, unique=True)
    recipient = models.EmailField(_("recipient"))
    recipient_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    sender_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    text = EncryptedTextField()
    html = EncryptedLongTextField(blank=True)
    calendar = EncryptedLongTextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    lease_until = models.DateTimeField(null=True, blank=True)
    # What the mail server answered to the last attempt, or the error in its place.
    failure = models.TextField(_("answer"), blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mail that did not arrive")
        verbose_name_plural = _("mails that did not arrive")
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=models.Q(state="queued"), name="message_queued"),
            models.Index(fields=["created_at"], condition=models.Q(state="failed"), name="message_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} {self.state}"
