"""People from a file, in two steps, and everybody as a file."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, table_file
from accounts.admin.permissions import administrator
from accounts.models import Tenant, User
from accounts.services import exporting, importing
from accounts.services.import_rows import COLUMNS, REQUIRED, Outcome
from accounts.services.importing import ImportChanged, ImportRefused, Plan

PER_PAGE = 100
_ACCEPTED = ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileForm(forms.Form):
    """A file, and whose people are in it."""

    tenant = forms.ModelChoiceField(Tenant.objects.none(), label=gettext_lazy("Organisation"), empty_label=None)
    file = forms.FileField(label=gettext_lazy("File"), widget=forms.FileInput(attrs={"accept": _ACCEPTED}))

    def __init__(self, *args: object, by: User) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        tenant = self.fields["tenant"]
        assert isinstance(tenant, forms.ModelChoiceField)
        tenant.queryset = access.tenants(by=by).order_by("name")

    def clean_file(self) -> tuple[str, bytes]:
        """Return its name and content; one byte more than allowed is enough to be refused."""
        sent = self.cleaned_data["file"]
        return sent.name, sent.read(table_file.MAX_BYTES + 1)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Read a file; nothing is kept of it but itself until somebody confirms what it would do."""
    by = administrator(request)
    form = FileForm(request.POST, request.FILES, by=by) if request.method == "POST" else FileForm(by=by)
    if form.is_valid():
        name, content = form.cleaned_data["file"]
        try:
            plan = importing.read(
                by=by, tenant=form.cleaned_data["tenant"], name=name, content=content, now=timezone.now()
            )
        except ImportRefused as error:
            form.add_error("file", error.sentence)
        else:
            return redirect("admin:accounts_identity_import_confirm", plan.draft.pk)
    context = {"form": form, "required": REQUIRED, "optional": COLUMNS[len(REQUIRED) :], "most": table_file.MAX_ROWS}
    return render(request, "accounts/identities/import.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show each row's outcome; POST does exactly that."""
    by = administrator(request)
    try:
        if request.method != "POST":
            return _plan_page(request, importing.plan(by=by, draft_id=draft_id))
        if "encoding" in request.POST:
            importing.read_again(by=by, draft_id=draft_id, encoding=request.POST["encoding"])
            return redirect("admin:accounts_identity_import_confirm", draft_id)
        done = importing.apply(by=by, draft_id=draft_id, now=timezone.now())
    except ImportChanged as error:
        return _plan_page(request, error.plan, warning=error.sentence, status=409)
    except ImportRefused as error:
        if error.field == "encoding":
            return _plan_page(request, importing.plan(by=by, draft_id=draft_id), warning=error.sentence, status=422)
        messages.error(request, error.sentence)
        return redirect("admin:accounts_identity_import")
    sentence = _("Imported: %(made)d made, %(changed)d changed. New people get a mail to set their password.")
    messages.success(request, sentence % {"made": done.count(Outcome.MADE), "changed": done.count(Outcome.CHANGED)})
    return redirect("admin:accounts_identity_changelist")


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Answer with everybody whom the administrator looks after, as CSV or, where it is asked for, as XLSX."""
    by = administrator(request)
    if request.GET.get("format") == "xlsx":
        answer: HttpResponseBase = HttpResponse(exporting.as_xlsx(by=by), content_type=_XLSX)
        name = "people.xlsx"
    else:
        answer = StreamingHttpResponse(exporting.as_csv(by=by), content_type="text/csv; charset=utf-8")
        name = "people.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _plan_page(request: HttpRequest, plan: Plan, *, warning: str = "", status: int = 200) -> HttpResponse:
    counts = {outcome: plan.count(outcome) for outcome in Outcome}
    shown = request.GET.get("show", "")
    rows = [row for row in plan.rows if row.outcome == shown] if shown in counts else plan.rows
    context: dict[str, object] = {outcome.value: count for outcome, count in counts.items()} | {
        "plan": plan,
        "warning": warning,
        "shown": shown if shown in counts else "",
        "filters": [(outcome.value, counts[outcome]) for outcome in Outcome],
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "accounts/identities/plan.html", context, status=status)
