"""The addresses of running meetings."""

from django.urls import path

from control.views import ending

app_name = "control"
urlpatterns = [path("meetings/<uuid:meeting_id>/end/", ending.end, name="end")]
