"""Which guest password a meeting is to have: the present one, a new one, or one that is entered."""

from django.utils.translation import gettext_lazy

KEEP, NEW, OWN = "keep", "new", "own"
CHOICES = (
    (KEEP, gettext_lazy("Keep the present one")),
    (NEW, gettext_lazy("A new one, six digits")),
    (OWN, gettext_lazy("Our own")),
)
