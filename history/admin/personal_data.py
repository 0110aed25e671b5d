"""What is known of a person: taken along as a file, or made anonymous; and of whom that was asked."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.admin.permissions import administrator
from accounts.models import User
from history.admin.reading import ListAlone
from history.data_file import as_file
from history.errors import HistoryError
from history.models import Anonymisation
from history.services import anonymising, exporting


@admin.register(Anonymisation)
class AnonymisationAdmin(ListAlone):
    """Those who were made anonymous, and those at whose rows a worker still is."""

    list_display = ["person", "tenant", "asked_at", "finished_at"]
    ordering = ["-asked_at"]

    def get_urls(self) -> list[URLPattern]:
        mine = path("person/<int:person_id>/", self.admin_site.admin_view(personal_data), name="history_personal_data")
        return [mine, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Anonymisation]:
        return anonymising.within_reach(by=administrator(request)).order_by(*self.ordering)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("People who were made anonymous")})


@require_http_methods(["GET", "HEAD", "POST"])
def personal_data(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what can be done with what is known of a person; POST does it."""
    by, now = administrator(request), timezone.now()
    person = access.people(by=by).filter(pk=person_id).select_related("tenant").first()
    if person is None:
        raise Http404
    pressed = request.POST.get("do", "")
    if pressed == "export":
        return as_file(exporting.data_of(person=person, by=by, now=now), f"person-{person.pk}.json")
    problem = ""
    if pressed == "anonymise":
        problem = _anonymise(request, person, by)
        if not problem:
            messages.success(request, _("They can sign in no more; their name is gone in some minutes."))
            return redirect("admin:history_anonymisation_changelist")
    asked = Anonymisation.objects.filter(person=person).first()
    context = {"person": person, "asked": asked, "problem": problem}
    return render(request, "history/personal_data.html", context, status=422 if problem else 200)


def _anonymise(request: HttpRequest, person: User, by: User) -> str:
    """Do so if it was confirmed; return why not, "" where it was done."""
    if request.POST.get("sure") != "yes":
        return _("Please say that you want it: it can't be taken back.")
    try:
        anonymising.ask(person=person, by=by, now=timezone.now())
    except HistoryError as error:
        return error.sentence
    return ""
