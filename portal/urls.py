"""The addresses of the portal."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from portal import brand
from portal.disabled_pages import not_found
from portal.health import healthz
from portal.metrics import metrics

handler404 = "portal.page_not_found.page_not_found"
handler500 = "portal.service_unavailable.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("metrics", metrics),
    path("brand/colours.css", brand.stylesheet, name="brand_stylesheet"),
    path("brand/logo", brand.logo, name="brand_logo"),
    path("account/email/", not_found),
    re_path("^account/confirm-email/", not_found),
    path("account/", include("allauth.account.urls")),
    path("settings/", include("accounts.urls")),
    re_path("^admin/r/", not_found),
    path("admin/", admin.site.urls),
    path("api/v1/", include("portal.api_urls")),
    path("hooks/huawei/", include("meetings.vendor_events.urls")),
    path("j/", include("meetings.join.urls")),
    path("m/", include("meetings.join.open_urls")),
    path("join/", include("meetings.join.by_id_urls")),
    path("", include("control.urls")),
    path("", include("history.urls")),
    path("", include("insights.urls")),
    path("", include("meetings.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("dev/", include("portal.dev_urls")))
