"""A mail as the HTML part of a mail."""

from django.conf import settings
from django.template.loader import render_to_string

from l10n import one_line
from notifications.mails.mail import Mail
from ui.avatars import initials
from ui.brand_colours import brand_colours

_BLUE = "#1e4fb0"
# Wide enough for the button's words in Outlook, which doesn't measure them.
_BUTTON_WIDTH = {"en": 260, "zh-hans": 200}


def html(mail: Mail) -> str:
    """Return the mail's HTML part, in the active language: below 100 kB, nothing loaded from anywhere.

    It is without what can't be seen of what people have typed.
    """
    context = {
        "mail": mail,
        "colour": settings.PORTAL_COLOUR if brand_colours(settings.PORTAL_COLOUR) else _BLUE,
        "initial": initials(mail.organisation)[:1],
        "button_width": _BUTTON_WIDTH.get(mail.language, 260),
    }
    return one_line.several_lines(render_to_string("mail/meeting.html", context))
