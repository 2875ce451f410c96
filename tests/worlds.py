"""Facts made once in a process, and put back row for row for every later test that asks for them.

Recording a matter through the services takes some hundreds of queries; putting its rows back takes one a
table. The rows are those the services wrote, history and spans included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class World:
    """What a function made, and its rows: by table, as the engine itself hands them out."""

    made: Any
    rows: dict[str, Any] = field(default_factory=dict)


_worlds: dict[Callable[[], Any], World] = {}


def again(make: Callable[[], Made]) -> Made:
    """Return a copy of what `make()` gives, with its facts in the database, which must hold none yet.

    Raises AssertionError when the database holds facts already.
    """
    held = _with_rows()
    assert not held, f"a world needs a database without facts; there are rows in {', '.join(held)}"
    world = _worlds.get(make)
    if world is None:
        with transaction.atomic():
            world = _worlds[make] = World(make(), dict(stored()))
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in world.rows.items():
                _write(cursor, table, rows)
            _count_on(cursor, set(world.rows))
    copy: Made = deepcopy(world.made)
    return copy


@contextmanager
def for_a_while(make: Callable[[], Made]) -> Iterator[Made]:
    """Put a world into the database while the block runs, and take it away again, in a test's transaction."""
    with transaction.atomic():
        yield again(make)
        transaction.set_rollback(True)


def stored() -> Iterator[tuple[str, Any]]:
    """Read every row of every table that has some, as the engine itself hands them out."""
    tables = _tables()
    with connection.cursor() as cursor:
        for table in _with_rows():
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                    yield table, b"".join(copy)
            else:
                # The plus keeps the driver from turning what is stored into dates and truths.
                cursor.execute(f"SELECT {', '.join(f'+{column}' for column in tables[table])} FROM {table}")
                yield table, cursor.fetchall()


def _write(cursor: Any, table: str, rows: Any) -> None:
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            copy.write(rows)
        return
    columns = _tables()[table]
    places = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


def _count_on(cursor: Any, tables: set[str]) -> None:
    """Let the ids of tables go on after the rows put back: another test may have set their counters back."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
    for sql in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(sql)


@cache
def _tables() -> dict[str, list[str]]:
    """Return the tables that hold facts, their history and what follows from them, with their columns."""
    return {
        model._meta.db_table: [f'"{column.column}"' for column in model._meta.concrete_fields]
        for app in ("people", "proceedings")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not model._meta.proxy
    }


def _with_rows() -> list[str]:
    """Return the tables of facts that are not empty, in one query."""
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in _tables()
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]
