"""Pages for development; they exist only with DEBUG."""

from django.urls import URLPattern, URLResolver, include, path

from portal import dev_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("components/", dev_views.components),
    path("mail/", include("notifications.dev_urls")),
    path("client/", include("meetings.join.dev_urls")),
]
