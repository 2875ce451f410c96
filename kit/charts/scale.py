"""What every picture of numbers shares: amounts, drawn parts, lines of words, and round steps of a scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kit.svg import percent, wrap

LABEL_LETTERS = 46  # what a picture 320 pixels wide has room for
LABEL_LINES = 3
LINE_HEIGHT = 16
ROUND_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount to draw: the pattern that stands for its kind, the number, and its words."""

    pattern: str
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """One amount as drawn."""

    pattern: str
    x: str
    width: str
    y: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of words at its height."""

    text: str
    y: int


def label_rows(text: str, y: int) -> tuple[Row, ...]:
    """Break a label into lines that fit, the first with its foot at `y`."""
    lines = wrap(text, letters=LABEL_LETTERS, lines=LABEL_LINES)
    return tuple(Row(line, y + number * LINE_HEIGHT) for number, line in enumerate(lines))


def stacked(amounts: Iterable[Amount], *, whole: float, y: float, height: float) -> Iterator[Part]:
    """Lay amounts end to end from the left; `whole` is the number that fills the width."""
    taken = 0
    for amount in amounts:
        if amount.number:
            x, width = percent(taken / whole), percent(amount.number / whole)
            yield Part(amount.pattern, x, width, y, height, amount.words)
        taken += amount.number


def round_step(largest: float, *, most: int) -> int:
    """Return the smallest round whole step that reaches `largest` in at most `most` steps."""
    power = 1
    while True:
        for step in ROUND_STEPS:
            if step * power * most >= largest:
                return step * power
        power *= 10
