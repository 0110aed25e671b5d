"""What an organisation signs in by: an App ID of the vendor, or the accounts of its people."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audit import audited
from encryption.fields import EncryptedTextField


@audited
class Application(models.Model):
    """How a tenant's people sign in: an App ID with its key, of one enterprise or a service provider (SP).

    ``ACCOUNT`` has neither: everybody signs in by an account of the vendor and its password. The vendor discourages
    it (docs/vendor/sign-in.md 2.3).
    """

    class Kind(models.TextChoices):
        SINGLE = "single", _("one enterprise")
        SP = "sp", _("service provider, many enterprises")
        ACCOUNT = "account", _("no App ID: passwords, discouraged")

    name = models.CharField(_("name"), max_length=80, unique=True)
    app_id = models.CharField(_("App ID"), max_length=64, blank=True)
    app_key = EncryptedTextField(_("App Key"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SINGLE)
    site = models.CharField(_("meeting service"), max_length=40, default="cn-north-4")
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(
                fields=["app_id"],
                condition=~models.Q(app_id=""),
                name="application_app_id_once",
                violation_error_message=_("Another application has this App ID already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="account", app_id="") | (~models.Q(kind="account") & ~models.Q(app_id="")),
                name="application_app_id_by_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise ValidationError where people are linked who would be other users by the new kind."""
        before = Application.objects.filter(pk=self.pk).first()
        if before and before.has_accounts != self.has_accounts:
            linked = before.tenants.aggregate(count=models.Count("identities"))["count"]
            if linked:
                raise ValidationError(
                    {
                        "kind": _(
                            "Linked people (%(count)d) would be other users by the new kind. Remove their links first,"
                            " or make a new organisation."
                        )
                        % {"count": linked}
                    }
                )

    @property
    def is_sp(self) -> bool:
        return self.kind == self.Kind.SP

    @property
    def has_accounts(self) -> bool:
        """Whether people sign in by an account and its password; ``third_party_user_id`` is that account then."""
        return self.kind == self.Kind.ACCOUNT
