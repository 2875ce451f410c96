"""Quartiles as a line of a picture and as cells of a table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kit.charts import Spread
from proceedings.research.statistics.figure_types import Cell
from proceedings.research.statistics.labels import number_words
from proceedings.research.statistics.quartiles import Quartiles

NONE = "\N{EN DASH}"  # where there is no number


def box_plot_row(label: str, spread: Quartiles[Any], unit: str) -> Spread:
    """Return quartiles as a line of a picture."""
    words = _("%(label)s: from %(least)s to %(most)s %(unit)s, of %(count)s") % {
        "label": label,
        "least": plain_number(spread.least),
        "most": plain_number(spread.most),
        "unit": unit,
        "count": number_words(spread.count),
    }
    if spread.median is not None:
        words = _("%(spread)s, median %(median)s") % {"spread": words, "median": plain_number(spread.median)}
    return Spread(
        label=f"{label} ({number_words(spread.count)})",
        least=float(spread.least),
        lower=_drawn(spread.lower),
        median=_drawn(spread.median),
        upper=_drawn(spread.upper),
        most=float(spread.most),
        words=words,
    )


def _drawn(number: int | Decimal | None) -> float | None:
    return None if number is None else float(number)


def plain_number(number: int | Decimal) -> str:
    """Write a number without noughts behind its point."""
    if isinstance(number, Decimal):
        number = int(number) if number == number.to_integral_value() else number.normalize()
    return number_words(number)


def five_cells(spread: Quartiles[Any] | None) -> tuple[Cell, ...]:
    """Return the five numbers as cells."""
    if spread is None:
        return tuple(Cell(text=NONE) for _place in range(5))
    five = (spread.least, spread.lower, spread.median, spread.upper, spread.most)
    return tuple(Cell(text=NONE if number is None else plain_number(number)) for number in five)
