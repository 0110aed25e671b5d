"""What looking up an action can show."""

from enum import Enum

from hwmeeting.error_codes import NO_SUCH_MEETING, NOT_RUNNING

# What is said of a meeting that nobody is in.
NO_SESSION = NOT_RUNNING | {NO_SUCH_MEETING}


class Finding(Enum):
    """What is seen at the meeting service."""

    DONE = "as it was wanted"
    NOT_DONE = "as before"
    UNKNOWN = "nothing shows it"
    NOT_RUNNING = "no such session any more"
