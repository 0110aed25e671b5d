"""The admin site's pages of identities: pages of our own in the portal's shell, at the addresses that it knows."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from accounts import access
from accounts.admin import identity_form, identity_list, import_pages
from accounts.admin.permissions import administrator, is_administrator
from accounts.models import Identity


class IdentityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    def get_queryset(self, request: HttpRequest) -> QuerySet[Identity]:
        return access.identities(by=administrator(request))

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("import/", guarded(import_pages.send), name="accounts_identity_import"),
            path("import/<uuid:draft_id>/", guarded(import_pages.confirm), name="accounts_identity_import_confirm"),
            path("export/", guarded(import_pages.export), name="accounts_identity_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return identity_list.page(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return identity_form.link(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return identity_form.change(request, object_id)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Identity | None = None) -> bool:
        if not is_administrator(request):
            return False
        return obj is None or access.identities(by=administrator(request)).filter(pk=obj.pk).exists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Identity | None = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Identity | None = None) -> bool:
        """Return False: a link is taken away on its own page, together with the token that hangs on it."""
        return False
