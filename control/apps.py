"""The application as the admin site names it, and what it adds to the pages of the apps below it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ControlConfig(AppConfig):
    name = "control"
    verbose_name = _("Running meetings")

    def ready(self) -> None:
        """Let a meeting's activity tell of what was done to it while it ran."""
        from control.pages.activity import list_control_activity
        from meetings.pages.activity import add_source

        add_source(list_control_activity)
