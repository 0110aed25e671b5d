"""The admin site: for tenant administrators and operators."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import logout
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Apps that bring admin pages of their own for what is decided elsewhere here: rights follow from the role,
# addresses from the person.
_WITHOUT_PAGES = {"auth", "account", "oauth2_provider"}


class PortalChangeList(ChangeList):
    """A list that leads back to all its rows where its address asks for what no column holds."""

    def __init__(self, *args: Any, **options: Any) -> None:
        try:
            super().__init__(*args, **options)
        except (ValueError, OverflowError, DataError) as error:
            raise IncorrectLookupParameters from error


def _portal_change_list(admin: "ModelAdmin[Any]", request: HttpRequest, **options: Any) -> type[ChangeList]:
    return PortalChangeList


class PortalAdminSite(AdminSite):
    """One way in and out for everybody: that of the portal, with its rate limits."""

    site_header = gettext_lazy("Administration")
    site_title = gettext_lazy("Administration")
    index_title = gettext_lazy("People, identities, applications")

    def register(
        self,
        model_or_iterable: Any,
        admin_class: "type[ModelAdmin[Any]] | None" = None,
        **options: Any,
    ) -> None:
        models: Any = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        wanted = [model for model in models if model._meta.app_label not in _WITHOUT_PAGES]
        super().register(wanted, admin_class, get_changelist=_portal_change_list, **options)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Raise BadRequest for NUL, which no name has and PostgreSQL doesn't take."""
        if "\0" in request.GET.get("term", ""):
            raise BadRequest
        return super().autocomplete_view(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Raise PermissionDenied for somebody who is signed in and no administrator."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied(_("Administration is for administrators."))
        wanted = urlencode({"next": request.GET.get("next") or reverse("admin:index")})
        return redirect(f"{reverse('account_login')}?{wanted}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if request.method == "POST":
            logout(request)
        return redirect("account_login")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")


class PortalAdminConfig(AdminConfig):
    default_site = "portal.admin_site.PortalAdminSite"
