"""People and their roles; applications and tenants; who somebody is at the meeting service; tokens."""

import uuid
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower, Trim
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import user_ids
from accounts.audit import audited
from encryption.fields import EncryptedTextField


def _is_no_blank(field: str) -> models.Q:
    """A blank User ID acts as the enterprise's owner (docs/vendor/sign-in.md 2.1): the database refuses it too."""
    return models.Q(**{field: Trim(field)}) & ~models.Q(**{field: ""})


class Application(models.Model):
    """An App ID of the vendor with its key; single-enterprise or service provider (SP)."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("one enterprise")
        SP = "sp", _("service provider, many enterprises")

    name = models.CharField(_("name"), max_length=80, unique=True)
    app_id = models.CharField(_("App ID"), max_length=64, unique=True)
    app_key = EncryptedTextField(_("App Key"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SINGLE)
    site = models.CharField(_("meeting service"), max_length=40, default="cn-north-4")
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")

    def __str__(self) -> str:
        return self.name

    @property
    def is_sp(self) -> bool:
        return self.kind == self.Kind.SP


class Tenant(models.Model):
    """An organisation: its people, its enterprise at the vendor, what the vendor's directory is told."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="tenants", verbose_name=_("application")
    )
    corp_id = models.CharField(_("Corp ID"), max_length=64, blank=True)
    administrator_user_id = models.CharField(_("administrator's third-party User ID"), max_length=64, blank=True)
    sends_name = models.BooleanField(_("tell the vendor's directory the name"), default=True)
    sends_email = models.BooleanField(_("tell the vendor's directory the mail address"), default=False)
    sends_phone = models.BooleanField(_("tell the vendor's directory the phone number"), default=False)
    sends_department = models.BooleanField(_("tell the vendor's directory the department code"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("tenant")
        verbose_name_plural = _("tenants")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError where Corp ID and the application's kind don't fit (docs/vendor/sign-in.md 2.1)."""
        self.corp_id = self.corp_id.strip()
        if not self.application_id:
            return
        if self.application.is_sp and not self.corp_id:
            raise ValidationError(
                {"corp_id": _("The application serves many enterprises, so the Corp ID says which one is meant.")}
            )
        if self.corp_id and not self.application.is_sp:
            raise ValidationError(
                {"corp_id": _("The application belongs to one enterprise; with a Corp ID each sign-in is refused.")}
            )
        self._check_same_enterprise()

    def _check_same_enterprise(self) -> None:
        """Whoever works at one enterprise is unknown to another, and their meetings would count as cancelled."""
        before = Tenant.objects.filter(pk=self.pk).first()
        if before is None or (before.application_id, before.corp_id) == (self.application_id, self.corp_id):
            return
        if Identity.objects.filter(tenant=before, state=Identity.State.WORKS).exists():
            field = "application" if before.application_id != self.application_id else "corp_id"
            raise ValidationError(
                {
                    field: _(
                        "People of this organisation already meet at the present enterprise. For another one,"
                        " make a new organisation and move them there."
                    )
                }
            )


class UserManager(BaseUserManager["User"]):
    """Finds people by mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Makes a person; without a password they can only come in by a set-password mail."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Makes an operator."""
        return self.create_user(email, password, role=User.Role.OPERATOR, **fields)


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

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Who may open the admin site at all; what they see there is decided per object."""
        return self.role in {self.Role.TENANT_ADMIN, self.Role.OPERATOR}

    @property
    def is_operator(self) -> bool:
        return self.role == self.Role.OPERATOR

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """What the admin site asks for where we don't answer ourselves: operators may."""
        return self.is_active and self.is_operator

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_operator

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


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
            models.CheckConstraint(condition=_is_no_blank("third_party_user_id"), name="identity_not_blank"),
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
        """Another user of the vendor from now on, of whom nothing is known; not saved."""
        self.third_party_user_id, self.folded_user_id = user_id, user_ids.folded(user_id)
        self.vendor_account = self.vendor_user_uuid = self.vendor_sip_number = ""
        self.state, self.failure_code, self.failure = self.State.UNTESTED, "", {}
        self.tested_at = self.test_due_at = None

    @property
    def is_usable(self) -> bool:
        return self.state in {self.State.UNTESTED, self.State.WORKS}


class AccessToken(models.Model):
    """The one token by which all processes act as one user of the vendor (at most 64 may live there).

    ``lease_until`` is held by the process that is logging in or refreshing: the others wait for its result.
    ``version`` counts the leases, so that a result is written only by the one who holds the last of them.
    ``failure`` is why the last attempt came to nothing, for those who waited for it. ``used_at`` (to the
    hour) tells which tokens are worth being kept fresh.
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="tokens")
    third_party_user_id = models.CharField(max_length=64)
    access_token = EncryptedTextField(blank=True)
    refresh_token = EncryptedTextField(blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    refresh_expires_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    failure = models.JSONField(default=dict)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "third_party_user_id"], name="token_once_per_user"),
            models.CheckConstraint(condition=_is_no_blank("third_party_user_id"), name="token_user_not_blank"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="token_expires_at")]

    def __str__(self) -> str:
        return f"{self.tenant_id}/{self.third_party_user_id}"


class ImportDraft(models.Model):
    """A file of people that was read and shown, waiting for the word of who sent it.

    ``shown_hash`` is the fate of its rows as they saw it: what has another fate by now is shown again instead.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = EncryptedTextField()
    shown_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


for _model in (Application, Tenant, User, Identity):
    audited(_model)
