"""Pages that a library brings and this portal does not have."""

from django.http import Http404, HttpRequest, HttpResponse


def not_found(request: HttpRequest) -> HttpResponse:
    """Raise Http404.

    Of a mail address that people change themselves: it says who somebody is, and here anybody could take any; an
    administrator changes it. Of the administration's ``/admin/r/…``, which asks every table for any row: whether there
    is one is for its own organisation to know.
    """
    raise Http404
