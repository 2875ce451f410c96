"""Rows into tables by the shortest way there is: COPY on PostgreSQL, executemany on SQLite."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from django.db import connection, models

# What the drivers take as it is; the values of other columns are turned into what the engine stores.
PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.ForeignKey,
    models.AutoField,
)
# What the driver of PostgreSQL takes as it is as well.
TAKEN = (models.DateField, models.TimeField, models.DecimalField)
HISTORY = ("history_date", "history_change_reason", "history_type", "history_user_id")
Tuple = tuple[Any, ...]
Turn = Callable[[Any], object]


class CopyTable:
    """The columns of a model, and how the values of a row are read off."""

    def __init__(self, model: type[models.Model], names: Sequence[str] | None = None) -> None:
        """Take some columns of a model, by default all but an id the database gives."""
        fields = list(model._meta.concrete_fields)
        if names is not None:
            by_name = {field.attname: field for field in fields}
            fields = [by_name[name] for name in names]
        self.model = model
        self.names = [field.attname for field in fields]
        self.columns = [str(field.column) for field in fields]
        self._read = itemgetter(*self.names)
        self._turned = [
            (place, turn) for place, field in enumerate(fields) if (turn := _turner(field)) is not None
        ]

    def tuple_of(self, row: models.Model) -> Tuple:
        """Return the values of a row, as the driver takes them."""
        values = self._read(row.__dict__)
        if not self._turned:
            return tuple(values)
        turned = list(values)
        for place, turn in self._turned:
            if turned[place] is not None:
                turned[place] = turn(turned[place])
        return tuple(turned)

    def turned(self, name: str, value: object) -> object:
        """Return a value of one column, as the driver takes it."""
        place = self.names.index(name)
        return next((turn(value) for number, turn in self._turned if number == place), value)

    def write(self, rows: Iterable[Any]) -> None:
        """Insert rows."""
        quote = connection.ops.quote_name
        table = quote(self.model._meta.db_table)
        columns = ", ".join(quote(column) for column in self.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
                return
            places = ", ".join(["%s"] * len(self.columns))
            given: Any = rows  # the driver takes any iterable, its types say a list
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", given)  # noqa: S608  # names of our own tables


def _turner(field: models.Field[Any, Any]) -> Turn | None:
    """Return what turns a column's value into what the driver takes; nothing where it takes it as it is."""
    if isinstance(field, PLAIN) or (isinstance(field, TAKEN) and connection.vendor == "postgresql"):
        return None
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return date.isoformat
    if isinstance(field, models.JSONField):
        return _as_json

    def turn(value: object) -> object:
        turned: object = field.get_db_prep_save(value, connection)
        return turned

    # The rows of a batch carry one and the same instant.
    return lru_cache(maxsize=16)(turn) if isinstance(field, models.DateTimeField) else turn


def _as_json(value: object) -> str:
    """Return the text of a value of a JSON column, which both engines take; most of them are empty."""
    return "{}" if value == {} else json.dumps(value)


@cache
def table_of(model: type[models.Model]) -> CopyTable:
    """Return the whole table of a model whose rows bring their ids."""
    return CopyTable(model)


@cache
def table_without_id(model: type[models.Model]) -> CopyTable:
    """Return the table of a model whose ids the database gives."""
    return CopyTable(model, [field.attname for field in model._meta.concrete_fields if not field.primary_key])


@cache
def history_of(model: type[models.Model]) -> CopyTable:
    """Return the table of a model's history: the columns of its own, then whose, when and why."""
    history: Any = model.history  # type: ignore[attr-defined]  # given by simple_history
    return CopyTable(history.model, [*table_of(model).names, *HISTORY])


def copy_to_history(model: type[models.Model], first: int, last: int, stamp: Tuple) -> None:
    """Let the database copy the rows of some ids into their history: none of it passes through Python again.

    `stamp` holds the values of the columns HISTORY, as the driver takes them.
    """
    quote, table = connection.ops.quote_name, table_of(model)
    own, key = ", ".join(map(quote, table.columns)), quote(str(model._meta.pk.column))
    history = history_of(model)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(history.model._meta.db_table)} ({', '.join(map(quote, history.columns))})"  # noqa: S608  # names of our own tables
            f" SELECT {own}, %s, %s, %s, %s FROM {quote(model._meta.db_table)}"
            f" WHERE {key} BETWEEN %s AND %s ORDER BY {key}",
            [*stamp, first, last],
        )
