"""Where a form leads back to: a page of this portal, by its path, and nothing else that somebody may have written."""

from django.utils.http import url_has_allowed_host_and_scheme


def is_own_path(text: str) -> bool:
    """Return whether ``text`` is the path of a page on this host; a name such as "count" is none."""
    return text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
