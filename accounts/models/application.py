"""An App ID of the vendor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audit import audited
from encryption.fields import EncryptedTextField


@audited
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
