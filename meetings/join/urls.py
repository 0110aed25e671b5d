"""The one link. Any text is taken as a token, so that every wrong one gets the same page."""

from django.urls import path

from meetings.join import views

app_name = "join"
urlpatterns = [
    path("<str:token>/", views.join, name="join"),
    path("<str:token>/me/", views.join_as_myself, name="me"),
    path("<str:token>/language/", views.choose_language, name="language"),
    path("<str:token>/zone/", views.learn_zone, name="zone"),
    path("<str:token>/invite.ics", views.calendar, name="calendar"),
]
