"""The numbers of a range of days: as a page, and each table of it as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Tenant, User
from insights import access
from insights.days import day_of
from insights.pages.insights import build_insights_page
from insights.ranges import Choice, read_choice
from insights.services import tables
from l10n import zones
from meetings.views.lookups import person_of

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@login_required
def insights(request: HttpRequest) -> HttpResponse:
    """Show the numbers of the whole tenant to its administrators, to everybody else those of what they host."""
    person = person_of(request)
    if person.tenant is None:
        return render(request, "insights/without_organisation.html")
    choice = _choice(request, person, person.tenant)
    page = build_insights_page(person, person.tenant, choice, timezone.now())
    return render(request, "insights/insights.html", {"page": page})


@require_safe
@login_required
def table(request: HttpRequest, name: str, file_format: str) -> HttpResponse:
    """Answer with a table of the page as a file, for the range in the address."""
    person = person_of(request)
    if person.tenant is None:
        return render(request, "insights/without_organisation.html", status=404)
    choice = _choice(request, person, person.tenant)
    content = tables.table(
        name=tables.Name(name), file_format=file_format, by=person, choice=choice, now=timezone.now()
    )
    file_name = f"insights-{name}-{choice.days.since}-{choice.days.until}.{file_format}"
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return HttpResponse(content, content_type=_TYPES[file_format], headers=headers)


def _choice(request: HttpRequest, person: User, tenant: Tenant) -> Choice:
    today = day_of(timezone.now(), zones.zone(tenant.time_zone))
    return read_choice(request.GET, today=today, sees_everybody=access.sees_everybody(person))
