"""What can be wrong with a range of days: a table of codes and their sentences."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Code(TextChoices):
    """Each problem by its name, with its sentence as the label."""

    NO_DAY = "no_day", _("“%(typed)s” is no day between 2000 and 2099; one looks like 2026-05-14.")
    DAY_MISSING = "day_missing", _("Choose the first and the last day.")
    RANGE_REVERSED = "range_reversed", _("The last day is before the first one.")
    RANGE_TOO_LONG = "range_too_long", _("That is more than %(days)s days.")
