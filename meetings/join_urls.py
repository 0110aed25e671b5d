"""The one link. Any text is taken as a token, so that every wrong one gets the same page."""

from django.urls import path

from meetings import join_views

app_name = "join"
urlpatterns = [
    path("<str:token>/", join_views.join, name="join"),
    path("<str:token>/me/", join_views.join_as_myself, name="me"),
    path("<str:token>/invite.ics", join_views.calendar, name="calendar"),
]
