"""Who a person is at the meeting service."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import user_ids
from accounts.audit import audited
from accounts.models.person import User
from accounts.models.tenant import Tenant
from accounts.models.third_party_user_id import is_not_blank
from encryption.fields import EncryptedTextField


@audited
class Identity(models.Model):
    """Who a person is at the meeting service: person -> third-party User ID, and what the vendor made of it."""

    class State(models.TextChoices):
        UNTESTED = "untested", pgettext_lazy("identity", "Untested")
        WORKS = "works", pgettext_lazy("identity", "Works")
        FAILING = "failing", pgettext_lazy("identity", "Failing")
        DISABLED = "disabled", pgettext_lazy("identity", "Disabled")

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="identities", verbose_name=_("tenant"))
    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="identity", verbose_name=_("person"))
    third_party_user_id = models.CharField(_("third-party User ID"), max_length=64)
    # The same without case and width, by which one that looks alike is found.
    folded_user_id = models.CharField(max_length=200, editable=False)
    # Of that account, where the application has no App ID; "" has not been typed.
    account_password = EncryptedTextField(_("password of the meeting account"), blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UNTESTED)
    failure_code = models.CharField(_("error code"), max_length=40, blank=True)
    # What the refusal came with: the vendor's status, request id and clock.
    failure = models.JSONField(default=dict, blank=True, editable=False)
    tested_at = models.DateTimeField(_("tested at"), null=True, blank=True)
    # Set while a worker has been asked for a test, or is to try again by itself at that time.
    test_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    vendor_account = models.CharField(_("meeting account"), max_length=128, blank=True)
    vendor_user_uuid = models.CharField(_("user UUID"), max_length=64, blank=True)
    vendor_sip_number = models.CharField(_("SIP number"), max_length=128, blank=True)

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "third_party_user_id"], name="identity_once_per_tenant"),
            models.CheckConstraint(condition=is_not_blank("third_party_user_id"), name="identity_not_blank"),
        ]
        indexes = [
            models.Index(fields=["tenant", "state"], name="identity_tenant_state"),
            models.Index(fields=["tenant", "folded_user_id"], name="identity_tenant_folded"),
            models.Index(fields=["test_due_at"], condition=models.Q(test_due_at__isnull=False), name="identity_due"),
        ]

    def __str__(self) -> str:
        return self.third_party_user_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_user_id = user_ids.folded(self.third_party_user_id)
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "folded_user_id"}
        super().save(*args, **kwargs)

    def becomes(self, user_id: str) -> None:
        """Make it another user of the vendor, of whom nothing is known; not saved. What is switched off stays so."""
        self.third_party_user_id, self.folded_user_id = user_id, user_ids.folded(user_id)
        self.vendor_account = self.vendor_user_uuid = self.vendor_sip_number = ""
        self.account_password = ""
        if self.state != self.State.DISABLED:
            self.state = self.State.UNTESTED
        self.failure_code, self.failure = "", {}
        self.tested_at = self.test_due_at = None

    @property
    def is_usable(self) -> bool:
        return self.state in {self.State.UNTESTED, self.State.WORKS}
