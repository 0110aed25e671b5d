"""Addresses of the API about what is over."""

from django.urls import path

from history.api import sessions

urlpatterns = [
    path("meetings/<uuid:meeting_id>/sessions/", sessions.SessionsView.as_view(), name="api-sessions"),
]
