"""A business system that calls our API."""

import hashlib
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AbstractApplication

from accounts.audit import audited
from accounts.models.tenant import Tenant


class Scope(models.TextChoices):
    """What a token lets its holder do; the label is what an administrator reads."""

    MEETINGS_READ = "meetings:read", _("Lists and details of its people's meetings")
    MEETINGS_WRITE = "meetings:write", _("Book, change, cancel")
    HISTORY_READ = "history:read", _("What was held, who was there, recordings")
    LAUNCH = "launch", _("Links that open the app as a guest")
    TICKETS_WRITE = "tickets:write", _("Links that open the app signed in as a person")
    CONTROL_READ = "control:read", _("Who is in a running meeting, and how it is")
    CONTROL_WRITE = "control:write", _("Act in running meetings: end, call in, mute, let in and more")
    CLIENT_AUTH = "client:auth", _("Signatures with which a person's own app signs in")
    PEOPLE_READ = "people:read", _("Names and User IDs")
    PEOPLE_MAP = "people:map", _("Say who is whom")
    ACT_ADMIN = "act:admin", _("Act for administrators, too")


@audited
class ApiClient(AbstractApplication):
    """A business system of one tenant, as an OAuth 2 client with the client credentials grant.

    ``scopes`` is what its tokens may do at most. ``allowed_user_ids`` says for which third-party User IDs it may act:
    one pattern a line, exact, or a prefix that ends in ``*``; none means nobody.
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="api_clients", verbose_name=_("tenant"))
    name = models.CharField(_("name"), max_length=80)
    scopes = models.JSONField(_("scopes"), default=list, blank=True)
    allowed_user_ids = models.TextField(_("may act for"), blank=True)
    calls_per_minute = models.PositiveIntegerField(
        _("calls a minute"), default=600, validators=[MinValueValidator(1), MaxValueValidator(60_000)]
    )
    contact_email = models.EmailField(_("contact"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    # Where it is told of events
    endpoint = models.OneToOneField(
        "notifications.WebhookEndpoint", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # To the minute
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    # By which it has proved who it is, while a token is made
    used_secret: "ApiClientSecret | None" = None

    hash_client_secret = None  # type: ignore[assignment]  # so Django leaves the column out

    class Meta:
        verbose_name = _("API client")
        verbose_name_plural = _("API clients")
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="api_client_once_per_tenant")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.client_type = self.CLIENT_CONFIDENTIAL
        self.authorization_grant_type = self.GRANT_CLIENT_CREDENTIALS
        super().save(*args, **kwargs)

    @property
    def client_secret(self) -> "list[ApiClientSecret]":
        """Return its secrets, two at most: rows of their own, in the place of the library's one column."""
        return list(self.secrets.all())

    def is_usable(self, request: object) -> bool:
        """Return whether it may get tokens and use them; the library asks each time."""
        return self.is_active and self.tenant.is_active

    def may_act_for(self, user_id: str) -> bool:
        """Return whether one of its patterns fits the third-party User ID."""
        patterns = [line.strip() for line in self.allowed_user_ids.splitlines()]
        return any(
            user_id.startswith(pattern[:-1]) if pattern.endswith("*") else user_id == pattern
            for pattern in patterns
            if pattern
        )


class ApiClientSecret(models.Model):
    """A secret of a client, of which only the hash is kept: it is random and long, so no slow one is needed."""

    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="secrets")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    # By which an administrator knows it again.
    ending = models.CharField(max_length=6, editable=False)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"…{self.ending}"

    @staticmethod
    def digest_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()
