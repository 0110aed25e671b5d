"""The addresses of a development machine: a test run has DEBUG off."""

from django.urls import URLPattern, URLResolver, include, path

from portal.urls import urlpatterns as ours

urlpatterns: list[URLPattern | URLResolver] = [path("dev/", include("portal.dev_urls")), *ours]
