"""The admin site's pages of API clients: pages of our own in the portal's shell, at the addresses that it knows."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from accounts import access
from accounts.admin import (
    api_client_form,
    api_client_list,
    api_client_replay,
    api_client_secrets,
    api_client_webhooks,
)
from accounts.admin.permissions import administrator, is_administrator
from accounts.models import ApiClient

_WEBHOOKS = (
    ("secrets/", api_client_webhooks.make_secret, "webhook_secrets"),
    ("secrets/<int:secret_id>/revoke/", api_client_webhooks.revoke_secret, "webhook_revoke"),
    ("test/", api_client_webhooks.test, "webhook_test"),
    ("on/", api_client_webhooks.switch_on, "webhook_on"),
    ("replay/", api_client_webhooks.replay, "webhook_replay"),
    ("deliveries/", api_client_webhooks.deliveries, "deliveries"),
    ("deliveries/again/", api_client_replay.page, "replay_span"),
    ("deliveries/<int:delivery_id>/", api_client_webhooks.delivery, "delivery"),
)


class ApiClientAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiClient]:
        return access.api_clients(by=administrator(request))

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        secrets = "<int:client_id>/secrets/"
        return [
            path(secrets, guarded(api_client_secrets.make), name="accounts_apiclient_secrets"),
            path(
                f"{secrets}<int:secret_id>/revoke/",
                guarded(api_client_secrets.revoke),
                name="accounts_apiclient_revoke",
            ),
            *[
                path(f"<int:client_id>/webhooks/{rest}", guarded(view), name=f"accounts_apiclient_{name}")
                for rest, view, name in _WEBHOOKS
            ],
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return api_client_list.page(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return api_client_form.add(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return api_client_form.change(request, object_id)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: ApiClient | None = None) -> bool:
        if not is_administrator(request):
            return False
        return obj is None or access.api_clients(by=administrator(request)).filter(pk=obj.pk).exists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: ApiClient | None = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: ApiClient | None = None) -> bool:
        """Return False: a client is switched off on its own page, so that what it did keeps its name."""
        return False
