"""Every figure by the name it has in addresses, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable

from proceedings.statistics.asked import StatisticsQuery
from proceedings.statistics.duration_figure import duration_figure
from proceedings.statistics.group_figures import court_figure, offence_figure, year_figure
from proceedings.statistics.parts import Figure
from proceedings.statistics.sentences_figure import sentences_figure
from proceedings.statistics.status_figure import status_figure
from proceedings.statistics.time_figure import time_figure

FIGURES: dict[str, Callable[[StatisticsQuery], Figure]] = {
    "status": status_figure,
    "time": time_figure,
    "court": court_figure,
    "year": year_figure,
    "offence": offence_figure,
    "duration": duration_figure,
    "sentences": sentences_figure,
}
