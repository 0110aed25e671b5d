"""How sure it is who somebody in a session was, and what says so."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Confidence(models.IntegerChoices):
    """How sure it is that somebody in a session is the person that is named."""

    NONE = 0, pgettext_lazy("confidence", "Not known")
    UNSURE = 1, pgettext_lazy("confidence", "Unsure")
    LIKELY = 2, pgettext_lazy("confidence", "Likely")
    CERTAIN = 3, pgettext_lazy("confidence", "Certain")


class Identified(models.TextChoices):
    """What it was known by, the surest first."""

    CORRECTION = "correction", pgettext_lazy("identified", "Said by somebody")
    INVITATION = "invitation", pgettext_lazy("identified", "Invited, did not come")
    EVENT = "event", pgettext_lazy("identified", "Account, as they joined")
    ONLINE = "online", pgettext_lazy("identified", "Account, while it ran")
    SIP = "sip", pgettext_lazy("identified", "Number of their meeting account")
    PHONE = "phone", pgettext_lazy("identified", "Phone number")
    NAME = "name", pgettext_lazy("identified", "Name alone")
    SEVERAL = "several", pgettext_lazy("identified", "Several people could be it")
    NOTHING = "", pgettext_lazy("identified", "Nothing")
