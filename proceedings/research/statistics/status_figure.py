"""The figure of how many stand at each status on a day."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kit.charts import Amount, bars
from kit.date_text import day_text
from proceedings.research.statistics import export_columns
from proceedings.research.statistics.aggregates import by_court, tallied
from proceedings.research.statistics.drilldown_links import rows_href
from proceedings.research.statistics.figure_types import (
    Cell,
    Figure,
    Heading,
    Line,
    Picture,
    Section,
    Table,
)
from proceedings.research.statistics.labels import (
    number_cell,
    place_order,
    place_phase,
    place_words,
    side_code,
    side_words,
)
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.research.statistics.phase_tables import (
    TOTAL,
    counted_sides,
    key_of,
    total_cell,
)
from proceedings.research.statistics.tallies import Tallies, tally


def status_figure(query: StatisticsQuery) -> Figure:
    """Count who stands at each status on the day."""
    counted = query.cached("status", lambda: _counted(query))
    return Figure(
        key="status",
        title=_("Where they stand"),
        description=_("How many stand at each status at the end of %(day)s.")
        % {"day": day_text(query.clocks.on)},
        sections=tuple(_status_section(query, counted, civil=civil) for civil in counted_sides(counted)),
        columns=export_columns.STATUS,
        records=tuple(_status_records(query, counted)),
    )


def _counted(query: StatisticsQuery) -> Tallies:
    unit = query.unit
    if unit.is_distinct:
        return tally(query.standing, unit, fine=True)
    return tallied(query.sums("court", by_court), unit, fine=True)


def _status_lines(query: StatisticsQuery, counted: Tallies, *, civil: bool) -> Iterator[tuple[str, Cell]]:
    for code in place_order(query.unit, civil=civil):
        number = counted.number((), code, civil=civil)
        if number:
            yield code, number_cell(number, rows_href(query, civil=civil, codes=[code]))


def _status_section(query: StatisticsQuery, counted: Tallies, *, civil: bool) -> Section:
    unit = query.unit
    lines = list(_status_lines(query, counted, civil=civil))
    words = {code: place_words(code, unit, civil=civil) for code, _cell in lines}
    phases = {code: place_phase(code, unit, civil=civil).value for code, _cell in lines}
    drawn = bars(
        (
            words[code],
            cell.text,
            [Amount(phases[code], counted.number((), code, civil=civil), f"{words[code]}: {cell.text}")],
        )
        for code, cell in lines
    )
    return Section(
        name=f"status-{side_code(civil=civil)}",
        heading=side_words(civil=civil),
        counted=total_cell(query, counted.total(civil=civil), civil=civil),
        picture=Picture(
            name=f"status-{side_code(civil=civil)}-picture",
            title=_("Where they stand: %(side)s") % {"side": side_words(civil=civil)},
            description=_("One bar for each status, as long as the number in the table."),
            drawn=drawn,
            key=key_of(dict.fromkeys(phases.values())),
        ),
        table=Table(
            caption=_("On %(day)s, counted in %(unit)s.")
            % {"day": day_text(query.clocks.on), "unit": _(unit.label)},
            first=_("Status"),
            headings=(Heading(words=_("Number")),),
            lines=tuple(
                Line(label=Cell(text=words[code]), phase=phases[code], cells=(cell,)) for code, cell in lines
            ),
        ),
    )


def _status_records(query: StatisticsQuery, counted: Tallies) -> Iterator[export_columns.Record]:
    for civil in counted_sides(counted):
        base = {"side": side_code(civil=civil), "unit": query.unit.value}
        for code, cell in _status_lines(query, counted, civil=civil):
            yield base | {
                "place": code,
                "place_label": place_words(code, query.unit, civil=civil),
                "number": counted.number((), code, civil=civil),
                "rows": cell.href,
            }
        yield base | {
            "place": TOTAL,
            "place_label": _("Total"),
            "number": counted.total(civil=civil),
            "rows": rows_href(query, civil=civil),
        }
