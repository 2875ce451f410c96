"""The figure of how many stood in each phase over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kit.charts import Amount, columns
from kit.date_text import day_text
from proceedings.law.codes import Phase
from proceedings.research.statistics import export_columns
from proceedings.research.statistics.aggregates import at_points, first_month, over_time
from proceedings.research.statistics.drilldown_links import rows_href
from proceedings.research.statistics.figure_types import (
    Cell,
    Figure,
    Line,
    Picture,
    Section,
    Table,
)
from proceedings.research.statistics.labels import (
    number_cell,
    number_words,
    period_words,
    phase_words,
    side_code,
    side_words,
)
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.research.statistics.periods import Period, periods
from proceedings.research.statistics.phase_tables import (
    TOTAL,
    counted_phases,
    counted_sides,
    key_of,
    phase_headings,
    total_cell,
)
from proceedings.research.statistics.tallies import Tallies, first_day, tally

DISTINCT_LIMIT = 100_000  # spans over which people or cases are counted apart at every point of time


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers at points of time; `None` where they would take too long to count."""

    points: tuple[Period, ...]
    counted: Tallies | None


def series(query: StatisticsQuery) -> Series:
    """Count at each point of time. At most three queries."""
    if query.unit.is_distinct:
        return _distinct(query)
    sums = query.sums("time", over_time)
    first = first_month(sums)
    if first is None:
        return Series((), Tallies())
    points = tuple(periods(first, query.clocks.on))
    return Series(points, at_points(sums, query.unit, [point.day for point in points]))


def _distinct(query: StatisticsQuery) -> Series:
    """Count people or cases, as far as that does not take too long."""
    first = first_day(query.spans)
    if first is None or first > query.clocks.on:
        return Series((), Tallies())
    points = tuple(periods(first, query.clocks.on))
    if query.spans.order_by()[: DISTINCT_LIMIT + 1].count() > DISTINCT_LIMIT:
        return Series(points, None)
    return Series(points, tally(query.spans, query.unit, days=[point.day for point in points]))


def time_figure(query: StatisticsQuery) -> Figure:
    """Count over time, phase by phase."""
    held = query.cached("time", lambda: series(query))
    notes = [
        _(
            "Each point counts who stood where at the end of that day; uncertain dates count with their "
            "latest day."
        )
    ]
    if held.counted is None:
        notes = [
            _(
                "Over so many records people and cases are not counted at every point of time. Count "
                "defendants in cases or charges, or narrow the question."
            )
        ]
    counted = held.counted or Tallies()
    sides = counted_sides(counted)
    return Figure(
        key="time",
        title=_("Over time"),
        description=_("How many stood in each phase, from the first record to %(day)s.")
        % {"day": day_text(query.clocks.on)},
        sections=tuple(_time_section(query, held.points, counted, civil=civil) for civil in sides),
        notes=tuple(notes),
        columns=export_columns.OVER_TIME,
        records=tuple(_time_records(query, held.points, counted)),
    )


def _point_numbers(
    counted: Tallies, phase: Phase | None, points: Sequence[Period], *, civil: bool
) -> list[int]:
    numbers = (
        counted.totals.get((civil, ()))
        if phase is None
        else counted.places.get((civil, ()), {}).get(phase.value)
    )
    return numbers or [0] * len(points)


def _time_href(query: StatisticsQuery, day: date, phase: Phase | None, *, civil: bool) -> str:
    return rows_href(query, civil=civil, phase=phase, more={"on": day.isoformat()})


def _time_section(
    query: StatisticsQuery, points: Sequence[Period], counted: Tallies, *, civil: bool
) -> Section:
    phases = counted_phases(counted, civil=civil)
    numbers = {phase: _point_numbers(counted, phase, points, civil=civil) for phase in phases}
    totals = _point_numbers(counted, None, points, civil=civil)
    drawn = columns(
        (period_words(point), [_amount_on(phase, numbers[phase][place], point) for phase in phases])
        for place, point in enumerate(points)
    )
    name = f"time-{side_code(civil=civil)}"
    lines = [
        Line(
            label=Cell(text=day_text(point.day)),
            cells=(
                *(
                    number_cell(numbers[phase][place], _time_href(query, point.day, phase, civil=civil))
                    for phase in phases
                ),
                number_cell(totals[place], _time_href(query, point.day, None, civil=civil)),
            ),
        )
        for place, point in enumerate(points)
    ]
    return Section(
        name=name,
        heading=side_words(civil=civil),
        counted=total_cell(query, totals[-1], civil=civil),
        picture=Picture(
            name=f"{name}-picture",
            title=_("Over time: %(side)s") % {"side": side_words(civil=civil)},
            description=_(
                "One column for each day of the table, its parts the phases, as high as the numbers."
            ),
            drawn=drawn,
            key=key_of([phase.value for phase in phases]),
        ),
        table=Table(
            caption=_("At the end of each day, counted in %(unit)s.") % {"unit": _(query.unit.label)},
            first=_("Day"),
            headings=phase_headings(phases),
            lines=tuple(lines),
        ),
    )


def _amount_on(phase: Phase, number: int, point: Period) -> Amount:
    words = f"{day_text(point.day)}, {phase_words(phase.value)}: {number_words(number)}"
    return Amount(phase.value, number, words)


def _time_records(
    query: StatisticsQuery, points: Sequence[Period], counted: Tallies
) -> Iterator[export_columns.Record]:
    for civil in counted_sides(counted):
        base = {"side": side_code(civil=civil), "unit": query.unit.value}
        for place, point in enumerate(points):
            for phase in (*counted_phases(counted, civil=civil), None):
                yield base | {
                    "day": point.day,
                    "place": TOTAL if phase is None else phase.value,
                    "place_label": _("Total") if phase is None else phase_words(phase.value),
                    "number": _point_numbers(counted, phase, points, civil=civil)[place],
                    "rows": _time_href(query, point.day, phase, civil=civil),
                }
