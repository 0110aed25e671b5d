"""The addresses of the API, of all apps."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

import accounts.api.document  # noqa: F401  (tells drf-spectacular of our tokens)
import rest.document  # noqa: F401  (tells it that requests are read strictly)
from portal.page_not_found import nothing_of_the_api

# Our own page around Swagger UI: the library's has a style in it, which the content security policy stops.
_docs = SpectacularSwaggerSplitView.as_view(
    url_name="openapi", template_name="portal/api_docs.html", template_name_js="portal/api_docs.js"
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("docs/", _docs, name="api-docs"),
    path("", include("accounts.api.urls")),
    path("", include("meetings.api.urls")),
    path("", include("directory.api.urls")),
    path("", include("history.api.urls")),
    path("", include("control.api.urls")),
    path("", include("insights.api.urls")),
    re_path("", nothing_of_the_api, name="api-nothing"),
]
