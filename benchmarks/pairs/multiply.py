"""A portal's one meeting made a million: rows are copied by the database, whatever columns a build has."""

from typing import Any

import psycopg
from psycopg import sql

# Each has one row of the meeting, or is not there in every build.
_TABLES = (
    "meetings_meeting",
    "meetings_occurrence",
    "meetings_invitee",
    "meetings_vendorwrite",
    "meetings_agendaentry",
    "meetings_meetingwords",
)
_FIRST = 10_000_000
# What is unique, by table and column; "n" is the number of the copy.
_ID = sql.SQL("md5('meeting ' || n)::uuid")
_OWN = {
    "subject": "'Weekly review ' || lpad(n::text, 7, '0')",
    "vendor_conference_id": "(900000000 + n)::text",
    "ical_uid": "n || '@bench.example'",
    "join_token_hash": "lpad(n::text, 64, '0')",
    "reference": "'copy ' || n",
}
_TIMES = ("start", "end")
# Those that belong to no constraint.
_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = %s
    AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
_Connection = psycopg.Connection[tuple[Any, ...]]


def multiply(url: str, count: int) -> None:
    """Make ``count`` meetings, a minute apart, of the one that is there, with all that belongs to it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # the keys are right: nobody has to check them
        connection.execute("SET synchronous_commit = off")
        for table in _TABLES:
            if columns := _columns(connection, table):
                _copy(connection, table, columns, count)
        connection.execute("VACUUM ANALYZE")


def _copy(connection: _Connection, table: str, columns: list[tuple[str, str]], count: int) -> None:
    """Copy the one row; the indexes are made afterwards, which takes a tenth of the time."""
    name = sql.Identifier(table)
    (rows,) = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(name)).fetchone() or (0,)
    assert rows <= 1, f"{table} has more than one row of the one meeting"
    indexes = connection.execute(_INDEXES, [table]).fetchall()
    for index, _ in indexes:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(index)))
    connection.execute(
        sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}, generate_series(1, {}) AS n").format(
            name,
            sql.SQL(", ").join(sql.Identifier(column) for column, _ in columns),
            sql.SQL(", ").join(_value(table, *column) for column in columns),
            name,
            sql.Literal(count - 1),
        )
    )
    for _, definition in indexes:
        connection.execute(definition)


def _columns(connection: _Connection, table: str) -> list[tuple[str, str]]:
    """Return names and types, in their order; none where the build has no such table."""
    asked = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
    asked += " AND is_generated = 'NEVER' ORDER BY 1"
    return [(str(name), str(kind)) for name, kind in connection.execute(asked, [table]).fetchall()]


def _value(table: str, column: str, kind: str) -> sql.Composable:
    """Return what stands in that column of copy ``n``."""
    as_it_is: sql.Composable = sql.Identifier(column)
    if kind == "uuid" and (column, table) in {("id", "meetings_meeting"), ("meeting_id", table)}:
        return _ID
    if column == "id" or f"meetings_{column.removesuffix('_id')}" in _TABLES:
        new_id = sql.SQL("{} + n").format(sql.Literal(_FIRST))
        return sql.SQL("CASE WHEN {} IS NULL THEN NULL ELSE {} END").format(as_it_is, new_id)
    if kind == "timestamp with time zone" and any(word in column for word in _TIMES):
        return sql.SQL("{} + n * interval '1 minute'").format(as_it_is)
    return sql.SQL(_OWN[column]) if column in _OWN else as_it_is
