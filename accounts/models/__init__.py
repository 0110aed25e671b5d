"""People and their roles; applications and tenants; who somebody is at the meeting service; tokens; API clients."""

from accounts.models.access_token import AccessToken
from accounts.models.api_client import ApiClient, ApiClientSecret
from accounts.models.application import Application
from accounts.models.attempt_window import AttemptWindow
from accounts.models.auto_link_refusal import AutoLinkRefusal
from accounts.models.connection_test import ConnectionTest
from accounts.models.event_subscription import EventSubscription
from accounts.models.idempotent_request import IdempotentRequest
from accounts.models.identity import Identity
from accounts.models.import_draft import ImportDraft
from accounts.models.person import User
from accounts.models.search_key import SearchKey
from accounts.models.session import Session
from accounts.models.tenant import Tenant

__all__ = [
    "AccessToken",
    "ApiClient",
    "ApiClientSecret",
    "Application",
    "AttemptWindow",
    "AutoLinkRefusal",
    "ConnectionTest",
    "EventSubscription",
    "IdempotentRequest",
    "Identity",
    "ImportDraft",
    "SearchKey",
    "Session",
    "Tenant",
    "User",
]
