"""The list of API clients."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.admin.permissions import administrator

PER_PAGE = 50


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show those whom the administrator looks after: what each may do, and when it last called."""
    by = administrator(request)
    found = access.api_clients(by=by).select_related("tenant").order_by("name", "pk")
    clients = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"clients": clients, "shows_tenant": by.is_operator}
    return render(request, "accounts/api_clients/list.html", context)
