"""Spreads: from the least to the most, the middle half as a box, the median as a stroke."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kit.charts.scale import LINE_HEIGHT, Row, label_rows
from kit.svg import percent

BOX = 14
GAP = 14
HEADING = 22
AXIS = 26


@dataclass(frozen=True, slots=True)
class Spread:
    """What to draw on one line: a label and five numbers in rising order; no box without the middle three."""

    label: str
    least: float
    lower: float | None
    median: float | None
    upper: float | None
    most: float
    words: str


@dataclass(frozen=True, slots=True)
class Box:
    """One spread as drawn."""

    rows: tuple[Row, ...]
    least: str
    lower: str
    width: str
    median: str
    most: str
    y: int
    middle: int
    words: str
    has_box: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """Spreads drawn to one scale, from nothing to the number named at its end."""

    boxes: tuple[Box, ...]
    axis_y: int
    word_y: int
    start: str
    end: str
    heading: Row


@dataclass(frozen=True, slots=True)
class Spreads:
    """A picture of spreads; each unit has a scale of its own, for units are never converted."""

    height: int
    scales: tuple[Scale, ...]

    @property
    def shape(self) -> str:
        """Return the name of the fragment that draws it."""
        return "spreads"


def spreads(scales: Iterable[tuple[str, str, str, Sequence[Spread]]]) -> Spreads:
    """Draw scales of (heading, words at nothing, words at the end, lines)."""
    drawn: list[Scale] = []
    top = 0
    for heading, start, end, lines in scales:
        title = Row(heading, top + LINE_HEIGHT)
        top += HEADING if heading else 0
        largest = max((line.most for line in lines), default=0) or 1
        boxes: list[Box] = []
        for line in lines:
            box = _box(line, largest, top)
            boxes.append(box)
            top = box.y + BOX + GAP
        drawn.append(Scale(tuple(boxes), top, top + 15, start, end, title))
        top += AXIS + GAP
    return Spreads(max(top, 1), tuple(drawn))


def _box(line: Spread, largest: float, top: int) -> Box:
    """Draw one line of a scale."""
    rows = label_rows(line.label, top + LINE_HEIGHT - 4)
    middle_three = (line.lower, line.median, line.upper)
    lower, median, upper = (line.least if one is None else one for one in middle_three)
    y = top + len(rows) * LINE_HEIGHT + 2
    return Box(
        rows=rows,
        least=percent(line.least / largest),
        lower=percent(lower / largest),
        width=percent((upper - lower) / largest),
        median=percent(median / largest),
        has_box=line.median is not None,
        most=percent(line.most / largest),
        y=y,
        middle=y + BOX // 2,
        words=line.words,
    )
