"""What people read of a write, by its kind.

The words stand apart from ``meetings/writes/kinds``, which says what a kind does: mails need them as pages do, and
mails lie below the writes, which send them.
"""

from collections.abc import Mapping

from meetings.kind_words import (
    cancel,
    cancel_occurrence,
    cancel_occurrences,
    create,
    edit,
    edit_occurrence,
    edit_occurrences,
    restore_occurrence,
    split,
    unknown,
)
from meetings.kind_words.words import KindWords
from meetings.models import VendorWrite

WORDS: Mapping[str, KindWords] = {
    VendorWrite.Kind.CREATE: create.WORDS,
    VendorWrite.Kind.EDIT: edit.WORDS,
    VendorWrite.Kind.CANCEL: cancel.WORDS,
    VendorWrite.Kind.EDIT_OCCURRENCE: edit_occurrence.WORDS,
    VendorWrite.Kind.CANCEL_OCCURRENCE: cancel_occurrence.WORDS,
    VendorWrite.Kind.EDIT_OCCURRENCES: edit_occurrences.WORDS,
    VendorWrite.Kind.CANCEL_OCCURRENCES: cancel_occurrences.WORDS,
    VendorWrite.Kind.SPLIT: split.WORDS,
    VendorWrite.Kind.RESTORE_OCCURRENCE: restore_occurrence.WORDS,
}


def words_of(write: VendorWrite) -> KindWords:
    """Return the words for the kind of ``write``."""
    return words_of_kind(write.kind)


def words_of_kind(kind: str) -> KindWords:
    """Return the words for a kind; neutral ones for a kind that a newer version of the portal has."""
    return WORDS.get(kind, unknown.WORDS)


def name_of(write: VendorWrite) -> str:
    """Return what ``write`` does, as the administration calls it, in the active language."""
    return str(write.get_kind_display() if write.kind in WORDS else unknown.NAME)
