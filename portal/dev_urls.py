"""Pages for development; they exist only with DEBUG."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("mail/", include("notifications.dev_urls")),
]
