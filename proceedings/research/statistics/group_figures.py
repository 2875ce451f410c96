"""Figures of how many stand where by court, by year of filing and by offence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from kit.charts import Amount, bars
from kit.date_text import day_text
from proceedings.law.codes import Phase
from proceedings.models import Court
from proceedings.research.statistics import export_columns
from proceedings.research.statistics.aggregates import by_court, by_year, tallied
from proceedings.research.statistics.drilldown_links import charged_href, rows_href
from proceedings.research.statistics.figure_types import (
    Cell,
    Figure,
    Line,
    Picture,
    Section,
    Table,
)
from proceedings.research.statistics.labels import (
    more_lines,
    number_cell,
    number_words,
    phase_words,
    side_code,
    side_words,
)
from proceedings.research.statistics.offences import by_offence
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.research.statistics.phase_tables import (
    TOTAL,
    counted_phases,
    counted_sides,
    key_of,
    phase_headings,
    total_cell,
)
from proceedings.research.statistics.tallies import (
    GROUPS_LIMIT,
    By,
    Tallies,
    tally,
    with_year,
)

ROWS_SHOWN = 20  # of a figure; the file has the rest


class Order(Protocol):
    """How the groups of a figure are sorted."""

    def __call__(self, counted: Tallies, by: By, *, civil: bool) -> tuple[Any, ...]:
        """Return the sort key of a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What a grouped figure is grouped by: its words, and how a group is named, ordered and linked."""

    key: str
    title: str
    description: str
    first: str
    label: Callable[[By], str]
    order: Order
    filters: Callable[[By], dict[str, str]]
    notes: tuple[str, ...] = ()


def court_figure(query: StatisticsQuery) -> Figure:
    """Count by court."""
    counted = query.cached("court", lambda: _by_court(query))
    return _grouped(
        query,
        counted,
        Grouping(
            key="court",
            title=_("By court"),
            description=_("Before which court they stand, by phase, at the end of %(day)s.")
            % {"day": day_text(query.clocks.on)},
            first=_("Court"),
            label=lambda by: str(by[1]),
            order=_largest_first,
            filters=lambda by: {"court": str(by[0])},
        ),
    )


def year_figure(query: StatisticsQuery) -> Figure:
    """Count by the year of filing."""
    counted = query.cached("year", lambda: _by_year(query))
    return _grouped(
        query,
        counted,
        Grouping(
            key="year",
            title=_("By year of filing"),
            description=_("In which year the case was filed against them, and in which phase it stands."),
            first=_("Filed in"),
            label=lambda by: str(int(by[0])),
            order=_by_name,
            filters=lambda by: {"begun_from": f"{by[0]}-01-01", "begun_until": f"{by[0]}-12-31"},
            notes=(
                _(
                    "Filed: the first day anything is recorded against this defendant in this case; an "
                    "uncertain date counts with its latest day."
                ),
            ),
        ),
    )


def _by_court(query: StatisticsQuery) -> Tallies:
    unit = query.unit
    if unit.is_distinct:
        return tally(query.standing, unit, by=("court__key", "court__name"))
    sums = query.sums("court", by_court)
    found = Court.objects.filter(pk__in={court for _stand, _type, court in sums})
    courts = {pk: (key, name) for pk, key, name in found.order_by().values_list("pk", "key", "name")}
    return tallied(sums, unit, by=courts.__getitem__)


def _by_year(query: StatisticsQuery) -> Tallies:
    unit = query.unit
    if unit.is_distinct:
        return tally(with_year(query.standing, query.clocks), unit, by=("year",))
    return tallied(query.sums("year", by_year), unit, by=lambda year: (year,))


def offence_figure(query: StatisticsQuery) -> Figure:
    """Count by the offence charged."""
    counted = query.cached("offence", lambda: by_offence(query.standing, query.clocks, query.unit))
    redactor = query.filterset.closed
    notes = [
        _(
            "Each offense as charged, by where the charge itself stands: somebody acquitted of it is not "
            "among the guilty of its line, whatever else they were found guilty of. Charges that another "
            "replaced are left out. Who faced several offenses is counted in the line of each."
        )
    ]
    return _grouped(
        query,
        counted,
        Grouping(
            key="offence",
            title=_("By offense"),
            description=_("With which offense they were charged, and what became of the charge."),
            first=_("Offense as charged"),
            label=lambda by: redactor.in_any_case(str(by[0])),
            order=_largest_first,
            filters=lambda by: {"charged": redactor.in_any_case(str(by[0]))},
            notes=tuple(notes),
        ),
    )


def _by_name(counted: Tallies, by: By, *, civil: bool) -> tuple[Any, ...]:  # noqa: ARG001  # one of the orders
    """Return what sorts the groups as their names do."""
    return by


def _largest_first(counted: Tallies, by: By, *, civil: bool) -> tuple[int, By]:
    """Return what puts the largest group first."""
    return -counted.total(by, civil=civil), by


def _grouped(query: StatisticsQuery, counted: Tallies, grouping: Grouping) -> Figure:
    """Assemble a figure of groups by phases."""
    notes = list(grouping.notes)
    if counted.is_cut:
        notes.append(
            _("Only the %(number)s largest groups are read; narrow the question for the rest.")
            % {"number": number_words(GROUPS_LIMIT)}
        )
    return Figure(
        key=grouping.key,
        title=grouping.title,
        description=grouping.description,
        sections=tuple(
            _group_section(query, counted, grouping, civil=civil) for civil in counted_sides(counted)
        ),
        notes=tuple(notes),
        columns=export_columns.GROUPED,
        records=tuple(_group_records(query, counted, grouping)),
        is_cut=counted.is_cut,
    )


def _groups(counted: Tallies, grouping: Grouping, *, civil: bool) -> list[By]:
    groups = [by for by in counted.groups(civil=civil) if by]
    return sorted(groups, key=lambda by: grouping.order(counted, by, civil=civil))


def _group_href(
    query: StatisticsQuery, grouping: Grouping, by: By, phase: Phase | None, *, civil: bool
) -> str:
    filters = grouping.filters(by)
    if "charged" in filters:
        return charged_href(query, filters["charged"], phase)
    return rows_href(query, civil=civil, phase=phase, more=filters)


def _group_section(query: StatisticsQuery, counted: Tallies, grouping: Grouping, *, civil: bool) -> Section:
    groups = _groups(counted, grouping, civil=civil)
    phases = counted_phases(counted, civil=civil)
    shown = groups[:ROWS_SHOWN]
    drawn = bars(
        (
            grouping.label(by),
            number_words(counted.total(by, civil=civil)),
            [_amount(phase, counted.number(by, phase.value, civil=civil)) for phase in phases],
        )
        for by in shown
    )
    total = counted.total((), civil=civil) if (civil, ()) in counted.totals else None
    name = f"{grouping.key}-{side_code(civil=civil)}"
    return Section(
        name=name,
        heading=side_words(civil=civil),
        counted=total_cell(query, total, civil=civil) if total is not None else Cell(text=""),
        picture=Picture(
            name=f"{name}-picture",
            title=f"{grouping.title}: {side_words(civil=civil)}",
            description=_(
                "One bar for each line of the table, its parts the phases, as long as the numbers."
            ),
            drawn=drawn,
            key=key_of([phase.value for phase in phases]),
        ),
        table=Table(
            caption=_("On %(day)s, counted in %(unit)s.")
            % {"day": day_text(query.clocks.on), "unit": _(query.unit.label)},
            first=grouping.first,
            headings=phase_headings(phases),
            lines=tuple(_group_line(query, counted, grouping, by, phases, civil=civil) for by in shown),
        ),
        notes=more_lines(len(groups) - len(shown)),
    )


def _amount(phase: Phase, number: int) -> Amount:
    return Amount(phase.value, number, f"{phase_words(phase.value)}: {number_words(number)}")


def _group_line(
    query: StatisticsQuery,
    counted: Tallies,
    grouping: Grouping,
    by: By,
    phases: Sequence[Phase],
    *,
    civil: bool,
) -> Line:
    cells = [
        number_cell(
            counted.number(by, phase.value, civil=civil), _group_href(query, grouping, by, phase, civil=civil)
        )
        for phase in phases
    ]
    total = number_cell(counted.total(by, civil=civil), _group_href(query, grouping, by, None, civil=civil))
    return Line(label=Cell(text=grouping.label(by)), cells=(*cells, total))


def _group_records(
    query: StatisticsQuery, counted: Tallies, grouping: Grouping
) -> Iterator[export_columns.Record]:
    for civil in counted_sides(counted):
        for by in _groups(counted, grouping, civil=civil):
            base = {
                "side": side_code(civil=civil),
                "unit": query.unit.value,
                "group": str(by[0]) if grouping.key == "court" else grouping.label(by),
                "group_label": grouping.label(by),
            }
            for phase in counted_phases(counted, civil=civil):
                yield base | {
                    "place": phase.value,
                    "place_label": phase_words(phase.value),
                    "number": counted.number(by, phase.value, civil=civil),
                    "rows": _group_href(query, grouping, by, phase, civil=civil),
                }
            yield base | {
                "place": TOTAL,
                "place_label": _("Total"),
                "number": counted.total(by, civil=civil),
                "rows": _group_href(query, grouping, by, None, civil=civil),
            }
