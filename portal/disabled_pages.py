"""Pages that a library brings and this portal does not have."""

from django.http import Http404, HttpRequest, HttpResponse


def not_found(request: HttpRequest) -> HttpResponse:
    """Raise Http404: an address says who somebody is, and here anybody could take any; an administrator changes it."""
    raise Http404
