"""Queries that are compiled once in a process, since Django composes their SQL longer than their rows are read."""

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, Model, QuerySet

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


class Part(NamedTuple):
    """One of the models in a row that is read into instances, as ``select_related`` reads them.

    By which prefix the query knows it, and which of its columns are there.
    """

    prefix: str
    model: type[Model]
    columns: tuple[str, ...]


def whole(prefix: str, model: type[Model]) -> Part:
    """Return the part with all columns but a password."""
    names = (field.attname for field in model._meta.concrete_fields)
    return Part(prefix, model, tuple(name for name in names if name != "password"))


def columns_of(parts: Sequence[Part]) -> list[str]:
    """Return what ``values_list`` is to be asked for."""
    return [part.prefix + name for part in parts for name in part.columns]


def load(parts: Sequence[Part], row: Sequence[Any]) -> list[Any]:
    """Return an instance for each part; a column that is not there is read once it is asked for."""
    values = iter(row)
    return [part.model.from_db(DEFAULT_DB_ALIAS, part.columns, [next(values) for _ in part.columns]) for part in parts]
