"""Pages that a library brings and this portal does not have."""

from django.http import Http404, HttpRequest, HttpResponse


def not_found(request: HttpRequest) -> HttpResponse:
    """A mail address says who somebody is, so it is an administrator's to change: here anybody could take any."""
    raise Http404
