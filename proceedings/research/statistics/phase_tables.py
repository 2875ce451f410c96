"""Parts of tables by phase that several figures share: sides, phases, totals, keys, headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from proceedings.law.codes import Phase
from proceedings.research.statistics.drilldown_links import rows_href
from proceedings.research.statistics.figure_types import Cell, Heading, Key
from proceedings.research.statistics.labels import counted_words, phase_words
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.research.statistics.status_groups import PHASES, SIDES
from proceedings.research.statistics.tallies import Tallies

TOTAL = "total"


def counted_sides(counted: Tallies) -> list[bool]:
    """Return the sides on which anything is counted."""
    return [
        civil for civil in SIDES if any(any(counted.totals[civil, by]) for by in counted.groups(civil=civil))
    ]


def counted_phases(counted: Tallies, *, civil: bool) -> list[Phase]:
    """Return the phases anybody stands in on a side, in their order."""
    held = {
        code
        for (side, _by), places in counted.places.items()
        for code, numbers in places.items()
        if side is civil and any(numbers)
    }
    return [phase for phase in PHASES[civil] if phase.value in held]


def total_cell(query: StatisticsQuery, number: int, *, civil: bool) -> Cell:
    """Say the total of a side, with its rows."""
    return Cell(text=counted_words(number, query.unit), href=rows_href(query, civil=civil))


def key_of(phases: Iterable[str]) -> tuple[Key, ...]:
    """Return the key of a picture of these phases."""
    return tuple(Key(pattern=phase, words=phase_words(phase)) for phase in phases)


def phase_headings(phases: Sequence[Phase]) -> tuple[Heading, ...]:
    """Return a heading for each phase, and one for the total."""
    named = (Heading(words=phase_words(phase.value), phase=phase.value) for phase in phases)
    return (*named, Heading(words=_("Total")))
