"""Numbers as SVG wants them: short, with a point, never a comma.

A drawing gives its horizontal places in per cent of its width, so that the same SVG fits a telephone
and a wide page without its letters growing or shrinking.
"""

from __future__ import annotations

import textwrap


def percent(fraction: float) -> str:
    """Write a fraction of the width (0 to 1) as a percentage with at most three decimals."""
    return f"{fraction * 100:.3f}".rstrip("0").rstrip(".") + "%"


def fits(text: str, *, fraction: float, width: float, letter: float = 6.8, margin: float = 12.0) -> bool:
    """Say whether a text fits into a fraction of a drawing that is `width` pixels wide.

    `letter` is the mean width of one letter in pixels; SVG cannot measure text, so it is a careful guess.
    """
    return len(text) * letter + margin <= fraction * width


def wrap(text: str, *, letters: int, lines: int) -> tuple[str, ...]:
    """Break a text into at most `lines` lines of `letters` letters; what is cut ends with an ellipsis."""
    return tuple(textwrap.wrap(text, width=letters, max_lines=lines, placeholder=" …")) or ("",)
