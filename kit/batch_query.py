"""Rows of several tables in one round trip: queries compiled once, joined by UNION ALL, rows sent as JSON.

Django puts a query together anew each time it is asked, which takes several times as long as the database
takes to answer. `compile_rows` does it once, for a queryset whose values are `Parameter` and `Keys`:

    fields = [models.BigIntegerField(), models.CharField()]
    names = compile_rows(Name.objects.filter(person_id__in=Keys()), ["person_id", "name"], fields)
    found_names, found_towns = fetch([(names, {"keys": [1, 2]}), (towns, {"keys": [7]})])
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.base import ModelState
from django.db.models.expressions import Combinable, Expression, Func
from django.db.models.functions import Cast

Row = TypeVar("Row", bound=models.Model)
Sql = tuple[str, list[Any]]
Column = str | Combinable
KEYS, TEXT = "keys", "row_text"


class Parameter(Expression):
    """A value that is given when a compiled query is asked."""

    def __init__(self, name: str, output_field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler: object, _connection: object) -> Sql:  # type: ignore[override]  # a place, not a value
        return "%s", [self]

    def adapted(self, value: Any, connection: BaseDatabaseWrapper) -> Any:  # noqa: ANN401  # whatever the field takes
        """Return a value as the database's driver takes it."""
        return self.output_field.get_db_prep_value(value, connection)


class Keys(Parameter):
    """The keys that are given when a compiled query is asked, however many: `filter(id__in=Keys())`."""

    def __init__(self, name: str = KEYS) -> None:
        super().__init__(name, models.BigIntegerField())

    def as_sqlite(self, _compiler: object, _connection: object) -> Sql:
        return "SELECT value FROM json_each(%s)", [self]

    def as_postgresql(self, _compiler: object, _connection: object) -> Sql:
        return "SELECT unnest(%s::bigint[])", [self]

    def adapted(self, value: Any, connection: BaseDatabaseWrapper) -> Any:  # noqa: ANN401  # as above
        keys = sorted(value)
        return json.dumps(keys) if connection.vendor == "sqlite" else keys


class RowText(Func):
    """The columns of a row as one text: an array of JSON."""

    function = "json_array"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **extra: Any) -> Any:  # noqa: ANN401  # as Func
        """Write it for PostgreSQL."""
        template = "CAST(%(function)s(%(expressions)s) AS text)"
        return self.as_sql(compiler, connection, function="json_build_array", template=template, **extra)


@dataclass(frozen=True, slots=True)
class CompiledRows:
    """A query as text, and how a row of its answer is made."""

    using: str
    sql: str
    parameters: tuple[Any, ...]
    make: Callable[[list[Any]], Any]

    def values(self, given: Mapping[str, Any]) -> Iterator[Any]:
        """Yield the values of the query's places."""
        connection = connections[self.using]
        for one in self.parameters:
            yield one.adapted(given[one.name], connection) if isinstance(one, Parameter) else one


def columns(model: type[models.Model]) -> list[Column]:
    """Return the columns of a model, in its own order."""
    return [field.attname for field in model._meta.concrete_fields]


def as_tuple(*values: Any) -> tuple[Any, ...]:
    """Return the values of a row."""
    return values


def compile_rows(
    queryset: models.QuerySet[Any],
    columns: Sequence[Column],
    fields: Sequence[models.Field[Any, Any]],
    make: Callable[..., Any] = as_tuple,
) -> CompiledRows:
    """Compile a queryset of columns that are read as these fields; `make` makes a row of their values.

    The database is the one the queryset would be read from now.
    """
    connection = connections[queryset.db]
    sent = (_sent(column, field, connection) for column, field in zip(columns, fields, strict=True))
    rows = queryset.annotate(**{TEXT: RowText(*sent)}).values_list(TEXT)
    text, values = rows.query.get_compiler(queryset.db).as_sql()
    sql, parameters = _inlined(text, values, connection)
    readers = [
        (place, reader) for place, field in enumerate(fields) if (reader := _reader(field, connection))
    ]

    def made(values: list[Any]) -> Any:  # noqa: ANN401  # what `make` makes
        for place, reader in readers:
            if values[place] is not None:
                values[place] = reader(values[place])
        return make(*values)

    return CompiledRows(queryset.db, sql, tuple(parameters), made)


def instances_of(model: type[Row], using: str) -> Callable[..., Row]:
    """Return what makes an instance of the values of its columns, without Django's signals for each."""
    names = [field.attname for field in model._meta.concrete_fields]

    def made(*values: Any) -> Row:
        row = model.__new__(model)
        state = row._state = ModelState()  # noqa: SLF001  # what Django's own constructor begins with
        state.adding, state.db = False, using
        row.__dict__.update(zip(names, values, strict=True))
        return row

    return made


def fetch(asked: Sequence[tuple[CompiledRows, Mapping[str, Any]]]) -> list[list[Any]]:
    """Ask several compiled queries of one database in one statement; return the rows of each, in no order."""
    if not asked:
        return []
    parts = (
        f'SELECT {place}, "{TEXT}" FROM ({rows.sql}) AS t{place}'  # noqa: S608  # compiled by Django
        for place, (rows, _given) in enumerate(asked)
    )
    values = [value for rows, given in asked for value in rows.values(given)]
    texts: list[list[str]] = [[] for _one in asked]
    with connections[asked[0][0].using].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for place, text in cursor.fetchall():
            texts[place].append(text)
    return [
        [rows.make(row) for row in json.loads(f"[{','.join(found)}]")]
        for (rows, _given), found in zip(asked, texts, strict=True)
    ]


def _inlined(sql: str, parameters: Sequence[Any], connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
    """Write the constants of a query into its text, on SQLite: all that is not given anew each time.

    SQLite plans a query again whenever a value is given that a partial index depends on, which takes longer
    than most answers.
    """
    if connection.vendor != "sqlite":
        return sql, list(parameters)
    first, *pieces = sql.split("%s")
    text, left = [first], []
    for value, piece in zip(parameters, pieces, strict=True):
        if isinstance(value, bool | int):
            text.append(str(int(value)))
        elif isinstance(value, str):
            text.append("'" + value.replace("'", "''").replace("%", "%%") + "'")
        else:
            text.append("%s")
            left.append(value)
        text.append(piece)
    return "".join(text), left


def _sent(column: Column, field: models.Field[Any, Any], connection: BaseDatabaseWrapper) -> Any:  # noqa: ANN401  # an expression
    """Return a column as it is put into the array."""
    sent = models.F(column) if isinstance(column, str) else column
    kind = field.get_internal_type()
    if kind == "DecimalField":  # a number of JSON would be read as a float
        return Cast(sent, models.TextField())
    if kind == "JSONField" and connection.vendor == "sqlite":
        return Func(sent, function="json")
    return sent


def _reader(field: models.Field[Any, Any], connection: BaseDatabaseWrapper) -> Callable[[Any], Any] | None:
    """Return what reads a value of the array that JSON has no type for."""
    pointed_at: Any = getattr(field, "target_field", None) if field.remote_field else field
    kind = pointed_at.get_internal_type()
    if kind == "DecimalField":
        return partial(_decimal, Decimal(1).scaleb(-field.decimal_places))  # type: ignore[attr-defined]  # of this field
    if kind == "BooleanField" and connection.vendor == "sqlite":
        return bool
    return {"DateField": date.fromisoformat, "DateTimeField": _instant, "TimeField": time.fromisoformat}.get(
        kind
    )


def _decimal(places: Decimal, text: str) -> Decimal:
    return Decimal(text).quantize(places)


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
