"""What happened and what a person can do about it, in the language of whoever reads it.

``translate`` is Django's ``gettext``, or that of the standard library over the same catalogue.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from hwmeeting.error_reasons import CLOCKS_DIFFER, find_sentence

Translate = Callable[[str], str]


def sentence(code: str, *, translate: Translate | None = None) -> str:
    """Return the sentence for an error's ``code``, in English unless ``translate`` is given."""
    found = find_sentence(code)
    return translate(found) if translate else found


def clocks_differ(*, ours: datetime, theirs: datetime, translate: Translate | None = None) -> str:
    """Return the sentence for a sign-in that came to nothing because of the clocks; both times are aware."""
    words = translate(CLOCKS_DIFFER) if translate else CLOCKS_DIFFER
    return words % {name: f"{at.astimezone(UTC):%Y-%m-%d %H:%M}" for name, at in (("ours", ours), ("theirs", theirs))}
