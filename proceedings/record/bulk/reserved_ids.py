"""Ids taken ahead of the rows that are to carry them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import connection, models

FIRST, MOST = 100, 10_000


class Ids:
    """Hands out the ids of new rows, in order, while the lock of a writing transaction is held.

    On PostgreSQL the sequence of the table is moved past them, so that nobody else is given one of them; on
    SQLite, which has one writer at a time, they go on from the last one used.
    """

    def __init__(self) -> None:
        """Start with nothing reserved."""
        self._reserved: dict[type[models.Model], Iterator[int]] = {}
        self._block: dict[type[models.Model], int] = {}

    def next(self, model: type[models.Model]) -> int:
        """Return the next id of a model's table."""
        for number in self._reserved.get(model, ()):
            return number
        # As many again as were needed so far: a batch asks some times, and leaves less than half unused.
        block = self._block[model] = min(2 * self._block[model], MOST) if model in self._block else FIRST
        self._reserved[model] = reserve(model, block)
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
    """Return ids that nobody else will use; on SQLite without end, until the transaction ends.

    The caller holds the lock of a writing transaction: nobody else takes from the sequence meanwhile.
    """
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Asked for one by one they would cost a twentieth of the load.
            cursor.execute(
                "SELECT setval(name, nextval(name) + %s) FROM pg_get_serial_sequence(%s, %s) AS name",
                [count - 1, table, column],
            )
            (last,) = cursor.fetchone()
            return iter(range(last - count + 1, last + 1))
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        used = cursor.fetchone()
    return _from((used[0] if used else 0) + 1)


def _from(number: int) -> Iterator[int]:
    while True:
        yield number
        number += 1
