"""The figure of how long from filing to outcome; who has no outcome is said beside it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.charts import spreads
from kit.date_text import day_text
from proceedings.law.codes import Phase, StatusCode
from proceedings.research.statistics import export_columns
from proceedings.research.statistics.box_plots import box_plot_row, five_cells
from proceedings.research.statistics.drilldown_links import rows_href
from proceedings.research.statistics.durations import Durations, durations
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
    number_words,
    phase_words,
    side_code,
    side_words,
)
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.research.statistics.quartiles import Quartiles, quartiles
from proceedings.research.statistics.status_groups import OUTCOMES, SIDES, statuses
from proceedings.research.statistics.units import Unit


def duration_figure(query: StatisticsQuery) -> Figure:
    """Measure from filing to outcome."""
    found = query.cached("duration", lambda: durations(query.outcomes(), query.at_statuses()))
    sections = (_duration_section(query, found, civil=civil) for civil in SIDES)
    return Figure(
        key="duration",
        title=_("From filing to outcome"),
        description=_("How many days passed from the filing to the outcome that stood on %(day)s.")
        % {"day": day_text(query.clocks.on)},
        sections=tuple(section for section in sections if section is not None),
        notes=(
            _(
                "Counted in defendants in cases, whatever unit is chosen: an outcome is one defendant's, in "
                "one case."
            ),
            _(
                "Only those with an outcome have a length. The longest cases are often still open, so these "
                "lengths are too short as an answer to “how long does a case take”."
            ),
            _(
                "Filed: the first day anything is recorded against the defendant in the case. Outcome: the "
                "first day of the unbroken run of outcomes of its kind. An uncertain date counts with its "
                "latest day. Quartiles are by nearest rank: each is a length that was recorded; of fewer "
                "than five lengths none is given."
            ),
        ),
        columns=export_columns.DURATION,
        records=tuple(_duration_records(query, found)),
    )


def _outcomes(found: Durations, *, civil: bool) -> list[Phase]:
    return [phase for phase in OUTCOMES if (phase is Phase.CIVIL_ENDED) is civil and phase in found.days]


def _left_out(found: Durations, *, civil: bool) -> list[tuple[Phase, int]]:
    """Return who has no outcome, by phase; how many are open is said even when nobody is."""
    said = (Phase.OPEN, Phase.CIVIL_OPEN)
    held = found.left_out[civil]
    anybody = any(held.values()) or bool(_outcomes(found, civil=civil))
    return [(phase, number) for phase, number in held.items() if number or (anybody and phase in said)]


def _still_words(phase: Phase, number: int) -> str:
    """Say how many have no outcome, and why."""
    said = {
        Phase.DEFERRED: ngettext(
            "%(number)s is deferred: left out.", "%(number)s are deferred: left out.", number
        ),
        Phase.ELSEWHERE: ngettext(
            "%(number)s went on in another court: left out.",
            "%(number)s went on in another court: left out.",
            number,
        ),
    }
    still_open = ngettext(
        "%(number)s is still open: left out.", "%(number)s are still open: left out.", number
    )
    return said.get(phase, still_open) % {"number": number_words(number)}


def _still_cell(query: StatisticsQuery, phase: Phase, number: int, *, civil: bool) -> Cell:
    href = _href(query, phase, civil=civil) if number else ""
    return Cell(text=_still_words(phase, number), href=href)


def _href(query: StatisticsQuery, phase: Phase, *, civil: bool, dated: str = "") -> str:
    codes = _codes(phase, civil=civil)
    return rows_href(query, civil=civil, codes=codes, unit=Unit.DEFENDANTS, more={"dated": dated})


def _codes(phase: Phase, *, civil: bool) -> list[str]:
    """Return the statuses counted as a phase here: guilty in part is still open."""
    if phase in OUTCOMES:
        return list(OUTCOMES[phase])
    own = statuses([phase], civil=civil)
    return [*own, StatusCode.GUILTY_IN_PART_PENDING.value] if phase is Phase.OPEN else own


def _duration_section(query: StatisticsQuery, found: Durations, *, civil: bool) -> Section | None:
    held = {phase: quartiles(found.days[phase]) for phase in _outcomes(found, civil=civil)}
    measured = {phase: spread for phase, spread in held.items() if spread is not None}
    left_out = _left_out(found, civil=civil)
    if not measured and not left_out:
        return None
    name = f"duration-{side_code(civil=civil)}"
    number = sum(spread.count for spread in measured.values())
    codes = [code for phase in measured for code in _codes(phase, civil=civil)]
    decided = rows_href(query, civil=civil, codes=codes, unit=Unit.DEFENDANTS)
    counted = ngettext(
        "%(number)s defendant in a case has an outcome.",
        "%(number)s defendants in cases have an outcome.",
        number,
    )
    return Section(
        name=name,
        heading=side_words(civil=civil),
        counted=Cell(text=counted % {"number": number_words(number)}, href=decided if number else ""),
        picture=_duration_picture(name, measured, civil=civil) if measured else None,
        table=_duration_table(query, found, measured, civil=civil) if measured else None,
        notes=tuple(_still_cell(query, phase, many, civil=civil) for phase, many in left_out),
    )


def _duration_picture(name: str, measured: dict[Phase, Quartiles[int]], *, civil: bool) -> Picture:
    longest = max(spread.most for spread in measured.values())
    lines = [box_plot_row(phase_words(phase.value), spread, _("days")) for phase, spread in measured.items()]
    return Picture(
        name=f"{name}-picture",
        title=_("From filing to outcome: %(side)s") % {"side": side_words(civil=civil)},
        description=_(
            "One line for each outcome, from the shortest to the longest; the box holds the middle half, the "
            "stroke in it is the median, of five or more. The table has the numbers."
        ),
        drawn=spreads([("", "0", _days(longest), lines)]),
    )


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number_words(number)}


def _duration_table(
    query: StatisticsQuery, found: Durations, measured: dict[Phase, Quartiles[int]], *, civil: bool
) -> Table:
    heads = (
        _("Number"),
        _("Shortest"),
        _("Lower quartile"),
        _("Median"),
        _("Upper quartile"),
        _("Longest"),
        _("With an uncertain date"),
    )
    return Table(
        caption=_("Days from filing to the outcome that stood on %(day)s.")
        % {"day": day_text(query.clocks.on)},
        first=_("Outcome"),
        headings=tuple(Heading(words=words) for words in heads),
        lines=tuple(
            Line(
                label=Cell(text=phase_words(phase.value)),
                phase=phase.value,
                cells=(
                    number_cell(spread.count, _href(query, phase, civil=civil)),
                    *five_cells(spread),
                    number_cell(found.uncertain[phase], _href(query, phase, civil=civil, dated="uncertain")),
                ),
            )
            for phase, spread in measured.items()
        ),
    )


def _duration_records(query: StatisticsQuery, found: Durations) -> Iterator[export_columns.Record]:
    for civil in SIDES:
        places: list[tuple[Phase, dict[int, int], int]] = [
            (phase, found.days[phase], found.uncertain[phase]) for phase in _outcomes(found, civil=civil)
        ]
        for phase, days, uncertain in places:
            yield {
                "side": side_code(civil=civil),
                "place": phase.value,
                "place_label": phase_words(phase.value),
                "number": sum(days.values()),
                "uncertain": uncertain,
                "rows": _href(query, phase, civil=civil),
            } | export_columns.spread(quartiles(days))
        for phase, number in _left_out(found, civil=civil):
            yield {
                "side": side_code(civil=civil),
                "place": phase.value,
                "place_label": _("No outcome: %(phase)s") % {"phase": phase_words(phase.value)},
                "number": number,
                "uncertain": None,
                "rows": _still_cell(query, phase, number, civil=civil).href,
            } | export_columns.spread(None)
