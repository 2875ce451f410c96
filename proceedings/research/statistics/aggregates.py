"""Counts of defendants in cases that add up: one query each, whose groups are turned into figures in memory.

What is counted is where a defendant stands: the status, or, to count charges, the states of them all.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Case, CharField, Count, F, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Substr

from proceedings.law.codes import Phase
from proceedings.law.rules import phase_of
from proceedings.models.status_span import BEGINNING
from proceedings.models.status_span_queries import NOTHING_RECORDED, SpanQuerySet
from proceedings.research.statistics.incremental_counts import SpansToCount, Sums, cached_sums
from proceedings.research.statistics.status_groups import CIVIL_TYPES, OUTCOMES, phase_of_state
from proceedings.research.statistics.tallies import By, Tallies, cut
from proceedings.research.statistics.units import Unit

YEAR_LETTERS, MONTH_LETTERS = 4, 7
FROM, UNTIL = "from", "until"
_FIRST_MONTH = BEGINNING.isoformat()[:MONTH_LETTERS]


def _with_status(rows: SpanQuerySet, unit: Unit) -> tuple[SpanQuerySet, str]:
    """Return rows with where they stand, and the name it has."""
    if unit is Unit.CHARGES:
        stated: SpanQuerySet = rows.annotate(states=KT("particulars__states"))
        return stated, "states"
    return rows, "status"


def by_court(reading: SpansToCount, unit: Unit) -> Sums:
    """Count who stands where on the day, by type of case and court: (stand, type, court). One query."""
    rows, stand = _with_status(reading.standing, unit)
    return _grouped(rows, stand, "case_type", "court_id")


def at_statuses(reading: SpansToCount) -> Counter[str]:
    """Return how many defendants in cases stand at each status on the day: one query, or none."""
    unit = Unit.DEFENDANTS
    sums = cached_sums(f"court in {unit.value}", reading, lambda spans: by_court(spans, unit))
    found: Counter[str] = Counter()
    for (status, _type, _court), number in sums.items():
        found[status] += number
    return found


def over_time(reading: SpansToCount, unit: Unit) -> Sums:
    """Count beginnings and ends by the day, by month: (stand, type, from or until, month). One query."""
    rows, stand = _with_status(reading.spans, unit)
    first, second = (_edges(rows, stand, edge, reading.clocks.on) for edge in (FROM, UNTIL))
    return Counter({tuple(group): number for *group, number in first.union(second, all=True)})


def _edges(rows: SpanQuerySet, stand: str, edge: str, on: date) -> QuerySet[Any, Any]:
    """Return how many spans begin, or end, in each month by the day."""
    day = Cast(f"valid_{edge}", CharField(max_length=10))
    dated = rows.filter(**{f"valid_{edge}__lte": on}).annotate(
        edge=Value(edge, output_field=CharField()), month=Substr(day, 1, MONTH_LETTERS)
    )
    names = (stand, "case_type", "edge", "month")
    counted: QuerySet[Any, Any] = dated.order_by().values(*names).annotate(number=Count("pk"))
    return counted.values_list(*names, "number")


def _grouped(rows: QuerySet[Any], *names: str) -> Sums:
    groups = rows.order_by().values_list(*names).annotate(number=Count("pk"))
    return Counter({tuple(group): number for *group, number in groups.values_list(*names, "number")})


def by_year(reading: SpansToCount, unit: Unit) -> Sums:
    """Count who stands where on the day, by the year of filing: (stand, type, year). One query."""
    rows, stand = _with_status(reading.standing, unit)
    filed = reading.all_spans.recorded().order_by().values("defendant_id").annotate(filed=Min("valid_from"))
    year = f"SUBSTR(CAST(course.filed AS VARCHAR(10)), 1, {YEAR_LETTERS})"
    held = rows.order_by().values("defendant_id", "case_type", stand)
    return _joined(held, filed, (f"held.{stand}", "held.case_type", year))


def days_to_outcome(reading: SpansToCount) -> Sums:
    """Count outcomes by the days they took from filing: (phase, days, whether a date is unsure). One query.

    The outcome's day is the first of the unbroken run of outcomes of its kind: the last day until which
    anything else but it was recorded.
    """
    on = reading.clocks.on
    codes = [code for held in OUTCOMES.values() for code in held]
    standing = reading.standing.standing(*codes).order_by().values("defendant_id", "status")
    recorded = ~Q(status__in=NOTHING_RECORDED)
    unsure = recorded & Q(valid_from__lte=on, possible_from__lt=F("valid_from"))
    passed = recorded & Q(valid_until__lte=on)
    other = {
        f"other_{phase.value}": Max("valid_until", filter=passed & ~Q(status__in=held))
        for phase, held in OUTCOMES.items()
    }
    course = (
        reading.all_spans.order_by()
        .values("defendant_id")
        .annotate(
            filed=Min("valid_from", filter=recorded),
            unsure=Max(Case(When(unsure, then=Value(1)), default=Value(0), output_field=IntegerField())),
            **other,
        )
    )
    # For each kind of outcome the days it would have taken; of these a status has the one of its kind.
    phases = list(OUTCOMES)
    lengths = [
        _days(standing.db, f"COALESCE(course.other_{phase.value}, course.filed)", "course.filed")
        for phase in phases
    ]
    groups = _joined(standing, course, ("held.status", "course.unsure", *lengths))
    found: Sums = Counter()
    for (status, is_unsure, *days), number in groups.items():
        place = next(place for place, phase in enumerate(phases) if status in OUTCOMES[phase])
        found[phases[place].value, days[place], is_unsure] += number
    return found


def _days(alias: str, last: str, first: str) -> str:
    """Return the number of days between two, as either database counts them."""
    if connections[alias].vendor == "postgresql":
        return f"({last} - {first})"
    return f"CAST(JULIANDAY({last}) - JULIANDAY({first}) AS INTEGER)"


def _joined(held: QuerySet[Any, Any], course: QuerySet[Any, Any], columns: Sequence[str]) -> Sums:
    """Count who stands somewhere by what became of them before: two questions, asked as one."""
    try:
        (left, asked), (right, more) = (rows.query.sql_with_params() for rows in (held, course))
    except EmptyResultSet:
        return Counter()
    places = ", ".join(str(place + 1) for place in range(len(columns)))
    # Our own names; what was asked goes in as values.
    sql = (
        f"SELECT {', '.join(columns)}, COUNT(*) FROM ({left}) AS held "  # noqa: S608
        f"JOIN ({right}) AS course ON course.defendant_id = held.defendant_id GROUP BY {places}"
    )
    with connections[held.db].cursor() as cursor:
        cursor.execute(sql, (*asked, *more))
        return Counter({tuple(group): number for *group, number in cursor.fetchall()})


def status_counts(stand: str | None, unit: Unit) -> Iterator[tuple[str, int]]:
    """Yield the status of one defendant with 1, or each state of the charges with how many there are."""
    if unit is Unit.CHARGES:
        yield from json.loads(stand or "{}").items()
    elif stand:
        yield stand, 1


def _code(place: str, unit: Unit, *, civil: bool, fine: bool) -> str:
    if fine:
        return place
    phase: Phase = phase_of_state(place, civil=civil) if unit is Unit.CHARGES else phase_of(place)
    return phase.value


def tallied(
    sums: Sums, unit: Unit, *, fine: bool = False, by: Callable[[Any], By | None] = lambda _group: ()
) -> Tallies:
    """Turn sums by (stand, type, group) into numbers by side, group and place; `by` names a group."""
    numbers: Counter[tuple[By, bool, str]] = Counter()
    for (stand, case_type, group), number in sums.items():
        named = by(group)
        if named is not None:
            civil = case_type in CIVIL_TYPES
            for place, many in status_counts(stand, unit):
                numbers[named, civil, _code(place, unit, civil=civil, fine=fine)] += number * many
    found = Tallies()
    in_order = sorted(numbers.items(), key=lambda one: (-one[1], one[0]))
    for (named, civil, code), number in cut(in_order, found):
        found.add((civil, named), code, [number])
        found.add_total((civil, named), [number])
    return found


def first_month(sums: Sums) -> date | None:
    """Return the first day of the first month in which anything begins to be recorded."""
    months = (month for _stand, _type, edge, month in sums if edge == FROM and month != _FIRST_MONTH)
    first = min(months, default=None)
    return None if first is None else date.fromisoformat(f"{first}-01")


def at_points(sums: Sums, unit: Unit, days: Iterable[date]) -> Tallies:
    """Turn beginnings and ends into how many there are at each day, by phase.

    Each day but the last is the end of a month: of what begins or ends in a month, all has by then.
    """
    months = [day.isoformat()[:MONTH_LETTERS] for day in days]
    numbers: dict[tuple[bool, str], list[int]] = {}
    for (stand, case_type, edge, month), number in sums.items():
        civil = case_type in CIVIL_TYPES
        point = bisect_left(months, month, hi=len(months) - 1)
        for place, many in status_counts(stand, unit):
            held = numbers.setdefault((civil, _code(place, unit, civil=civil, fine=False)), [0] * len(months))
            held[point] += number * many if edge == FROM else -number * many
    found = Tallies()
    for (civil, code), moved in numbers.items():
        standing = list(accumulate(moved))
        found.add((civil, ()), code, standing)
        found.add_total((civil, ()), standing)
    return found
