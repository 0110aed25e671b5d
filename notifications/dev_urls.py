"""Mails that a development machine kept."""

from django.urls import path

from notifications import dev_views

app_name = "dev_mail"
urlpatterns = [
    path("", dev_views.mails, name="mails"),
    path("<slug:name>/", dev_views.mail, name="mail"),
    path("<slug:name>/html", dev_views.html_part, name="html"),
    path("<slug:name>/<str:filename>", dev_views.attachment, name="attachment"),
]
