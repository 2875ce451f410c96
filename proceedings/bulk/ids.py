"""Ids taken ahead of the rows that are to carry them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, models

BLOCK = 100


class Ids:
    """Hands out the ids of new rows, in order, while the lock of a writing transaction is held.

    On PostgreSQL they come from the sequence of the table, so that nobody else is given one of them; on
    SQLite, which has one writer at a time, they go on from the last one used.
    """

    def __init__(self) -> None:
        """Start with nothing reserved."""
        self._reserved: dict[type[models.Model], Iterator[int]] = {}

    def next(self, model: type[models.Model]) -> int:
        """Return the next id of a model's table."""
        for number in self._reserved.get(model, ()):
            return number
        self._reserved[model] = reserve(model, BLOCK)
        return next(self._reserved[model])


def reserve(model: type[models.Model], count: int) -> Iterator[int]:
    """Return ids that nobody else will use; on SQLite without end, until the transaction ends."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, count],
            )
            return iter(sorted(number for (number,) in cursor.fetchall()))
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        used = cursor.fetchone()
    return _from((used[0] if used else 0) + 1)


def _from(number: int) -> Iterator[int]:
    while True:
        yield number
        number += 1
