"""The project as an application: it has the template tags and the start-up checks."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal import checks, installation_checks  # noqa: F401  (they register themselves)
