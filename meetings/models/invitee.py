"""Who has a link into a meeting."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from encryption.fields import EncryptedTextField, FingerprintField
from l10n.mail_address import on_the_wire
from meetings.limits import LONGEST_NAME
from meetings.models.meeting import Meeting


class InviteeQuerySet(models.QuerySet["Invitee"]):
    """Invitees, chosen by their role and by whether they are still invited."""

    def present(self) -> "InviteeQuerySet":
        """Return those whose link leads in: nobody has taken them off."""
        return self.filter(removed_at=None)

    def removed(self) -> "InviteeQuerySet":
        """Return those whom somebody has taken off: their link leads in no more."""
        return self.exclude(removed_at=None)

    def guests(self) -> "InviteeQuerySet":
        """Return everybody who was invited, co-hosts among them, and is still: all but the organiser."""
        return self.present().exclude(role=Invitee.Role.ORGANISER)

    def cohosts(self) -> "InviteeQuerySet":
        """Return those who may change the meeting beside its organiser."""
        return self.present().filter(role=Invitee.Role.COHOST)


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
    # An outsider's own; of a person that under which they were last invited (``mail_address`` is theirs today).
    email = models.EmailField()
    name = models.CharField(max_length=LONGEST_NAME)
    # The link's token: readable by us only, so that every later mail carries the same link; found by its hash.
    join_token = EncryptedTextField()
    join_token_hash = FingerprintField(of="join_token", unique=True)
    # An outsider's: that in which they were first written to, or have chosen since; a person has their own.
    language = models.CharField(max_length=10, blank=True)
    # An outsider's, as the browser said that opened their link; "" where it has said none.
    time_zone = models.CharField(max_length=64, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)

    objects = InviteeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        # A person is invited once, whatever their address is or was; an address is all there is of an outsider.
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=models.Q(person__isnull=False, removed_at__isnull=True),
                name="invitee_person_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "email"], condition=models.Q(person__isnull=True), name="invitee_outsider_once"
            ),
        ]

    def __str__(self) -> str:
        return self.mail_address

    @property
    def key(self) -> int | str:
        """Return what identifies them in each meeting: the person, of an outsider the address on the wire."""
        return self.person_id or on_the_wire(self.email)

    @property
    def mail_address(self) -> str:
        """Return where mails go: a person's address of today, an outsider's as it was typed."""
        return self.person.email if self.person else self.email
