"""Mails that a development machine kept."""

from django.urls import URLPattern

app_name = "dev_mail"
urlpatterns: list[URLPattern] = []
