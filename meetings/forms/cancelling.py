"""What people enter to cancel a meeting."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy

from l10n import one_line
from meetings.requests import note_problems


class CancelForm(forms.Form):
    """The form that cancels a meeting, with a word to the invitees."""

    reference = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(label=gettext_lazy("A word to the invitees"), required=False, widget=forms.Textarea)
    tell = forms.BooleanField(label=gettext_lazy("Tell the invitees"), required=False, initial=True)

    def clean_note(self) -> str:
        note = one_line.several_lines(self.cleaned_data["note"]).strip()
        if found := note_problems(note):
            raise forms.ValidationError([problem.sentence for problem in found])
        return note

    @classmethod
    def blank(cls) -> "CancelForm":
        return cls(initial={"reference": uuid.uuid4(), "tell": True})
