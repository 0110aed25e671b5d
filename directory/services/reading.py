"""Reading a list at the meeting service, and keeping it: at most one process asks, and the last answer stays."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db.models import BigIntegerField, CharField, QuerySet

from accounts.errors import AccountError
from accounts.queries.compiled import CompiledQuery, Parameter, columns_of, whole
from accounts.queries.compiled import load as load_row
from directory.entries import Entry, Listing
from directory.models import VendorList
from hwmeeting import HwMeetingError

_log = structlog.get_logger("directory.reading")

# Long enough that turning pages asks once, short enough that a room that was just assigned is found.
FRESH_FOR = timedelta(minutes=2)
# After a try that came to nothing: who looks at a page waits for the vendor's silence once in that time.
TRY_AGAIN_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class ListKey:
    """Which list: of a person, or with None of the whole tenant."""

    kind: str
    tenant_id: int
    person_id: int | None = None

    def find(self) -> VendorList | None:
        """Return its row, by a query that is composed once."""
        owner = {"person": self.person_id} if self.person_id else {}
        for row in _KEPT.rows(bool(owner), kind=self.kind, tenant=self.tenant_id, **owner):
            (found,) = load_row(_PARTS, row)
            return found  # type: ignore[no-any-return]
        return None

    @property
    def rows(self) -> QuerySet[VendorList]:
        """Return its row, where there is one."""
        return VendorList.objects.filter(tenant=self.tenant_id, person=self.person_id, kind=self.kind)


_PARTS = (whole("", VendorList),)


def _compose(of_person: bool) -> QuerySet[VendorList, tuple[Any, ...]]:
    owner = {"person": Parameter("person", BigIntegerField())} if of_person else {"person": None}
    found = VendorList.objects.filter(
        tenant=Parameter("tenant", BigIntegerField()), kind=Parameter("kind", CharField()), **owner
    )
    return found.order_by().values_list(*columns_of(_PARTS))


_KEPT = CompiledQuery(_compose)


def is_fresh(row: VendorList | None, *, now: datetime) -> bool:
    """Return whether the list was read so lately that nobody need ask again."""
    return row is not None and row.read_at is not None and now - row.read_at < FRESH_FOR


def is_due(row: VendorList | None, *, now: datetime) -> bool:
    """Return whether somebody ought to ask again, and nobody has just tried."""
    return not is_fresh(row, now=now) and (row is None or now - row.tried_at > TRY_AGAIN_AFTER)


def build_listing(
    row: VendorList | None, *, load: Callable[[Mapping[str, Any]], Entry], now: datetime
) -> Listing[Entry]:
    """Return what ``row`` keeps, nothing where there is none; ``load`` reads one entry."""
    if row is None:
        return Listing((), None, is_stale=True)
    return Listing(tuple(load(entry) for entry in row.entries), row.read_at, is_stale=not is_fresh(row, now=now))


def read_list(
    *,
    key: ListKey,
    fetch: Callable[[], Iterable[Entry]],
    load: Callable[[Mapping[str, Any]], Entry],
    now: datetime,
) -> Listing[Entry]:
    """Return the list, asked for at the vendor where what is kept has grown old; of an error the last that is known.

    ``fetch`` asks. While another process does, and for a while after an error, what is kept is returned as it is.
    """
    row = key.find()
    if not is_fresh(row, now=now) and _claim(key, row, now):
        try:
            entries = [entry.to_json() for entry in fetch()]
        except (HwMeetingError, AccountError) as error:
            _log.warning("a list can't be read", kind=key.kind, tenant=key.tenant_id, error=repr(error))
        else:
            key.rows.update(entries=entries, read_at=now)
        row = key.find()
    return build_listing(row, load=load, now=now)


def _claim(key: ListKey, row: VendorList | None, now: datetime) -> bool:
    """Return whether this process is to ask: nobody has within the last half minute."""
    if row is None:
        new = VendorList(
            tenant_id=key.tenant_id, person_id=key.person_id, kind=key.kind, tried_at=now - TRY_AGAIN_AFTER
        )
        VendorList.objects.bulk_create([new], ignore_conflicts=True)
    return bool(key.rows.filter(tried_at__lte=now - TRY_AGAIN_AFTER).update(tried_at=now))
