"""Addresses of the API about running meetings."""

from django.urls import path

from control.api import views

_MEETING = "meetings/<uuid:meeting_id>/"
urlpatterns = [
    path(f"{_MEETING}end/", views.EndView.as_view(), name="api-end"),
    path(f"{_MEETING}call/", views.CallView.as_view(), name="api-call"),
    path(f"{_MEETING}actions/<int:action_id>/", views.ActionView.as_view(), name="api-action"),
]
