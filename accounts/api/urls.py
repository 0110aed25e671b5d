"""Addresses of the API about clients, people and identities."""

from django.urls import path

from accounts.api import token
from accounts.api.client_auth import ClientAuthView

urlpatterns = [
    path("oauth/token/", token.issue, name="api-token"),
    path("client-auth/", ClientAuthView.as_view(), name="api-client-auth"),
]
