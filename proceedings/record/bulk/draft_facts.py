"""The facts of a batch in memory, before and after they are written: what the rules read from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models

from proceedings.record.history import RowsInMemory

Row = TypeVar("Row", bound=models.Model)


class DraftFacts(RowsInMemory):
    """New facts: they answer as the database will, without asking it.

    Asked for rows by id that are no new ones (a court, a party known already), it asks the database.
    """

    def __init__(self, rows: dict[type[models.Model], list[models.Model]]) -> None:
        """Keep the new rows by model."""
        super().__init__()
        self._rows = rows
        self._by: dict[tuple[type[models.Model], str], dict[Any, list[Any]]] = {}

    def rows(self, model: type[Row], **where: Any) -> list[Row]:
        """Return the new rows that meet the conditions, in the order they were recorded."""
        lists = {name.removesuffix("__in"): asked for name, asked in where.items() if name.endswith("__in")}
        single = {name: value for name, value in where.items() if not name.endswith("__in")}
        first, *others = lists
        held = self._index(model, first)
        found = [row for value in lists[first] for row in held.get(value, ())]
        if first == "id" and len(found) < len(lists[first]):
            missing = [value for value in lists[first] if value not in held]
            found += super().rows(model, id__in=missing)
        for name in others:
            wanted = set(lists[name])
            found = [row for row in found if getattr(row, name) in wanted]
        return [row for row in found if all(getattr(row, name) == value for name, value in single.items())]

    def _index(self, model: type[models.Model], name: str) -> dict[Any, list[Any]]:
        asked = (model, name)
        if asked not in self._by:
            index: dict[Any, list[Any]] = defaultdict(list)
            for row in self._rows.get(model, ()):
                index[getattr(row, name)].append(row)
            self._by[asked] = dict(index)
        return self._by[asked]


def as_stored(row: models.Model, fields: Iterable[models.DecimalField[Any, Any]]) -> None:
    """Give numbers the decimals their columns keep: 18 is read back as 18.00."""
    for field in fields:
        value: Decimal | None = getattr(row, field.attname)
        if value is not None:
            setattr(row, field.attname, value.quantize(Decimal(1).scaleb(-field.decimal_places)))
