"""What a person fills in about themselves."""

from datetime import datetime
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.queries import people
from l10n import zone_links, zones
from ui.time_zones import TimeZoneField


class PreferencesForm(forms.Form):
    """The language, time zone and appearance that a person chooses."""

    language = forms.ChoiceField(label=_("Language"), choices=[("zh-hans", "中文"), ("en", "English")])
    time_zone = TimeZoneField(label=_("Time zone"))
    theme = forms.ChoiceField(label=_("Appearance"), choices=User.Theme.choices)

    def __init__(self, sent: object = None, *, person: User, now: datetime) -> None:
        kept = {
            "language": person.language,
            "time_zone": zone_links.canonical(person.time_zone),
            "theme": person.theme,
        }
        super().__init__(sent, initial=kept)  # type: ignore[arg-type]
        time_zone = self.fields["time_zone"]
        assert isinstance(time_zone, TimeZoneField)
        time_zone.choices = zones.choices(person.time_zone, now)


class LanguageForm(forms.Form):
    """The button that switches the language, for whoever looks."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


class ThemeForm(forms.Form):
    """The button that switches the appearance."""

    theme = forms.ChoiceField(choices=User.Theme.choices)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Mail address and password."""

    def clean_login(self) -> str:
        return people.stored_address(super().clean_login())


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """The mail address to which a link to a new password goes."""

    def clean_email(self) -> str:
        self.cleaned_data["email"] = people.stored_address(self.cleaned_data["email"])
        return str(super().clean_email())


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The password that somebody has, and the one that they choose; allauth labels them in Title Case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["password1"].label = pgettext_lazy("field", "New password")
        self.fields["password2"].label = _("New password (again)")


class PasswordByLinkForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """The password that somebody chooses who came by the link in a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = pgettext_lazy("field", "New password")
        self.fields["password2"].label = _("New password (again)")
