"""Addresses of the API about rooms."""

from django.urls import path

from directory.api import rooms

urlpatterns = [
    path("rooms/", rooms.RoomsView.as_view(), name="api-rooms"),
]
