"""A figure as files: its pictures one above the other as SVG, its numbers as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kit.columns import record
from kit.date_text import instant_text
from kit.svg import wrap
from kit.tables.csv_file import csv_chunks
from kit.tables.file_metadata import FileMetadata
from proceedings.research.statistics.export_columns import CLOCKS
from proceedings.research.statistics.figure_types import Figure, Key, Section
from proceedings.research.statistics.figures import figure_of
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.website.statistics.page import population_sentence

WIDTH = 960
MARGIN = 24
LINE = 18
LETTERS = 130
LINES = 6
KEY_LINE = 20
KEY_WIDTH = 182  # five phases side by side
ROWS_LIMIT = 100_000  # no figure has more: groups times places


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSection:
    """One section of the figure at its height on the sheet."""

    section: Section
    heading_y: int
    y: int
    key_y: int
    keys: tuple[tuple[int, Key], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSheet:
    """A figure on a sheet of its own: heading, who is counted, pictures, where it comes from."""

    figure: Figure
    width: int
    inner: int
    margin: int
    height: int
    said: tuple[tuple[str, int], ...]
    placed: tuple[PlacedSection, ...]
    source: str
    description: str


def sheet(query: StatisticsQuery, key: str, address: str) -> FigureSheet:
    """Lay a figure out on a sheet; `address` is where it was asked for."""
    figure = figure_of(key, query)
    words = [population_sentence(query), *figure.notes]
    words += [note.text for section in figure.sections for note in (section.counted, *section.notes)]
    lines = [line for said in words if said for line in wrap(said, letters=LETTERS, lines=LINES)]
    top = MARGIN + 40
    said = tuple((line, top + place * LINE) for place, line in enumerate(lines))
    placed = tuple(_placed(figure, top + len(lines) * LINE + LINE))
    end = placed[-1].key_y + KEY_LINE if placed else top + len(lines) * LINE
    return FigureSheet(
        figure=figure,
        width=WIDTH,
        inner=WIDTH - 2 * MARGIN,
        margin=MARGIN,
        height=end + 2 * MARGIN,
        said=said,
        placed=placed,
        source=_("%(address)s, as published by %(instant)s")
        % {"address": address, "instant": instant_text(query.clocks.known)},
        description=f"{figure.description} {population_sentence(query)}.",
    )


def _placed(figure: Figure, top: int) -> Iterator[PlacedSection]:
    """Place the pictures one above the other."""
    for section in figure.sections:
        if section.picture is None:
            continue
        y = top + LINE + 14
        key_y = y + section.picture.drawn.height + KEY_LINE
        keys = tuple((place * KEY_WIDTH, key) for place, key in enumerate(section.picture.key))
        yield PlacedSection(section=section, heading_y=top + LINE, y=y, key_y=key_y, keys=keys)
        top = key_y + 2 * LINE


def about(query: StatisticsQuery, figure: Figure, address: str) -> FileMetadata:
    """Return what the file of a figure says about itself."""
    return FileMetadata(
        title=f"{figure.title}: {population_sentence(query)}",
        address=address,
        on=query.clocks.on,
        known=query.clocks.known_text,
        total=len(figure.records),
        cap=ROWS_LIMIT,
        at_least=figure.is_cut,
    )


def table(figure: Figure, facts: FileMetadata, root: str) -> Iterator[bytes]:
    """Yield the numbers of a figure as CSV; `root` makes the addresses of the rows whole."""
    columns = (*figure.columns, *CLOCKS)
    clocks = {"on": facts.on, "known": facts.known, "note": " ".join(figure.notes)}
    whole = (
        {**one, **clocks, "rows": root + one["rows"] if one.get("rows") else ""} for one in figure.records
    )
    return csv_chunks(columns, (record(columns, row) for row in whole), facts)
