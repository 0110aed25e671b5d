"""Many rows in one statement: new ones are added, those that differ are changed, all others are left as they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from psycopg import sql

Row = Mapping[str, Any]
_STAGING = "history_staging"
_BATCH = 500  # SQLite takes only so many parameters in a statement


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of a table: its rows are one per tenant and ``key``.

    ``columns`` are all that are written, ``updated`` those that follow the vendor, and of them ``kept`` those that
    stand where the new value is None. Where one of ``restarts_with``, which are some of ``updated``, differs,
    ``restarted`` are written anew as well; ``marked`` where any of ``updated`` does.
    """

    model: type[models.Model]
    columns: tuple[str, ...]
    updated: tuple[str, ...]
    kept: frozenset[str] = frozenset()
    restarts_with: tuple[str, ...] = ()
    restarted: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    key: str = "vendor_conference_uuid"


@dataclass(frozen=True, slots=True)
class Upserted:
    """How many rows are new, and how many were changed; the keys of both where they were asked for."""

    new: int = 0
    changed: int = 0
    new_keys: frozenset[str] = field(default=frozenset(), repr=False)
    changed_keys: frozenset[str] = field(default=frozenset(), repr=False)


def upsert(table: Table, rows: Sequence[Row], *, with_keys: bool = False) -> Upserted:
    """Write rows of one tenant, by column names, each key once; the caller holds the transaction."""
    if not rows:
        return Upserted()
    if connection.vendor == "postgresql":
        return _upsert_by_copy(table, rows, with_keys=with_keys)
    return _upsert_by_comparing(table, rows)


def _upsert_by_copy(table: Table, rows: Sequence[Row], *, with_keys: bool) -> Upserted:
    """COPY into a table of the transaction's own, and from there into the real one by the database alone."""
    target, staging = sql.Identifier(table.model._meta.db_table), sql.Identifier(_STAGING)
    columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    create = sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA")
    with connection.cursor() as cursor:
        cursor.execute(create.format(staging, columns, target))
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(staging, columns)) as copy:
            for row in rows:
                copy.write_row([row[column] for column in table.columns])
        cursor.execute(_merging(table, target, staging, columns, with_keys=with_keys))
        found = cursor.fetchall()
    new = sum(row[0] for row in found)
    new_keys = frozenset(row[1] for row in found if row[0]) if with_keys else frozenset()
    changed_keys = frozenset(row[1] for row in found if not row[0]) if with_keys else frozenset()
    return Upserted(new, len(found) - new, new_keys, changed_keys)


def _merging(
    table: Table, target: sql.Identifier, staging: sql.Identifier, columns: sql.Composed, *, with_keys: bool
) -> sql.Composed:
    statement = """
        INSERT INTO {target} AS stored ({columns}) SELECT {columns} FROM {staging} ORDER BY {key}
        ON CONFLICT (tenant_id, {key}) DO UPDATE SET {assignments}
        WHERE ({stored}) IS DISTINCT FROM ({wanted}) RETURNING xmax = 0{returned}
    """
    restart = sql.SQL("{0} = CASE WHEN ({1}) IS DISTINCT FROM ({2}) THEN excluded.{0} ELSE stored.{0} END")
    causes = _stored_columns(table.restarts_with), _wanted_columns(table, table.restarts_with)
    assignments = [
        *(
            sql.SQL("{} = {}").format(sql.Identifier(name), _wanted(table, name))
            for name in (*table.updated, *table.marked)
        ),
        *(restart.format(sql.Identifier(name), *causes) for name in table.restarted),
    ]
    return sql.SQL(statement).format(
        target=target,
        staging=staging,
        columns=columns,
        key=sql.Identifier(table.key),
        returned=sql.SQL(", stored.{}").format(sql.Identifier(table.key)) if with_keys else sql.SQL(""),
        assignments=sql.SQL(", ").join(assignments),
        stored=_stored_columns(table.updated),
        wanted=_wanted_columns(table, table.updated),
    )


def _stored_columns(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.SQL("stored.{}").format(sql.Identifier(name)) for name in names)


def _wanted_columns(table: Table, names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(_wanted(table, name) for name in names)


def _wanted(table: Table, name: str) -> sql.Composed:
    column = sql.Identifier(name)
    if name in table.kept:
        return sql.SQL("COALESCE(excluded.{0}, stored.{0})").format(column)
    return sql.SQL("excluded.{}").format(column)


def _upsert_by_comparing(table: Table, rows: Sequence[Row]) -> Upserted:
    """Read what is there, compare, and write what differs."""
    stored = _stored(table, rows)
    differing = [merged for row in rows if (merged := _merged(table, row, stored.get(row[table.key])))]
    table.model._default_manager.bulk_create(
        [table.model(**row) for row in differing],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["tenant", table.key],
        update_fields=[*table.updated, *table.restarted, *table.marked],
    )
    keys = frozenset(row[table.key] for row in differing)
    new = keys - stored.keys()
    return Upserted(len(new), len(keys) - len(new), new, keys - new)


def _stored(table: Table, rows: Sequence[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    keys = [row[table.key] for row in rows]
    for start in range(0, len(keys), _BATCH):
        some = {"tenant_id": rows[0]["tenant_id"], f"{table.key}__in": keys[start : start + _BATCH]}
        found |= {row[table.key]: row for row in table.model._default_manager.filter(**some).values(*table.columns)}
    return found


def _merged(table: Table, row: Row, stored: Row | None) -> dict[str, Any] | None:
    """Return the row as it is to stand; None for one that stands so already."""
    if stored is None:
        return dict(row)
    wanted = {name: stored[name] if name in table.kept and row[name] is None else row[name] for name in table.updated}
    if all(stored[name] == value for name, value in wanted.items()):
        return None
    restarts = any(stored[name] != wanted[name] for name in table.restarts_with)
    return {**row, **wanted, **({} if restarts else {name: stored[name] for name in table.restarted})}
