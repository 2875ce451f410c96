"""Upright columns in a row, one for each point of time, each stacked from its amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kit.charts.scale import Amount, Part, round_step
from kit.svg import percent

PLOT = 190
TOP = 18
FOOT = 24
STEPS = 4
LABELS = 4  # what a picture 320 pixels wide has room for
FILLED = 0.7  # of a column's slot
LEFT = 0.08  # of the width, for the numbers of the scale


@dataclass(frozen=True, slots=True)
class Grid:
    """One line of the scale with its number."""

    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a point of time under its column; the last one ends where the picture ends."""

    x: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Columns:
    """A picture of columns."""

    height: int
    foot: int
    label_y: int
    grid: tuple[Grid, ...]
    parts: tuple[Part, ...]
    labels: tuple[Label, ...]

    @property
    def shape(self) -> str:
        """Return the name of the fragment that draws it."""
        return "columns"


def columns(points: Iterable[tuple[str, Sequence[Amount]]]) -> Columns:
    """Draw points of (name, amounts) against the tallest of them, on a scale of round steps."""
    listed = list(points)
    tallest = max((sum(one.number for one in amounts) for _name, amounts in listed), default=0)
    step = round_step(max(tallest, 1), most=STEPS)
    top = -(-max(tallest, 1) // step) * step
    grid = tuple(Grid(TOP + PLOT - PLOT * value / top, f"{value:,}") for value in range(0, top + step, step))
    slot = (1 - LEFT) / max(len(listed), 1)
    parts = tuple(
        part
        for place, (_name, amounts) in enumerate(listed)
        for part in _stacked(amounts, x=LEFT + place * slot, width=slot * FILLED, top=top)
    )
    return Columns(TOP + PLOT + FOOT, TOP + PLOT, TOP + PLOT + 16, grid, parts, tuple(_labels(listed, slot)))


def _stacked(amounts: Sequence[Amount], *, x: float, width: float, top: int) -> Iterator[Part]:
    """Stack the amounts of one column from its foot."""
    foot = float(TOP + PLOT)
    for amount in amounts:
        if amount.number:
            height = PLOT * amount.number / top
            foot -= height
            yield Part(
                amount.pattern, percent(x), percent(width), round(foot, 2), round(height, 2), amount.words
            )


def _labels(listed: Sequence[tuple[str, Sequence[Amount]]], slot: float) -> Iterator[Label]:
    """Name every so many columns, the last one always."""
    last = len(listed) - 1
    every = max(1, -(-last // (LABELS - 1)))
    for place, (name, _amounts) in enumerate(listed):
        if place == last and last > 0:
            yield Label("100%", name, "end")
        elif place % every == 0 and (last - place >= every or last == 0):
            yield Label(percent(LEFT + place * slot), name, "start")
