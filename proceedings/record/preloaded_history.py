"""The rows of one page, read in a few statements: whoever needs a row later finds it in memory.

history = PreloadedHistory(clocks)
history.load(history.facts(Event, "case_id", cases), history.facts(Defendant, "case_id", cases))
history.rows(Event, case_id__in=cases)  # no query; what was not loaded is read now
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache, partial
from operator import attrgetter
from typing import Any, TypeVar

from django.db import models, router

from kit.batch_query import (
    CompiledRows,
    Keys,
    Parameter,
    as_tuple,
    columns,
    compile_rows,
    fetch,
    instances_of,
)
from proceedings.models import Case, Defendant, Effect, Event, StatusSpan
from proceedings.models.status_span_queries import today
from proceedings.record.as_of import Clocks, public_by_then
from proceedings.record.history import RowsInMemory, as_of, columns_as_of, versions_of
from proceedings.record.visibility import PUBLISHED, ClosedIds, public_cases, public_spans

Row = TypeVar("Row", bound=models.Model)
KNOWN = Parameter("known", models.DateTimeField())


class ModelReading(Enum):
    """What is read of a model."""

    FACTS = "as they stood at the instant asked about"
    TODAY = "as they stand now, whatever was asked"
    PUBLIC = "as they stand, of cases and spans, those the public may see"
    VERSIONS = "every version that was written by that instant"
    DAYS = "the kinds and days of published events"
    EVENTS_EVER = "the events that ever were of a case, or acted on a defendant, by their ids"


@dataclass(frozen=True, slots=True)
class RowVersion:
    """A row as it was written at an instant; `type` is “+”, “~” or, when it was taken away, “-”."""

    row: Any
    key: int
    recorded: datetime
    type: str


@dataclass(frozen=True, slots=True)
class EventDay:
    """Of a published event, what tells when its case began."""

    pk: int
    case_id: int
    kind: str
    latest: date


@dataclass(frozen=True, slots=True)
class WantedRows:
    """Rows of a model by the keys in one of their columns."""

    reading: ModelReading
    model: type[models.Model]
    column: str
    keys: Collection[int]

    @property
    def table(self) -> tuple[ModelReading, type[models.Model]]:
        """Return what rows of the same keys are the same rows."""
        return self.reading, self.model


class PreloadedHistory(RowsInMemory):
    """The facts at both clocks, as far as they were loaded; what was not is read when it is asked for."""

    def __init__(self, clocks: Clocks, closed: ClosedIds) -> None:
        super().__init__(clocks.known if clocks.is_past else None)
        self.clocks = clocks
        self.closed = closed
        self._using = router.db_for_read(Event)
        self._by: dict[tuple[Any, str], dict[int, list[Any]]] = defaultdict(dict)
        self._rows: dict[Any, dict[int, Any]] = defaultdict(dict)

    def facts(self, model: type[models.Model], column: str, keys: Iterable[int | None]) -> WantedRows:
        """Want the facts."""
        return WantedRows(ModelReading.FACTS, model, column, _keys(keys))

    def today(self, model: type[models.Model], column: str, keys: Iterable[int | None]) -> WantedRows:
        """Want rows as they stand now."""
        reading = ModelReading.TODAY if self.clocks.is_past else ModelReading.FACTS
        return WantedRows(reading, model, column, _keys(keys))

    def versions(self, model: type[models.Model], column: str, keys: Iterable[int | None]) -> WantedRows:
        """Want every version of rows written by `known`."""
        return WantedRows(ModelReading.VERSIONS, model, column, _keys(keys))

    def spans(self, column: str, keys: Iterable[int | None]) -> WantedRows:
        """Want the public spans as known, of every day."""
        return WantedRows(ModelReading.PUBLIC, StatusSpan, column, _keys(keys))

    def public_today(self, cases: Iterable[int | None]) -> WantedRows:
        """Want those of the cases that are public now."""
        return WantedRows(ModelReading.PUBLIC, Case, "id", _keys(cases))

    def days(self, cases: Iterable[int | None]) -> WantedRows:
        """Want the days of the published events of cases."""
        return WantedRows(ModelReading.DAYS, Event, "case_id", _keys(cases))

    def events_ever(self, model: type[Event | Effect], column: str, keys: Iterable[int | None]) -> WantedRows:
        """Want the ids of the events that ever were of cases, or that ever acted on defendants."""
        return WantedRows(ModelReading.EVENTS_EVER, model, column, _keys(keys))

    def load(self, *wants: WantedRows) -> bool:
        """Read what is not in memory yet, in one statement; tell whether there was any."""
        asked: list[tuple[WantedRows, set[int]]] = []
        for want in wants:
            found = self._by[want.table, want.column]
            missing = {key for key in want.keys if key not in found}
            if want.column == "id" and want.reading is not ModelReading.VERSIONS:
                held = self._rows[want.table]
                found.update((key, [held[key]]) for key in missing & held.keys())
                missing -= held.keys()
            if missing:
                found.update((key, []) for key in missing)
                asked.append((want, missing))
        compiled = [self._compiled(want) for want, _missing in asked]
        given = [{"keys": missing, "known": self.clocks.known} for _want, missing in asked]
        for (want, _missing), rows in zip(asked, fetch(list(zip(compiled, given, strict=True))), strict=True):
            self._keep(want, rows)
        return bool(asked)

    def _compiled(self, want: WantedRows) -> CompiledRows:
        return _compiled(want.reading, want.model, want.column, self.clocks.is_past, self._using, today())

    def _keep(self, want: WantedRows, rows: list[Any]) -> None:
        found, held = self._by[want.table, want.column], self._rows[want.table]
        match want.reading:
            case ModelReading.VERSIONS:
                for row in rows:
                    found[row.row.__dict__[want.column]].append(row)
            case ModelReading.EVENTS_EVER:
                for key, event in rows:
                    found[key].append(event)
            case ModelReading.DAYS:
                for day in rows:
                    found[day.case_id].append(day)
            case _:
                for row in rows:
                    # Past the descriptors of foreign keys, which take longer than all else here.
                    columns_ = row.__dict__
                    found[columns_[want.column]].append(held.setdefault(columns_["id"], row))

    def loaded(self, want: WantedRows) -> list[Any]:
        """Return the wanted rows, as far as they are in memory, in no order."""
        found = self._by[want.table, want.column]
        return [row for key in want.keys for row in found.get(key, ())]

    def get(self, want: WantedRows) -> list[Any]:
        """Return the wanted rows, in the model's order; versions in the order they were written."""
        self.load(want)
        rows = self.loaded(want)
        for key, backwards in ORDERS[want.reading] if want.reading in ORDERS else _order(want.model):
            rows.sort(key=key, reverse=backwards)
        return rows

    def rows(self, model: type[Row], **where: Any) -> list[Row]:
        """Return the rows of a model that meet the conditions, in the model's order."""
        name = next(name for name in where if name.removesuffix("__in").endswith("id"))
        value = where.pop(name)
        keys = value if name.endswith("__in") else [value]
        found: list[Row] = self.get(self.facts(model, name.removesuffix("__in"), keys))
        return [row for row in found if all(_meets(row, name, value) for name, value in where.items())]

    def cases(self, keys: Collection[int]) -> dict[int, Case]:
        """Return those of the cases that were public by then and are not closed now, as they stood."""
        if not self.clocks.is_past:
            return self.cases_today(keys)
        self.load(*self.case_wants(keys))
        published = {day.case_id for day in self.loaded(self.days(keys))}
        accused = {row.case_id for row in self.rows(Defendant, case_id__in=published)}
        shown = {row.case_id for row in self.get(self.spans("case_id", accused))}
        named = public_by_then(published, accused, shown) - self.closed.cases
        return {row.pk: row for row in self.rows(Case, id__in=named)}

    def cases_today(self, keys: Collection[int]) -> dict[int, Case]:
        """Return those of the cases that the public may see now."""
        return {row.pk: row for row in self.get(self.public_today(keys))}

    def case_wants(self, keys: Collection[int]) -> Iterable[WantedRows]:
        """Want what tells which of the cases are public."""
        if not self.clocks.is_past:
            return (self.public_today(keys),)
        return (
            self.days(keys),
            self.facts(Defendant, "case_id", keys),
            self.spans("case_id", keys),
            self.facts(Case, "id", keys),
        )


