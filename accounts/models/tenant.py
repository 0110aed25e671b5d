"""An organisation and its enterprise at the vendor."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import audited
from accounts.models.application import Application
from encryption.fields import EncryptedTextField


def default_time_zone() -> str:
    """Return the zone of whoever has chosen none."""
    return settings.DEFAULT_TIME_ZONE


@audited
class Tenant(models.Model):
    """An organisation: its people, its enterprise at the vendor, what the vendor's directory is told."""

    class AutoLink(models.TextChoices):
        OFF = "off", pgettext_lazy("rule", "Off: each link is made by hand, by file or over the API")
        USERNAME = "username", pgettext_lazy("rule", "The mail address up to the @")
        EMAIL = "email", pgettext_lazy("rule", "The whole mail address")
        PHONE = "phone", pgettext_lazy("rule", "The phone number, as +8613800138000")

    name = models.CharField(_("name"), max_length=120, unique=True)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="tenants", verbose_name=_("application")
    )
    corp_id = models.CharField(_("Corp ID"), max_length=64, blank=True)
    administrator_user_id = models.CharField(_("administrator's third-party User ID"), max_length=64, blank=True)
    # Of that account, where the application has no App ID.
    administrator_password = EncryptedTextField(_("password of the administrator's meeting account"), blank=True)
    # Where no administrator is named: the enterprise's owner may do everything there, so nobody is it by default.
    reads_history_as_owner = models.BooleanField(
        _("read the history as the owner of the enterprise where no administrator is named"), default=False
    )
    sends_name = models.BooleanField(_("tell the vendor's directory the name"), default=True)
    sends_email = models.BooleanField(_("tell the vendor's directory the mail address"), default=False)
    sends_phone = models.BooleanField(_("tell the vendor's directory the phone number"), default=False)
    sends_department = models.BooleanField(_("tell the vendor's directory the department code"), default=False)
    auto_link = models.CharField(
        _("User ID of whoever signs in and is not linked"),
        max_length=10,
        choices=AutoLink.choices,
        default=AutoLink.OFF,
    )
    # By which the days of its sums begin, whoever looks at them
    time_zone = models.CharField(_("time zone of its reports"), max_length=64, default=default_time_zone)
    is_active = models.BooleanField(_("active"), default=True)
    # Whether any of its API clients has an address for events. Read with the tenant, so that an event nobody would
    # hear of costs nothing; it may be true for nothing, and is never false where somebody waits.
    has_webhooks = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("tenant")
        verbose_name_plural = _("tenants")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise ValidationError where Corp ID and the application's kind don't fit (docs/vendor/sign-in.md 2.1)."""
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
        self._check_own_enterprise()
        self._check_same_enterprise()

    def _check_own_enterprise(self) -> None:
        """Raise where another organisation has the enterprise: a User ID would be one person in both."""
        others = Tenant.objects.filter(application=self.application_id, corp_id=self.corp_id).exclude(pk=self.pk)
        if other := others.first():
            field = "corp_id" if self.corp_id else "application"
            sentence = _("That is the enterprise of %(name)s: an enterprise belongs to one organisation.")
            raise ValidationError({field: sentence % {"name": other.name}})

    def _check_same_enterprise(self) -> None:
        """Raise where the enterprise changes: another one knows none of its people, and their meetings would go."""
        before = Tenant.objects.filter(pk=self.pk).first()
        if before is None or (before.application_id, before.corp_id) == (self.application_id, self.corp_id):
            return
        if before.application.has_accounts != self.application.has_accounts and before.identities.exists():
            raise ValidationError(
                {
                    "application": _(
                        "The people linked here would be other users by that application. Remove their links first, or"
                        " make a new organisation."
                    )
                }
            )
        if before.identities.filter(state=before.identities.model.State.WORKS).exists():
            field = "application" if before.application_id != self.application_id else "corp_id"
            raise ValidationError(
                {
                    field: _(
                        "People of this organisation already meet at the present enterprise. For another one,"
                        " make a new organisation and move them there."
                    )
                }
            )
