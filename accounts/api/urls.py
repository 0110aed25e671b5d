"""Addresses of the API about clients, people and identities."""

from django.urls import path

from accounts.api import token

urlpatterns = [
    path("oauth/token/", token.issue, name="api-token"),
]
