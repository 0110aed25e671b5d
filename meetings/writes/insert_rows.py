"""Rows that the database itself computes and inserts: Django has no INSERT from a SELECT of its own."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, models, router


def insert_rows(model: type[models.Model], names: Sequence[str], rows: models.QuerySet[Any, Any]) -> None:
    """Insert ``rows``, whose values are the attributes ``names`` of ``model`` in that order, in one statement."""
    connection = connections[router.db_for_write(model)]
    columns = {field.attname: connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields}
    into = f"{connection.ops.quote_name(model._meta.db_table)} ({', '.join(columns[name] for name in names)})"
    select, params = rows.query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {into} {select}", params)
