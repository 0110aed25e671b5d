"""The link for everybody. Any text is taken as a token, so that every wrong one gets the same page."""

from django.urls import path

from meetings.join import open_views

app_name = "open_link"
urlpatterns = [
    path("<str:token>/", open_views.join, name="join"),
    path("<str:token>/me/", open_views.join_as_myself, name="me"),
    path("<str:token>/meeting.ics", open_views.calendar, name="calendar"),
]
