"""The stand-in for the meeting client, on a development machine."""

from django.urls import path

from meetings.join import dev_views

app_name = "dev_client"
urlpatterns = [path("", dev_views.open_in_stand_in, name="open")]
