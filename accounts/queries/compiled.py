"""Queries that are compiled once in a process, since Django composes their SQL longer than their rows are read."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, QuerySet

_MOST_SHAPES = 64


class Parameter(Expression):
    """Stands in a query for a value that is another one each time."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


class CompiledQuery:
    """A query of ``values_list`` that ``compose`` writes, with Parameters in it.

    ``compose`` takes what the SQL itself depends on, such as a limit; it is called once for each.
    """

    def __init__(self, compose: Callable[..., QuerySet[Any, tuple[Any, ...]]]) -> None:
        self._compiled = lru_cache(_MOST_SHAPES)(lambda *shape: _compile(compose(*shape)))

    def rows(self, *shape: Hashable, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of the query of that ``shape``, with ``values`` for its parameters by their names."""
        compiler, sql, parameters = self._compiled(*shape)
        with connection.cursor() as cursor:
            cursor.execute(sql, [_value(parameter, values) for parameter in parameters])
            return list(compiler.results_iter([cursor.fetchall()], tuple_expected=True))


def _compile(queryset: QuerySet[Any, tuple[Any, ...]]) -> tuple[Any, str, tuple[Any, ...]]:
    compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
    return compiler, *compiler.as_sql()


def _value(parameter: Any, values: dict[str, Any]) -> Any:
    if not isinstance(parameter, Parameter):
        return parameter
    return parameter.output_field.get_db_prep_value(values[parameter.name], connection)
