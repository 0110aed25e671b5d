"""The addresses of running meetings."""

from django.urls import path

from control.views import ending, inviting, live, people, pictures, ticks

app_name = "control"
_MEETING = "meetings/<uuid:meeting_id>/"
urlpatterns = [
    path(f"{_MEETING}end/", ending.end, name="end"),
    path("live/<str:ticket>/", ticks.tick, name="tick"),
    path(f"{_MEETING}live/", live.page, name="live"),
    path(f"{_MEETING}live/news/", live.news, name="news"),
    path(f"{_MEETING}live/act/", live.act, name="act"),
    path(f"{_MEETING}live/invite/", inviting.invite, name="invite"),
    path(f"{_MEETING}live/picture/", pictures.picture, name="picture"),
    path(f"{_MEETING}live/person/<str:participant_id>/", people.person, name="person"),
]
