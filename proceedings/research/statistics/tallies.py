"""Counting in the database: how many stand where, grouped; never a row at a time in Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Substr

from proceedings.law.codes import Phase
from proceedings.models import StatusSpan
from proceedings.models.status_span import BEGINNING
from proceedings.models.status_span_queries import SpanQuerySet
from proceedings.record.as_of import Clocks
from proceedings.research.statistics.status_groups import (
    CIVIL_TYPES,
    PHASES,
    SIDES,
    statuses,
)
from proceedings.research.statistics.units import Unit

GROUPS_LIMIT = 5_000  # groups read for one figure; the largest first, and what is left out is said
YEAR_LETTERS = 4
COUNTED: dict[Unit, str] = {
    Unit.DEFENDANTS: "defendant_id",
    Unit.PEOPLE: "party_id",
    Unit.CASES: "case_id",
    Unit.CHARGES: "pk",
}
By = tuple[Any, ...]
Row = TypeVar("Row")


@dataclass
class Tallies:
    """Numbers by side, group and place; one number for each point of time, one point where there is one day.

    `places[civil, by][code]` and `totals[civil, by]`. `is_cut` tells that there were more
    groups than are read.
    """

    places: dict[tuple[bool, By], dict[str, list[int]]] = field(default_factory=dict)
    totals: dict[tuple[bool, By], list[int]] = field(default_factory=dict)
    is_cut: bool = False

    def groups(self, *, civil: bool) -> list[By]:
        """Return the groups of one side."""
        return [by for side, by in self.totals if side is civil]

    def number(self, by: By, code: str, *, civil: bool) -> int:
        """Return how many of a group stand at a place."""
        return self.places.get((civil, by), {}).get(code, [0])[0]

    def total(self, by: By = (), *, civil: bool) -> int:
        """Return how many there are in a group."""
        return self.totals.get((civil, by), [0])[0]

    def add(self, key: tuple[bool, By], code: str, numbers: Iterable[int]) -> None:
        """Add numbers at a place."""
        held = self.places.setdefault(key, {})
        held[code] = _sum(held.get(code), numbers)

    def add_total(self, key: tuple[bool, By], numbers: Iterable[int]) -> None:
        """Add numbers to the total of a group."""
        self.totals[key] = _sum(self.totals.get(key), numbers)


def _sum(one: list[int] | None, other: Iterable[int]) -> list[int]:
    added = list(other)
    return added if one is None else [a + b for a, b in zip(one, added, strict=True)]


def phase_case(status: str = "status") -> Case:
    """Return the phase of a status as an expression."""
    whens = [
        When(**{f"{status}__in": statuses([phase], civil=civil)}, then=Value(phase.value))
        for civil in SIDES
        for phase in PHASES[civil]
    ]
    return Case(*whens, default=Value(Phase.NO_CHARGE.value), output_field=CharField())


def civil_case(case_type: str = "case_type") -> Case:
    """Return the side of a type of case as an expression."""
    return Case(
        When(**{f"{case_type}__in": CIVIL_TYPES}, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )


def filed(clocks: Clocks) -> Subquery:
    """Return the day from which anything is recorded against a defendant: the latest day it can have been."""
    history: SpanQuerySet = StatusSpan.objects.known(clocks.known if clocks.is_past else None).recorded()
    first = history.filter(defendant_id=OuterRef("defendant_id")).order_by("valid_from")
    return Subquery(first.values("valid_from")[:1])


def with_year(spans: SpanQuerySet, clocks: Clocks) -> SpanQuerySet:
    """Give each span the year its case was filed against the defendant, as text."""
    day = Cast(filed(clocks), CharField(max_length=10))
    dated: SpanQuerySet = spans.annotate(year=Substr(day, 1, YEAR_LETTERS))
    return dated


def first_day(spans: SpanQuerySet) -> date | None:
    """Return the first day anything is recorded on."""
    days = spans.filter(valid_from__gt=BEGINNING).order_by("valid_from").values_list("valid_from", flat=True)
    found: date | None = days.first()
    return found


def tally(
    spans: SpanQuerySet, unit: Unit, *, by: Sequence[str] = (), fine: bool = False, days: Sequence[date] = ()
) -> Tallies:
    """Count people or cases by side, group and place: by status when `fine`, else by phase.

    One can stand in several lines, so each line is counted apart, and the totals too: two queries. `days`
    counts each of these days apart; without them every span is counted once. What adds up is counted by
    `sums`.
    """
    spans = spans.annotate(civil=civil_case()).order_by()
    spans = spans if fine else spans.annotate(phase=phase_case())
    found = Tallies()
    code = "status" if fine else "phase"
    for row in _grouped(spans, unit, (*by, "civil", code), days, found):
        key = bool(row["civil"]), tuple(row[name] for name in by)
        found.add(key, row[code], _numbers(row, days))
    for row in _grouped(spans, unit, (*by, "civil"), days, found):
        found.add_total((bool(row["civil"]), tuple(row[name] for name in by)), _numbers(row, days))
    return found


def cut(groups: Iterable[Row], found: Tallies) -> Iterator[Row]:
    """Yield groups, the largest first, as many as are read; tell when there are more."""
    for place, group in enumerate(groups):
        if place == GROUPS_LIMIT:
            found.is_cut = True
            return
        yield group


def _grouped(
    rows: QuerySet[Any], unit: Unit, names: Sequence[str], days: Sequence[date], found: Tallies
) -> Iterator[dict[str, Any]]:
    """Yield groups with their numbers."""
    wheres: list[Q | None] = [Q(valid_from__lte=day, valid_until__gt=day) for day in days]
    column = COUNTED[unit]
    numbers = {
        f"number_{place}": Count(column, distinct=unit.is_distinct, filter=where)
        for place, where in enumerate(wheres or [None])
    }
    last = f"number_{len(numbers) - 1}"
    groups = rows.values(*names).annotate(**numbers).order_by(F(last).desc(), *names)
    yield from cut(groups[: GROUPS_LIMIT + 1], found)


def _numbers(row: Mapping[str, Any], days: Sequence[date]) -> list[int]:
    return [row[f"number_{place}"] for place in range(len(days) or 1)]
