"""What somebody types who joins by meeting ID."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.sites import MeetingSite
from l10n import one_line

SHORTEST_ID, LONGEST_ID = 9, 20
_GAPS = re.compile(r"[\s\-\u2010-\u2015]+")
# docs/vendor/scheme-urls.md 26.6
_LONGEST_NAME, _LONGEST_PASSWORD = 64, 32


class JoinByIdForm(forms.Form):
    """Meeting ID, password and name; the meeting service too, where the portal knows several."""

    conference_id = forms.CharField(
        label=pgettext_lazy("field", "Meeting ID"),
        help_text=gettext_lazy("From an invitation or a room display. Blanks do not matter."),
        error_messages={"required": gettext_lazy("Type the meeting ID. It has nine digits or more.")},
    )
    password = forms.CharField(label=pgettext_lazy("of a meeting", "Password"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=_LONGEST_NAME,
        error_messages={"required": gettext_lazy("Say who you are: the others see this name.")},
    )
    site = forms.ChoiceField(label=gettext_lazy("Meeting service"), required=False)

    def __init__(self, *args: object, sites: dict[str, MeetingSite], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choice = self.fields["site"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(key, _(site["name"])) for key, site in sites.items()]

    def clean_conference_id(self) -> str:
        """Return the digits alone, whatever script and gaps they were typed in."""
        digits = _GAPS.sub("", unicodedata.normalize("NFKC", self.cleaned_data["conference_id"]))
        if not (digits.isascii() and digits.isdigit()):
            raise forms.ValidationError(_("A meeting ID has digits only. If you have a link, open that instead."))
        if missing := max(0, SHORTEST_ID - len(digits)):
            sentence = ngettext(
                "This has %(count)s digit. A meeting ID has nine or more.",
                "This has %(count)s digits, %(missing)s too few. A meeting ID has nine or more.",
                len(digits),
            )
            raise forms.ValidationError(sentence % {"count": len(digits), "missing": missing})
        if len(digits) > LONGEST_ID:
            raise forms.ValidationError(_("This is too long for a meeting ID. It has nine digits, seldom more."))
        return digits

    def clean_password(self) -> str:
        password = unicodedata.normalize("NFKC", self.cleaned_data["password"]).replace(" ", "")
        if not password.isascii() or len(password) > _LONGEST_PASSWORD:
            raise forms.ValidationError(_("No meeting has such a password. It has digits, 4 to 16 as a rule."))
        return password

    def clean_name(self) -> str:
        return one_line.one_line(self.cleaned_data["name"])
