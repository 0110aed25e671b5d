"""People, their roles and how they want the portal."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import audited
from accounts.models.tenant import Tenant
from l10n import zones

# What search keys are made of.
_FOUND_BY = frozenset({"name", "email", "tenant", "tenant_id"})


class UserManager(BaseUserManager["User"]):
    """The manager that finds people by mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password they can only come in by a set-password mail."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an operator."""
        return self.create_user(email, password, role=User.Role.OPERATOR, **fields)


@audited
class User(AbstractBaseUser):
    """A person. Everybody but an operator belongs to one tenant.

    Rights follow from the role alone: there are no groups and no single permissions to forget about.
    """

    class Role(models.TextChoices):
        PERSON = "person", _("person")
        TENANT_ADMIN = "tenant_admin", _("tenant administrator")
        OPERATOR = "operator", _("operator")

    class Theme(models.TextChoices):
        AUTO = "auto", pgettext_lazy("theme", "As the device")
        LIGHT = "light", pgettext_lazy("theme", "Light")
        DARK = "dark", pgettext_lazy("theme", "Dark")

    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(_("name"), max_length=96)
    tenant = models.ForeignKey(
        Tenant,
        on_delete=models.PROTECT,
        related_name="people",
        null=True,
        blank=True,
        verbose_name=_("tenant"),
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.PERSON)
    phone = models.CharField(_("phone number"), max_length=32, blank=True)
    department_code = models.CharField(_("department code"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Asia/Shanghai")
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    # Set until their set-password mail stands in the outbox.
    welcome_due_at = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_any_case"),
            models.CheckConstraint(
                condition=models.Q(role="operator") | models.Q(tenant__isnull=False), name="user_has_tenant"
            ),
        ]
        indexes = [
            models.Index(
                fields=["welcome_due_at"], condition=models.Q(welcome_due_at__isnull=False), name="user_welcome_due"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is not None and _FOUND_BY.isdisjoint(fields):
            super().save(*args, **kwargs)
            return
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, **kwargs)
            self.search_keys.model.objects.refresh([self.pk])

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Return whether they may open the admin site at all; what they see there is decided per object."""
        return self.role in {self.Role.TENANT_ADMIN, self.Role.OPERATOR}

    @property
    def is_operator(self) -> bool:
        return self.role == self.Role.OPERATOR

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Return what the admin site asks for where we don't answer ourselves: operators may."""
        return self.is_active and self.is_operator

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_operator

    @property
    def zone(self) -> ZoneInfo:
        return zones.zone(self.time_zone)
