"""The kinds of writes, each in a file of its own; no other file asks which kind a write is of.

To add one: its file here, its words in ``meetings/kind_words``, its value in ``VendorWrite.Kind``, and a line in
``KINDS``.
"""

from collections.abc import Mapping
from typing import Any

from meetings.models import VendorWrite
from meetings.writes.kinds.cancel import CANCEL
from meetings.writes.kinds.cancel_occurrence import CANCEL_OCCURRENCE
from meetings.writes.kinds.cancel_occurrences import CANCEL_OCCURRENCES
from meetings.writes.kinds.create import CREATE
from meetings.writes.kinds.edit import EDIT
from meetings.writes.kinds.edit_occurrence import EDIT_OCCURRENCE
from meetings.writes.kinds.edit_occurrences import EDIT_OCCURRENCES
from meetings.writes.kinds.kind import WriteKind
from meetings.writes.kinds.restore_occurrence import RESTORE_OCCURRENCE
from meetings.writes.kinds.split import SPLIT
from meetings.writes.payloads import UnreadablePayload

KINDS: Mapping[str, WriteKind[Any]] = {
    VendorWrite.Kind.CREATE: CREATE,
    VendorWrite.Kind.EDIT: EDIT,
    VendorWrite.Kind.CANCEL: CANCEL,
    VendorWrite.Kind.EDIT_OCCURRENCE: EDIT_OCCURRENCE,
    VendorWrite.Kind.CANCEL_OCCURRENCE: CANCEL_OCCURRENCE,
    VendorWrite.Kind.EDIT_OCCURRENCES: EDIT_OCCURRENCES,
    VendorWrite.Kind.CANCEL_OCCURRENCES: CANCEL_OCCURRENCES,
    VendorWrite.Kind.SPLIT: SPLIT,
    VendorWrite.Kind.RESTORE_OCCURRENCE: RESTORE_OCCURRENCE,
}


def is_known(kind: str) -> bool:
    """Return whether this version knows that kind; after a downgrade rows of others may stand there."""
    return kind in KINDS


def is_booking(kind: str) -> bool:
    """Return whether writes of that kind make the meeting; False for one that is not known."""
    return is_known(kind) and KINDS[kind].is_booking


def is_restoring(kind: str) -> bool:
    """Return whether writes of that kind put back what a change of the whole has undone; False for an unknown one."""
    return is_known(kind) and KINDS[kind].is_restoring


def is_moving(kind: str) -> bool:
    """Return whether writes of that kind move several occurrences, one after the other; False for an unknown one."""
    return is_known(kind) and KINDS[kind].is_moving


def kind_of(write: VendorWrite) -> WriteKind[Any]:
    """Return what the kind of ``write`` knows. Raises UnreadablePayload for one that a newer version has."""
    try:
        return KINDS[write.kind]
    except KeyError as error:
        raise UnreadablePayload(f"kind {write.kind!r}") from error
