"""Which occurrences of a series a change is about."""

from enum import StrEnum


class Scope(StrEnum):
    """One occurrence alone, or it and all that follow. What has begun is never among them."""

    ONE = "one"
    FOLLOWING = "following"
