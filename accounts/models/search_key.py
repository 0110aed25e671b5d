"""By what people are found when somebody types a name or an address."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.db import models

from accounts import name_keys
from accounts.models.person import User
from accounts.models.tenant import Tenant

_BATCH = 1000  # a statement takes only so many parameters


class SearchKeyRow(NamedTuple):
    """A key as it is or should be, apart from its own primary key."""

    person_id: int
    tenant_id: int
    key: bytes


@dataclass(frozen=True, slots=True)
class KeyDifferences:
    """What the table lacks, and what it has too much, by primary key."""

    missing: frozenset[SearchKeyRow]
    extra: dict[int, SearchKeyRow]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


class SearchKeyQuerySet(models.QuerySet["SearchKey"]):
    def beginning_with(self, key: bytes) -> "SearchKeyQuerySet":
        """Return those that begin with ``key``; no byte of UTF-8 is 0xff."""
        return self.filter(key__gte=key, key__lt=key + b"\xff")

    def refresh(self, person_ids: Iterable[int]) -> None:
        """Bring the keys of these people in line with their rows, which the transaction has just written."""
        ids = list(person_ids)
        for start in range(0, len(ids), _BATCH):
            self._refresh(ids[start : start + _BATCH])

    def _refresh(self, ids: list[int]) -> None:
        self.repair(self.differences(ids))

    def differences(self, person_ids: Collection[int]) -> KeyDifferences:
        """Return in what the keys of at most a thousand people differ from their rows, in two queries."""
        people = User.objects.filter(pk__in=person_ids, tenant__isnull=False)
        wanted = {
            SearchKeyRow(pk, tenant_id, key)
            for pk, tenant_id, name, email in people.values_list("pk", "tenant_id", "name", "email")
            for key in name_keys.name_keys(name) | name_keys.address_keys(email)
        }
        rows = self.filter(person__in=person_ids).values_list("pk", "person_id", "tenant_id", "key")
        present = {SearchKeyRow(person_id, tenant_id, bytes(key)): pk for pk, person_id, tenant_id, key in rows}
        extra = {pk: row for row, pk in present.items() if row not in wanted}
        return KeyDifferences(frozenset(wanted - present.keys()), extra)

    def repair(self, found: KeyDifferences) -> None:
        """Put right what ``differences`` has found, in the same transaction."""
        self.filter(pk__in=list(found.extra)).delete()
        self.bulk_create(SearchKey(**row._asdict()) for row in sorted(found.missing))


class SearchKey(models.Model):
    """One of the ways in which somebody may be typed (``accounts.name_keys``). ``User.save()`` keeps them."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="search_keys", db_index=False)
    key = models.BinaryField()

    objects: ClassVar[models.Manager["SearchKey"]] = SearchKeyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="search_key_once")]
        indexes = [models.Index(fields=["tenant", "key", "person"], name="search_key_of_tenant")]

    def __str__(self) -> str:
        return bytes(self.key).decode()
