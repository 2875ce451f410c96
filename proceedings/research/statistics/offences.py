"""Who stands where, by the offence charged: charges as they were recorded at the instant asked about."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from proceedings.models import Charge, Effect, Event
from proceedings.models.status_span_queries import SpanQuerySet
from proceedings.record.as_of import Clocks
from proceedings.record.history import as_of
from proceedings.record.visibility import is_published, open_charges
from proceedings.research.statistics.tallies import GROUPS_LIMIT, Tally, phase_case
from proceedings.research.statistics.units import Unit

COUNTED: dict[Unit, str] = {
    Unit.DEFENDANTS: "defendant_id",
    Unit.PEOPLE: "defendant__party_id",
    Unit.CASES: "defendant__case_id",
    Unit.CHARGES: "id",
}


def charges(clocks: Clocks) -> QuerySet[Any]:
    """Return the charges a published event had brought or moved by the day, the closed ones left out."""
    known = clocks.known if clocks.is_past else None
    published = as_of(Event, known).filter(is_published(), id=OuterRef("event_id"), latest__lte=clocks.on)
    effects = as_of(Effect, known).filter(Exists(published), charge_id=OuterRef("id"))
    return open_charges(as_of(Charge, known).filter(Exists(effects)))


def by_offence(standing: SpanQuerySet, clocks: Clocks, unit: Unit) -> Tally:
    """Count who faces or faced each offence as charged, by the phase the defendant stands in.

    Two queries, the second for the totals of units that can stand in several lines.
    """
    own = standing.filter(defendant_id=OuterRef("defendant_id")).annotate(phase=phase_case()).order_by()
    rows = charges(clocks).annotate(phase=Subquery(own.values("phase")[:1])).exclude(phase=None).order_by()
    # A defendant has several charges of one offence, a person several cases: each counts once in a line.
    number = Count(COUNTED[unit], distinct=unit is not Unit.CHARGES)
    found = Tally()
    groups = rows.values("offence", "phase").annotate(number=number).order_by(F("number").desc(), "offence")
    for place, row in enumerate(groups[: GROUPS_LIMIT + 1]):
        found.is_cut = place == GROUPS_LIMIT
        if not found.is_cut:
            found.add((False, (row["offence"],)), row["phase"], [row["number"]])
            found.add_total((False, (row["offence"],)), [row["number"]])
    if unit.is_distinct:
        totals = rows.values("offence").annotate(number=number).order_by(F("number").desc(), "offence")
        found.totals = {(False, (row["offence"],)): [row["number"]] for row in totals[:GROUPS_LIMIT]}
    found.totals[False, ()] = [rows.aggregate(number=number)["number"]]
    return found
