"""Rows brought in step with a file: found by what they are, changed only where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import models

from kit.codes import Code
from kit.unsaved_rows import blank, give, is_fresh
from proceedings.record import services

Row = TypeVar("Row", bound=models.Model)
Identity = Callable[[Any], tuple[Any, ...]]


class LoadCounts:
    """What a load did, by kind of record; and what the database has that the files do not."""

    def __init__(self) -> None:
        """Start with nothing done."""
        self.added: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.same: Counter[str] = Counter()
        self.only_here: list[str] = []
        self._kinds: dict[type[models.Model], str] = {}

    def kind_of(self, fact: models.Model) -> str:
        """Return the words for facts like this one, translated once."""
        model = type(fact)
        if model not in self._kinds:
            self._kinds[model] = str(model._meta.verbose_name_plural)
        return self._kinds[model]

    def add(self, other: LoadCounts) -> None:
        """Take in what another load did."""
        self.added += other.added
        self.changed += other.changed
        self.same += other.same
        self.only_here += other.only_here

    def lines(self) -> list[str]:
        """Say it, a line for each kind of record."""
        kinds = dict.fromkeys([*self.added, *self.changed, *self.same])
        return [
            f"{kind}: {self.added[kind]} added, {self.changed[kind]} changed, {self.same[kind]} left alone"
            for kind in kinds
        ]


class RowSync:
    """One fact being brought in step with its file: what of it and of its parts differs."""

    def __init__(self, fact: models.Model) -> None:
        """Start from the fact as it stands, or from a new one."""
        self.fact = fact
        self.is_new = fact.pk is None
        self.differs = self.is_new
        self.parts: list[models.Model] = []
        self.removed: list[models.Model] = []

    def set(self, **values: Any) -> None:
        """Give the fact its values."""
        self.differs |= assign(self.fact, values)

    def children(
        self,
        name: str,
        wanted: Sequence[dict[str, Any]],
        *,
        new: type[Row],
        to: str,
        by: Sequence[Sequence[str]],
        of: models.Model | None = None,
    ) -> list[Row]:
        """Bring the parts of one name in step, in order: a held row becomes the wanted one it agrees with.

        `new` is their model, `to` its foreign key to the fact (or to `of`, a part that has parts). Rows agree
        in columns `by`, tried from the strictest agreement to the loosest; what nobody wanted is removed.
        """
        holder = self.fact if of is None else of
        if is_fresh(holder):
            return [self._part(new, to, holder, values) for values in wanted]
        left: list[Row] = existing_parts(holder, name)
        rows: list[Row | None] = [None] * len(wanted)
        for columns in by:
            for number, values in enumerate(wanted):
                if rows[number] is None:
                    rows[number] = _taken(left, columns, values)
        self.removed += left
        result: list[Row] = []
        for found, values in zip(rows, wanted, strict=True):
            if found is None:
                result.append(self._part(new, to, holder, values))
                continue
            if assign(found, values):
                self.parts.append(found)
            result.append(found)
        return result

    def _part(self, model: type[Row], to: str, holder: models.Model, values: dict[str, Any]) -> Row:
        """Add a new part."""
        row = blank(model)
        give(row, {to: holder, **values})
        self.parts.append(row)
        return row

    def record(self, tally: LoadCounts) -> bool:
        """Write what differs, through the services; tell whether anything did."""
        is_written = self.count(tally)
        if is_written:
            services.record(self.fact, parts=self.parts, removed=self.removed)
        return is_written

    def count(self, tally: LoadCounts) -> bool:
        """Count the fact as added, changed or left alone; tell whether it has to be written."""
        kind = tally.kind_of(self.fact)
        if not (self.differs or self.parts or self.removed):
            tally.same[kind] += 1
            return False
        (tally.added if self.is_new else tally.changed)[kind] += 1
        return True


def record_all(changes: Sequence[RowSync], tally: LoadCounts) -> None:
    """Write facts on which no status rests: new ones without parts together, the others one by one."""
    alone = [change for change in changes if change.is_new and not change.parts]
    services.add_all([change.fact for change in alone if change.count(tally)])
    for change in changes:
        if not change.is_new or change.parts:
            change.record(tally)


def _taken(left: list[Row], columns: Sequence[str], values: dict[str, Any]) -> Row | None:
    for row in left:
        if all(_agrees(row, column, values.get(column)) for column in columns):
            left.remove(row)
            return row
    return None


def _agrees(row: models.Model, column: str, value: object) -> bool:
    if isinstance(value, models.Model):
        return value.pk is not None and getattr(row, f"{column}_id") == value.pk
    if value is None and row._meta.get_field(column).is_relation:
        return getattr(row, f"{column}_id") is None
    return bool(getattr(row, column) == value)


def assign(row: models.Model, values: dict[str, Any]) -> bool:
    """Set columns, and tell whether any of them held another value."""
    if is_fresh(row):
        give(row, values)
        return True
    differs = False
    for column, value in values.items():
        if not _agrees(row, column, value):
            differs = True
            setattr(row, column, value)
    return differs


CITED_BY = (("source", "pinpoint"), ("source",))


def code(value: Code | None) -> str:
    """Return what a column holds for a code, or for none."""
    return value.value if value is not None else ""


def existing_parts(row: models.Model, name: str) -> list[Any]:
    """Return the parts a row has in the database; a new row has none."""
    return [] if is_fresh(row) else list(getattr(row, name).all())
