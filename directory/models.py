"""What the meeting service listed when it was last asked, so that a page has something to show when it is away."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class VendorList(models.Model):
    """One list as it was at ``read_at``: the rooms of a person, or, whose person is None, what a tenant has.

    ``entries`` are what ``directory.entries`` writes. ``tried_at`` is when it was last asked for, in vain as well: who
    asks moves it first, so that others don't ask at the same time.
    """

    class Kind(models.TextChoices):
        ROOMS = "rooms"
        TERMINALS = "terminals"
        RESOURCES = "resources"
        ALL_ROOMS = "all_rooms"

    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    entries = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "tenant", "kind"], condition=Q(person__isnull=False), name="vendor_list_of_person"
            ),
            models.UniqueConstraint(
                fields=["tenant", "kind"], condition=Q(person__isnull=True), name="vendor_list_of_tenant"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.tenant_id} {self.person_id or ''}"
