"""The figure of the sentences that stand, by offence and unit; who has none is said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.charts import Spread, spreads
from kit.date_text import day_text
from proceedings.law.codes import Phase, TermUnit
from proceedings.record.public_rows import Facts
from proceedings.record.redaction import Redactor
from proceedings.research.statistics import export_columns
from proceedings.research.statistics.box_plots import (
    NONE,
    box_plot_row,
    five_cells,
    plain_number,
)
from proceedings.research.statistics.drilldown_links import listed_href, rows_href
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
    more_lines,
    number_cell,
    number_words,
    phase_words,
    side_words,
)
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.research.statistics.quartiles import quartiles
from proceedings.research.statistics.sentences import (
    SENTENCED_LIMIT,
    ImposedKind,
    Lengths,
    Sentences,
    sentences,
)
from proceedings.research.statistics.units import Unit

LISTED = "sentences"
UNITS = {unit.value for unit in TermUnit}
LINES_SHOWN = 30  # the file has the rest


def sentences_figure(query: StatisticsQuery) -> Figure:
    """List the parts of sentences that stand, by offence."""
    redactor = query.filterset.closed
    facts = Facts(query.clocks, closed=redactor)
    found = query.cached("sentences", lambda: sentences(query.standing, facts, query.at_statuses()))
    lines = _sentence_lines(found, redactor)
    notes = [
        _(
            "The sentences that stood on %(day)s, part by part, each in the unit the court used: nothing is "
            "converted, so months and years stand apart. Lengths are what was imposed, suspended parts "
            "included. Of fewer than five parts no quartile is given."
        )
        % {"day": day_text(query.clocks.on)}
    ]
    if found.lines is None:
        notes.append(
            _("More than %(number)s defendants in cases are sentenced: narrow the question to see the parts.")
            % {"number": number_words(SENTENCED_LIMIT)}
        )
    return Figure(
        key="sentences",
        title=_("Sentences by offense"),
        description=_("What courts imposed, by offense, kind of part and the court's own unit."),
        sections=(_sentence_section(query, found, lines),)
        if found.sentenced or any(found.without.values())
        else (),
        notes=tuple(notes),
        columns=export_columns.SENTENCES,
        records=tuple(_sentence_record(query, imposed, held) for imposed, held in lines),
    )


SentenceLines = list[tuple[ImposedKind, Lengths]]


def _sentence_lines(found: Sentences, redactor: Redactor) -> SentenceLines:
    """Return the lines by offence, then by how often, names withheld taken out."""
    named = [
        (ImposedKind(redactor.in_any_case(one.offence), one.kind, one.unit), held)
        for one, held in (found.lines or {}).items()
    ]
    return sorted(named, key=lambda line: (line[0].offence, -line[1].parts, line[0].kind, line[0].unit))


def _sentence_section(query: StatisticsQuery, found: Sentences, lines: SentenceLines) -> Section:
    counted = ngettext(
        "%(number)s defendant in a case stands sentenced.",
        "%(number)s defendants in cases stand sentenced.",
        found.sentenced,
    )
    shown = lines[:LINES_SHOWN]
    return Section(
        name="sentences-criminal",
        heading=side_words(civil=False),
        counted=Cell(
            text=counted % {"number": number_words(found.sentenced)} if lines else "",
            href=_sentenced_href(query, "yes") if found.lines is not None else "",
        ),
        picture=_sentence_picture(shown),
        table=_sentence_table(query, shown) if shown else None,
        notes=(*_left_out(query, found), *more_lines(len(lines) - LINES_SHOWN)),
    )


def _left_out(query: StatisticsQuery, found: Sentences) -> Iterator[Cell]:
    """Say what is left out: parts reported on weak grounds, and those who have no sentence."""
    if found.disputed:
        said = ngettext(
            "%(number)s part is reported on weak grounds only: left out.",
            "%(number)s parts are reported on weak grounds only: left out.",
            found.disputed,
        )
        yield Cell(
            text=said % {"number": number_words(found.disputed)},
            href=listed_href(query, LISTED, {"sentenced": "yes", "counted": "no"}),
        )
    for phase, number in found.without.items():
        numbers = {"number": number_words(number), "phase": phase_words(phase.value)}
        words = _("Without a sentence, %(phase)s: %(number)s.") % numbers
        yield Cell(text=words, href=_sentenced_href(query, "no", phase) if number else "")


def _sentenced_href(query: StatisticsQuery, sentenced: str, phase: Phase | None = None) -> str:
    """Return the address of the defendants of whom a sentence stands, or none does."""
    return rows_href(query, civil=False, phase=phase, unit=Unit.DEFENDANTS, more={"sentenced": sentenced})


def _line_href(query: StatisticsQuery, imposed: ImposedKind, **more: str) -> str:
    """Return the address of the parts of sentences a line is counted from."""
    asked = {"charged": imposed.offence, "sentence": imposed.kind.value, "sentenced": "yes", "counted": "yes"}
    measure = {"measured": "neither"}
    if imposed.unit in UNITS:
        measure = {"measured": "term", "unit": imposed.unit}
    elif imposed.unit:
        measure = {"measured": "money", "currency": imposed.unit}
    return listed_href(query, LISTED, asked | measure | more)


def _sentence_picture(lines: SentenceLines) -> Picture | None:
    """Draw the lengths, each unit to a scale of its own."""
    units: dict[str, list[Spread]] = {}
    longest: dict[str, Decimal] = {}
    for imposed, held in lines:
        spread = quartiles(held.numbers)
        if spread is not None:
            label = f"{_(imposed.kind.label)}: {imposed.offence}"
            units.setdefault(imposed.unit, []).append(box_plot_row(label, spread, imposed.unit))
            longest[imposed.unit] = max(spread.most, longest.get(imposed.unit, spread.most))
    if not units:
        return None
    scales = [
        (_("In %(unit)s") % {"unit": _(unit)}, "0", plain_number(longest[unit]), drawn)
        for unit, drawn in units.items()
    ]
    return Picture(
        name="sentences-picture",
        title=_("Sentences by offense"),
        description=_(
            "One line for each kind of part and offense, from the shortest to the longest; the box holds the "
            "middle half, the stroke is the median. Each unit has a scale of its own."
        ),
        drawn=spreads(scales),
    )


def _sentence_table(query: StatisticsQuery, lines: SentenceLines) -> Table:
    heads = (
        _("Part"),
        _("Unit"),
        _("Number"),
        _("Shortest"),
        _("Lower quartile"),
        _("Median"),
        _("Upper quartile"),
        _("Longest"),
        _("Suspended, in part or whole"),
    )
    return Table(
        caption=_("Parts of sentences that stood on %(day)s.") % {"day": day_text(query.clocks.on)},
        first=_("Offense as charged"),
        headings=tuple(Heading(words=words) for words in heads),
        lines=tuple(
            Line(
                label=Cell(text=imposed.offence),
                cells=(
                    Cell(text=_(imposed.kind.label)),
                    Cell(text=_(imposed.unit) if imposed.unit else NONE),
                    number_cell(held.parts, _line_href(query, imposed)),
                    *five_cells(quartiles(held.numbers)),
                    number_cell(held.suspended, _line_href(query, imposed, suspended="yes")),
                ),
            )
            for imposed, held in lines
        ),
    )


def _sentence_record(query: StatisticsQuery, imposed: ImposedKind, held: Lengths) -> export_columns.Record:
    return {
        "offence": imposed.offence,
        "part": imposed.kind.value,
        "part_label": _(imposed.kind.label),
        "unit": imposed.unit,
        "parts": held.parts,
        "suspended": held.suspended,
        "rows": _line_href(query, imposed),
    } | export_columns.spread(quartiles(held.numbers))
