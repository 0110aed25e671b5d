"""What the portal knows of whoever is signed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from history.data_file import as_file
from history.services import exporting
from meetings.views.lookups import person_of


@require_safe
@login_required
def own_data(request: HttpRequest) -> HttpResponse:
    """Answer with a file of all that the portal knows of the reader."""
    return as_file(exporting.own_data(person=person_of(request), now=timezone.now()), "my-data.json")
