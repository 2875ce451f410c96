"""Horizontal bars, each with its label above it and its number behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kit.charts.scale import (
    LINE_HEIGHT,
    Amount,
    Part,
    Row,
    label_rows,
    stacked,
)
from kit.svg import percent

ROOM = 0.84  # of the width; the rest is for the number behind the longest bar
THICK = 14
GAP = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: label, parts, and the number behind it."""

    rows: tuple[Row, ...]
    parts: tuple[Part, ...]
    number: str
    end: str
    y: int


@dataclass(frozen=True, slots=True)
class Bars:
    """A picture of bars."""

    height: int
    bars: tuple[Bar, ...]

    @property
    def shape(self) -> str:
        """Return the name of the fragment that draws it."""
        return "bars"


def bars(lines: Iterable[tuple[str, str, Sequence[Amount]]]) -> Bars:
    """Draw lines of (label, number as text, amounts) against the longest of them."""
    listed = list(lines)
    longest = max((sum(one.number for one in amounts) for _label, _number, amounts in listed), default=0) or 1
    drawn: list[Bar] = []
    top = 0
    for label, number, amounts in listed:
        rows = label_rows(label, top + LINE_HEIGHT - 4)
        y = top + len(rows) * LINE_HEIGHT + 2
        length = sum(one.number for one in amounts) / longest * ROOM
        parts = tuple(stacked(amounts, whole=longest / ROOM, y=y, height=THICK))
        drawn.append(Bar(rows, parts, number, percent(length), y + THICK - 3))
        top = y + THICK + GAP
    return Bars(max(top, 1), tuple(drawn))
