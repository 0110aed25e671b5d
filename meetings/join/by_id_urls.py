"""Where somebody joins by meeting ID."""

from django.urls import path

from meetings.join import by_id_views

app_name = "join_by_id"
urlpatterns = [path("", by_id_views.join_by_id, name="join")]
