"""Every figure by the name it has in addresses, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable

from proceedings.record.answer_redaction import redacted
from proceedings.research.statistics.duration_figure import duration_figure
from proceedings.research.statistics.figure_types import Figure
from proceedings.research.statistics.group_figures import court_figure, offence_figure, year_figure
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.research.statistics.sentences_figure import sentences_figure
from proceedings.research.statistics.status_figure import status_figure
from proceedings.research.statistics.time_figure import time_figure

FIGURES: dict[str, Callable[[StatisticsQuery], Figure]] = {
    "status": status_figure,
    "time": time_figure,
    "court": court_figure,
    "year": year_figure,
    "offence": offence_figure,
    "duration": duration_figure,
    "sentences": sentences_figure,
}


def figure_of(key: str, query: StatisticsQuery) -> Figure:
    """Return a figure without the names that are withheld."""
    return redacted(FIGURES[key](query), query.filterset.closed)
