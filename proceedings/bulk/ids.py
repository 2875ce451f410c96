"""Ids taken ahead of the rows that are to carry them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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

    def others_were_given(self) -> None:
        """Go on after rows that were given their ids by the database meanwhile."""
        if connection.vendor != "postgresql":  # there, nobody else is given what is reserved
            self._reserved.clear()


def runs(ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each stretch of ids, all in rising order, that has no gap."""
    first = last = None
    for number in ids:
        if first is None or last is None:
            first = number
        elif number != last + 1:
            yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


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
