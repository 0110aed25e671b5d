"""The addresses of the numbers."""

from django.urls import path

from insights.services.tables import Name
from insights.views import insights

app_name = "insights"
urlpatterns = [
    path("insights/", insights.insights, name="insights"),
    *(
        path(
            f"insights/{name}.{kind}", insights.table, {"name": name.value, "file_format": kind}, name=f"{name}_{kind}"
        )
        for name in Name
        for kind in ("csv", "xlsx")
    ),
]
