"""The addresses of a person's own settings."""

from django.urls import path

from accounts.views import preferences, time_zones

app_name = "accounts"
urlpatterns = [
    path("", preferences.settings, name="settings"),
    path("language/", preferences.set_language, name="set_language"),
    path("theme/", preferences.set_theme, name="set_theme"),
    path("time-zones/", time_zones.time_zones, name="time_zones"),
]
