"""Who was in a session, and from when to when."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from accounts.models import User
from history.models.ended_session import EndedSession
from history.models.identification import Confidence, Identified
from meetings.models import Invitee


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Presences, chosen by who may see their session and by whose they are."""

    def visible_to(self, person: User) -> "PresenceQuerySet":
        """Return those in sessions that ``person`` may see."""
        return self.filter(session__in=EndedSession.objects.visible_to(person))

    def own(self, person: User) -> "PresenceQuerySet":
        """Return the parts that ``person`` had, by which they see the session too: one walk along an index."""
        part = models.Q(is_invited=True) | models.Q(confidence=Confidence.CERTAIN)
        return self.filter(part, tenant=person.tenant_id, person=person)

    def shown_to(self, person: User) -> "PresenceQuerySet":
        """Return those that ``person`` sees: of sessions that they are in charge of all, of others their own.

        It is the same as ``history.access.is_in_charge`` says of one session.
        """
        found = self.filter(tenant=person.tenant_id)
        if person.is_staff:
            return found
        cohosted = Invitee.objects.cohosts().filter(person=person).values("meeting")
        is_in_charge = (
            models.Q(session__organiser=person)
            | models.Q(session__meeting__organiser=person)
            | models.Q(session__meeting__in=cohosted)
        )
        return found.filter(models.Q(person=person) | is_in_charge)


class Presence(models.Model):
    """The part that one person, room or phone had in a session: invited or not, came or not, how long it stayed.

    Several stays of one person are one presence; ``seconds`` counts the time in which at least one of them lasted.
    It is derived from attendance and invitees and can be made anew. ``key`` says whose it is within the session.
    """

    class Kind(models.TextChoices):
        PERSON = "person", pgettext_lazy("attendee", "Person")
        ROOM = "room", pgettext_lazy("attendee", "Room")
        PHONE = "phone", pgettext_lazy("attendee", "Phone")

    tenant = models.ForeignKey(
        "accounts.Tenant", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    session = models.ForeignKey(EndedSession, on_delete=models.CASCADE, related_name="presences", db_index=False)
    # Its start, so that a person's sessions are one walk along an index.
    session_start_at = models.DateTimeField()
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PERSON)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="presences",
        db_index=False,
    )
    name = models.CharField(max_length=200, blank=True)
    call_number = models.CharField(max_length=128, blank=True)
    confidence = models.PositiveSmallIntegerField(choices=Confidence.choices, default=Confidence.NONE)
    identified_by = models.CharField(max_length=12, choices=Identified.choices, blank=True)
    is_invited = models.BooleanField(default=False)
    # Invitee.Role of whoever was invited
    role = models.CharField(max_length=10, blank=True)
    came = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    stay_count = models.PositiveSmallIntegerField(default=0)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "key"], name="presence_once")]
        indexes = [
            models.Index(
                fields=["tenant", "person", "-session_start_at", "-session"],
                condition=models.Q(person__isnull=False),
                name="presence_person_latest",
            ),
            models.Index(fields=["person"], condition=models.Q(person__isnull=False), name="presence_person"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.name}"

    @property
    def minutes(self) -> int:
        """Return how long they were there, in whole minutes: whoever was there for some seconds was there for one."""
        return max(1, round(self.seconds / 60)) if self.seconds else 0


class Attendance(models.Model):
    """One stay of somebody, as the vendor tells it: whoever came twice has two.

    ``row_key`` is made of name, number and the time of joining, since the vendor gives a row no ID. Who it was is
    ours: ``person`` with how sure that is and by what, which a correction overrules for good.
    """

    class Flaw(models.TextChoices):
        NONE = "", pgettext_lazy("flaw", "None")
        NO_START = "no_start", pgettext_lazy("flaw", "When they came is not known")
        NO_END = "no_end", pgettext_lazy("flaw", "When they left is not known")
        REVERSED = "reversed", pgettext_lazy("flaw", "Left before they came")

    tenant = models.ForeignKey(
        "accounts.Tenant", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    session = models.ForeignKey(EndedSession, on_delete=models.CASCADE, related_name="attendance", db_index=False)
    presence = models.ForeignKey(Presence, on_delete=models.SET_NULL, null=True, blank=True, related_name="stays")
    row_key = models.CharField(max_length=64)
    name = models.CharField(max_length=200, blank=True)
    call_number = models.CharField(max_length=128, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    flaw = models.CharField(max_length=10, choices=Flaw.choices, blank=True)
    device_type = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=64, blank=True)
    department_name = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    confidence = models.PositiveSmallIntegerField(choices=Confidence.choices, default=Confidence.NONE)
    identified_by = models.CharField(max_length=12, choices=Identified.choices, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    corrected_at = models.DateTimeField(null=True, blank=True)
    # Whoever it was is anonymous: later readings bring neither name nor number back.
    is_anonymous = models.BooleanField(default=False)

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "row_key"], name="attendance_once")]
        indexes = [
            models.Index(fields=["person"], condition=models.Q(person__isnull=False), name="attendance_person"),
            models.Index(
                fields=["corrected_by"],
                condition=models.Q(corrected_by__isnull=False),
                name="attendance_corrected_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.name}"