def _keys(keys: Iterable[int | None]) -> frozenset[int]:
    return frozenset(key for key in keys if key is not None)


def _meets(row: models.Model, name: str, value: Any) -> bool:  # noqa: ANN401  # of any column
    held = getattr(row, name.removesuffix("__in"))
    return held in value if name.endswith("__in") else bool(held == value)


@lru_cache(maxsize=1_000)  # a day has some seventy
def _compiled(
    reading: ModelReading,
    model: type[models.Model],
    column: str,
    is_past: bool,  # noqa: FBT001  # part of the key
    using: str,
    _day: date,  # restrictions begin and end by the day, which is written into the query
) -> CompiledRows:
    known: Any = KNOWN if is_past and reading is not ModelReading.TODAY else None
    fields: list[Any] = list(model._meta.concrete_fields)
    names = columns(model)
    make: Callable[..., Any] = instances_of(model, using)
    match reading:
        case ModelReading.VERSIONS:
            rows = versions_of(model, KNOWN)
            meta: Any = rows.model._meta
            extra = ("history_id", "history_date", "history_type")
            names, fields = [*names, *extra], [*fields, *map(meta.get_field, extra)]
            make = partial(_version, make)
        case ModelReading.EVENTS_EVER:
            rows = versions_of(model, KNOWN).distinct()
            names, fields = [column, "id" if model is Event else "event_id"], [models.BigIntegerField()] * 2
            make = as_tuple
        case ModelReading.DAYS:
            rows = as_of(model, known).filter(**PUBLISHED)
            names = ["id", "case_id", "kind", "latest"]
            fields = [
                models.BigIntegerField(),
                models.BigIntegerField(),
                models.CharField(),
                models.DateField(),
            ]
            make = EventDay
        case ModelReading.PUBLIC if model is StatusSpan:
            rows = public_spans(StatusSpan.objects.known(known)).order_by()
        case ModelReading.PUBLIC:
            rows = public_cases(Case.objects.order_by())
        case _:
            rows, names = as_of(model, known), columns_as_of(model, known)
    return compile_rows(rows.using(using).filter(**{f"{column}__in": Keys()}), names, fields, make)


def _version(instance: Callable[..., models.Model], *values: Any) -> RowVersion:
    return RowVersion(instance(*values[:-3]), *values[-3:])


Order = Sequence[tuple[Callable[[Any], Any], bool]]
# What is read otherwise than as rows of its model.
ORDERS: dict[ModelReading, Order] = {
    ModelReading.VERSIONS: ((attrgetter("row.pk", "recorded", "key"), False),),
    ModelReading.DAYS: (),
    ModelReading.EVENTS_EVER: (),
}


@cache
def _order(model: type[models.Model]) -> Order:
    """Return by what rows of a model are ordered, the last first, and whether backwards."""
    names = [str(name) for name in model._meta.ordering or ("pk",)]
    fields: dict[str, Any] = {field.name: field for field in model._meta.concrete_fields}
    attributes = [
        name.lstrip("-") if name.endswith("pk") else fields[name.lstrip("-")].attname for name in names
    ]
    if not any(name.startswith("-") for name in names):
        return ((attrgetter(*attributes), False),)
    pairs = zip(names, attributes, strict=True)
    return tuple((attrgetter(attribute), name.startswith("-")) for name, attribute in pairs)[::-1]
