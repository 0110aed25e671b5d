"""Whose names a reading of the history brings back no more."""

import hashlib
from dataclasses import dataclass, field

from history.models.anonymisation import Anonymisation


def digest_of(number: str) -> str:
    """Return by what a number is known that must not be kept."""
    return hashlib.sha256(number.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The people of a tenant who are anonymous: by the vendor's ID of them, by their numbers, and as they are."""

    by_uuid: dict[str, int] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)
    people: frozenset[int] = frozenset()

    def called(self, number: str) -> int | None:
        """Return whose number it was; ``number`` is bare."""
        return self.by_number.get(digest_of(number)) if number and self.by_number else None


def forgotten_in(tenant_id: int) -> Forgotten:
    """Return them with one query."""
    rows = Anonymisation.objects.filter(tenant=tenant_id).values_list(
        "person_id", "vendor_user_uuid", "number_digests"
    )
    found = list(rows)
    return Forgotten(
        by_uuid={uuid: person_id for person_id, uuid, _ in found if uuid},
        by_number={digest: person_id for person_id, _, digests in found for digest in digests},
        people=frozenset(person_id for person_id, *_ in found),
    )
