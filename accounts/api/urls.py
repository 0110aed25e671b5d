"""Addresses of the API about clients, people and identities."""

from django.urls import path

from accounts.api import token
from accounts.api.client_auth import ClientAuthView
from accounts.api.identities import BulkIdentitiesView, IdentitiesView, IdentityView, VerifyIdentityView

urlpatterns = [
    path("oauth/token/", token.issue, name="api-token"),
    path("client-auth/", ClientAuthView.as_view(), name="api-client-auth"),
    path("identities/", IdentitiesView.as_view(), name="api-identities"),
    # Not below identities/, where somebody's User ID could be "bulk"; one may have a slash in it.
    path("bulk/identities/", BulkIdentitiesView.as_view(), name="api-bulk-identities"),
    path("identities/<path:user_id>/verify/", VerifyIdentityView.as_view(), name="api-verify-identity"),
    path("identities/<path:user_id>/", IdentityView.as_view(), name="api-identity"),
]
