"""A letter as the HTML part of a mail."""

from django.template.loader import render_to_string

from notifications.mails.mail import Letter
from ui.avatars import initials

# Wide enough for the button's words in Outlook, which doesn't measure them.
_BUTTON_WIDTH = {"en": 260, "zh-hans": 200}


def html(letter: Letter) -> str:
    """The letter's HTML part, in the language that is active: below 100 kB, nothing loaded from anywhere."""
    context = {
        "letter": letter,
        "initial": initials(letter.organisation)[:1],
        "button_width": _BUTTON_WIDTH.get(letter.language, 260),
    }
    return render_to_string("mail/meeting.html", context)
