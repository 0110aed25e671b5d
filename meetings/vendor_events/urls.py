"""The addresses to which the meeting service posts, one for each tenant."""

from django.urls import path

from meetings.vendor_events import views

urlpatterns = [path("<str:token>/", views.receive, name="vendor-events")]
