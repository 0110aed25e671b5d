"""What can stand in the way of work on the history: a table of codes and their sentences."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Code(TextChoices):
    """Each problem by its name, with its sentence as the label."""

    NOT_YOURS = "not_yours", _("Only the organiser of the meeting or an administrator can say who was there.")
    OTHER_ORGANISATION = "other_organisation", _("That person belongs to another organisation.")
