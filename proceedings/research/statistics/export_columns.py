"""The columns of the files: one record a number, or a line of numbers, so that any tool can turn them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kit.columns import Column
from proceedings.research.statistics.quartiles import Quartiles

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Record = Mapping[str, Any]
Columns = tuple[Column[Record], ...]


def _column(key: str, label: StrOrPromise, meaning: StrOrPromise, kind: str = "string") -> Column[Record]:
    """Return a column that reads its key off a record."""
    return Column(key, label, meaning, lambda record: record[key], kind)


SIDE = _column("side", _("Side"), _("criminal, or civil with administrative; never added up."))
UNIT = _column("unit", _("Counted in"), _("people, defendants, cases or charges."))
CODE = _column("place", _("Place"), _("The code of the status, phase or state; total for all of the group."))
LABEL = _column("place_label", _("Place in words"), _("The label of that code."))
NUMBER = _column("number", _("Number"), _("How many are counted."), "integer")
ROWS = _column("rows", _("Rows"), _("The address of the list of the rows it is counted from."))

# At the end of every file: the two clocks its numbers answer for.
CLOCKS: Columns = (
    _column("on", _("On"), _("The day at whose end the question is asked."), "date"),
    _column("known", _("As published by"), _("The instant whose published record answers.")),
    _column("note", _("Note"), _("What must be known to read the number; the same in every line.")),
)

STATUS: Columns = (SIDE, UNIT, CODE, LABEL, NUMBER, ROWS)
GROUPED: Columns = (
    SIDE,
    UNIT,
    _column("group", _("Group"), _("The key of the court, the year or the offense the line is about.")),
    _column("group_label", _("Group in words"), _("Its name.")),
    CODE,
    LABEL,
    NUMBER,
    ROWS,
)
OVER_TIME: Columns = (
    SIDE,
    UNIT,
    _column("day", _("Day"), _("The day at whose end it is counted."), "date"),
    CODE,
    LABEL,
    NUMBER,
    ROWS,
)
SPREAD = (
    _column("count", _("Count"), _("How many the numbers that follow are taken from."), "integer"),
    _column("least", _("Least"), _("The smallest."), "number"),
    _column(
        "lower_quartile",
        _("Lower quartile"),
        _("A quarter lie at or below it; nearest rank; empty for fewer than five."),
        "number",
    ),
    _column("median", _("Median"), _("Half lie at or below it; nearest rank."), "number"),
    _column("upper_quartile", _("Upper quartile"), _("Three quarters lie at or below it."), "number"),
    _column("most", _("Most"), _("The largest."), "number"),
)
DURATION: Columns = (
    SIDE,
    _column("place", _("Place"), _("The outcome, or why there is none yet.")),
    LABEL,
    NUMBER,
    *SPREAD,
    _column("uncertain", _("Dates uncertain"), _("How many of them have an uncertain date."), "integer"),
    ROWS,
)
SENTENCES: Columns = (
    _column(
        "offence", _("Offense"), _("As charged; several with semicolons between when sentenced together.")
    ),
    _column("part", _("Part of the sentence"), _("The code of the kind of part.")),
    _column("part_label", _("Part in words"), _("The label of that code.")),
    _column("unit", _("Unit"), _("The court's own unit, or the currency; never converted.")),
    _column("parts", _("Parts"), _("How many such parts stand."), "integer"),
    _column("suspended", _("Suspended"), _("How many of them are suspended in part or whole."), "integer"),
    *SPREAD,
    ROWS,
)


def spread(held: Quartiles[Any] | None) -> dict[str, Any]:
    """Return quartiles as the values of their columns; None for each where there are none."""
    names = ("count", "least", "lower", "median", "upper", "most")
    keys = (column.key for column in SPREAD)
    return {key: None if held is None else getattr(held, name) for key, name in zip(keys, names, strict=True)}
