"""The rows of all tables, and whether a migration has lost one."""

import json
from typing import Any

from django.db import connection

from encryption.keys import cipher

Row = dict[str, Any]
Tables = dict[str, dict[Any, Row]]
# Columns that a later schema may do without, since it has what they said elsewhere.
_MAY_GO = {("meetings_invitee", column) for column in ("meeting_start_at", "meeting_end_at", "is_to_series")}
# Tables that a later schema may name otherwise.
_RENAMED = {"history_historycursor": "history_synccursor", "django_session": "accounts_session"}
# Values that a later schema may name otherwise.
_MAY_BECOME = {"move": "edit_occurrence", "skip": "cancel_occurrence", "historycursor": "synccursor"}


def every_row() -> Tables:
    """Return the rows of each table by their primary key; an index of SQLite's FTS5 is a table without one."""
    found: Tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            key = connection.introspection.get_primary_key_column(cursor, table)
            if key is None and connection.vendor == "sqlite":
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            rows = [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]
            found[table] = {row[key]: row for row in rows}
    return found


def lost(before: Tables, after: Tables) -> list[str]:
    """Name what ``after`` has no more: a table, a row, a column with its values, a value."""
    found = []
    for table, rows in before.items():
        kept = after.get(table, after.get(_RENAMED.get(table, "")))
        if kept is None:
            found.append(table)
            continue
        found += [f"{table} {key}" for key in rows if key not in kept]
        if rows and not found:
            found += _lost_columns(table, rows, kept)
    return found


def _lost_columns(table: str, before: dict[Any, Row], after: dict[Any, Row]) -> list[str]:
    """Name the columns whose values are neither under their own name nor, as a whole, under a new one."""
    old, new = (set(next(iter(rows.values()))) for rows in (before, after))
    added = new - old
    return [
        f"{table}.{column}"
        for column in sorted(old)
        if (table, column) not in _MAY_GO
        and not any(
            all(_is_kept(row[column], after[key][name]) for key, row in before.items())
            for name in ([column] if column in new else added)
        )
    ]


def _is_kept(old: Any, new: Any) -> bool:
    old, new = _readable(old), _readable(new)
    if isinstance(old, dict) and isinstance(new, dict):
        return old.items() <= new.items()
    return bool(old == new) or (isinstance(old, str) and _MAY_BECOME.get(old) == new)


def _readable(value: Any) -> Any:
    """Return what an encrypted value says."""
    if not isinstance(value, str) or not value.startswith("gAAAA"):
        return value
    text = cipher().decrypt(value.encode()).decode()
    try:
        return json.loads(text)
    except ValueError:
        return text
