"""The words the figures share: sides, places, periods, numbers."""

from __future__ import annotations

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proceedings import wording
from proceedings.law.codes import ChargeState, ClaimState, Phase
from proceedings.law.rules import phase_of
from proceedings.research.statistics.figure_types import Cell
from proceedings.research.statistics.periods import Length, Period
from proceedings.research.statistics.status_groups import PHASES, phase_of_state, statuses
from proceedings.research.statistics.units import Unit


def number_words(number: object) -> str:
    """Write a number with its thousands apart."""
    return str(number_format(number, force_grouping=True))  # type: ignore[arg-type]  # Decimal and int alike


def number_cell(number: int, href: str = "") -> Cell:
    """Return a number with its rows; nought has none."""
    return Cell(text=number_words(number), href=href if number else "")


def side_words(*, civil: bool) -> str:
    """Name a side."""
    return _("Civil and administrative cases") if civil else _("Criminal cases")


def side_code(*, civil: bool) -> str:
    """Return the side as files write it."""
    return "civil" if civil else "criminal"


def phase_words(phase: str) -> str:
    """Name a phase."""
    return _(Phase(phase).label)


def place_words(code: str, unit: Unit, *, civil: bool) -> str:
    """Name a place: a status, or the state of one charge or claim."""
    if unit is Unit.CHARGES:
        return _(ClaimState(code).label if civil else ChargeState(code).label)
    return wording.short_label(code)


def place_phase(code: str, unit: Unit, *, civil: bool) -> Phase:
    """Return the phase of a place."""
    return phase_of_state(code, civil=civil) if unit is Unit.CHARGES else phase_of(code)


def place_order(unit: Unit, *, civil: bool) -> list[str]:
    """Return the codes of the places of one side, phase by phase."""
    order = PHASES[civil]
    if unit is Unit.CHARGES:
        known = [code.value for code in (ClaimState if civil else ChargeState)]
    else:
        known = statuses(order, civil=civil)
    return sorted(known, key=lambda code: order.index(place_phase(code, unit, civil=civil)))


def counted_words(number: int, unit: Unit) -> str:
    """Say how many there are of a unit."""
    return _("%(number)s %(unit)s.") % {"number": number_words(number), "unit": _(unit.label)}


def period_words(period: Period) -> str:
    """Name a point of time: the year, quarter or month it ends, or the day itself."""
    if period.length is Length.YEAR:
        return _("end of %(year)s") % {"year": period.day.year}
    if period.length in {Length.QUARTER, Length.MONTH}:
        return date_format(period.day, "M Y")
    return date_format(period.day, "j M Y")


def more_lines(number: int) -> tuple[Cell, ...]:
    """Say how many lines the file has besides those shown."""
    if number <= 0:
        return ()
    said = ngettext("%(number)s more line is in the CSV.", "%(number)s more lines are in the CSV.", number)
    return (Cell(text=said % {"number": number_words(number)}),)
