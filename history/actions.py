"""What people do with what was held, as the audit log names it."""

from enum import StrEnum


class Action(StrEnum):
    """Each action by its name there."""

    SAID_WHO = "said_who"
    SAID_NOBODY = "said_nobody"
    TOOK_BACK = "took_back"
    DELETED_RECORDING = "deleted_recording"
    ANONYMISED = "anonymised"
    EXPORTED = "exported"
