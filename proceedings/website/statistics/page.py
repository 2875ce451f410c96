"""The page of figures: all of them, or one; what they are asked, and the files beside them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kit import paging
from proceedings.record.answer_redaction import redacted
from proceedings.research.query.description import sentence
from proceedings.research.query.request_params import Chip, FormField
from proceedings.research.statistics.figure_types import Figure
from proceedings.research.statistics.figures import FIGURES
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.website.view_models import Head

# Up to so many defendants in cases every figure stands on the first page; above it, each has its own.
WHOLE_LIMIT = 10_000
FIRST = ("status", "time")
OPEN_FIELDS = ("on", "known")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFigure:
    """One figure with the addresses of its own page and of its files."""

    figure: Figure
    href: str
    picture_href: str
    table_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLink:
    """The way to another figure; `chosen` when it is the one shown."""

    words: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPage:
    """Everything the template prints."""

    head: Head
    action: str
    sentence: str
    unit: str
    unit_words: str
    units: tuple[Chip, ...]
    chips: tuple[Chip, ...]
    open_fields: tuple[FormField, ...]
    more_fields: tuple[FormField, ...]
    ways: tuple[FigureLink, ...]
    shown: tuple[ShownFigure, ...]
    is_part: bool


def titles() -> dict[str, str]:
    """Return the names of the figures, in their order."""
    return {
        "status": _("Where they stand"),
        "time": _("Over time"),
        "court": _("By court"),
        "year": _("By year of filing"),
        "offence": _("By offense"),
        "duration": _("From filing to outcome"),
        "sentences": _("Sentences by offense"),
    }


def population_sentence(query: StatisticsQuery) -> str:
    """Say in one sentence who is counted."""
    said = sentence(defaultdict(str, query.asked), query.clocks, possible=False)
    return capfirst(said)


def statistics_page(query: StatisticsQuery, key: str = "") -> StatisticsPage:
    """Assemble the page of one figure, or of all of them; of many records, of the first ones."""
    keys = [key] if key else list(FIGURES)
    is_part = not key and paging.count(query.standing, limit=WHOLE_LIMIT).is_capped
    action = _page_address(key)
    title = titles()[key] if key else _("Statistics")
    return redacted(
        StatisticsPage(
            head=Head(
                title=_("%(title)s: statistics") % {"title": title} if key else title,
                description=_(
                    "How many stand where, on any day and over time, by court, year and offense, how long it "
                    "took, and what sentences stand: each number with its rows."
                ),
                canonical=action,
                noindex=bool(query.given),
                section="statistics",
            ),
            action=action,
            sentence=population_sentence(query),
            unit=query.asked["unit"],
            unit_words=_(query.unit.definition),
            units=tuple(query.units),
            chips=tuple(query.chips),
            open_fields=tuple(field for field in query.fields if field.name in OPEN_FIELDS),
            more_fields=tuple(field for field in query.fields if field.name not in OPEN_FIELDS),
            ways=tuple(_ways(query, key)),
            shown=tuple(_shown(query, one) for one in (FIRST if is_part else keys)),
            is_part=is_part,
        ),
        query.filterset.closed,
    )


def _page_address(key: str) -> str:
    return reverse("statistic", kwargs={"key": key}) if key else reverse("statistics")


def _end(query: StatisticsQuery) -> str:
    """Return the end of an address that asks the same; nothing when nothing was asked."""
    return query.href() if query.given else ""


def _ways(query: StatisticsQuery, key: str) -> list[FigureLink]:
    end = _end(query)
    first = FigureLink(words=_("All figures"), href=_page_address("") + end, chosen=not key)
    others = (
        FigureLink(words=words, href=_page_address(one) + end, chosen=one == key)
        for one, words in titles().items()
    )
    return [first, *others]


def _shown(query: StatisticsQuery, key: str) -> ShownFigure:
    end = _end(query)
    return ShownFigure(
        figure=FIGURES[key](query),
        href=_page_address(key) + end,
        picture_href=reverse("statistic-picture", kwargs={"key": key}) + end,
        table_href=reverse("statistic-table", kwargs={"key": key}) + end,
    )
