"""How long a password has to be, said in both languages."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class PasswordLengthValidator(MinimumLengthValidator):
    """Django's own, whose sentence has no Chinese."""

    def get_error_message(self) -> str:
        return _("This password is too short; %(least)s characters at least, please.") % {"least": self.min_length}

    def get_help_text(self) -> str:
        return _("%(least)s characters at least.") % {"least": self.min_length}
