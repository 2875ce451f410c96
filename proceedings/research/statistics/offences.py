"""Who stands where, by the offence charged: each charge by its own state on the day, not its defendant's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.json import KT

from proceedings.law.codes import ChargeState
from proceedings.law.rules import counted_as
from proceedings.law.rules.case_state import NOT_STANDING
from proceedings.models import Charge, Effect, Event
from proceedings.models.status_span_queries import SpanQuerySet
from proceedings.record.as_of import Clocks
from proceedings.record.history import as_of
from proceedings.record.visibility import is_published, open_charges
from proceedings.research.statistics.status_groups import phase_of_state
from proceedings.research.statistics.tallies import GROUPS_LIMIT, Tallies
from proceedings.research.statistics.units import Unit

COUNTED: dict[Unit, str] = {
    Unit.DEFENDANTS: "defendant_id",
    Unit.PEOPLE: "party_id",
    Unit.CASES: "case_id",
    Unit.CHARGES: "id",
}


def charges(clocks: Clocks) -> QuerySet[Any]:
    """Return the charges a published event had brought or moved by the day, the closed ones left out."""
    known = clocks.known if clocks.is_past else None
    published = as_of(Event, known).filter(is_published(), id=OuterRef("event_id"), latest__lte=clocks.on)
    effects = as_of(Effect, known).filter(Exists(published), charge_id=OuterRef("id"))
    return open_charges(as_of(Charge, known).filter(Exists(effects)))


def by_offence(standing: SpanQuerySet, clocks: Clocks, unit: Unit) -> Tallies:
    """Count who faces or faced each offence as charged, by the phase of the charge itself.

    A charge that another replaced stands nowhere and is not counted. Who has two charges of one offence, one
    dismissed and one decided, stands in two lines of it, and once in its total: hence three queries.
    """
    number = f"COUNT(DISTINCT {COUNTED[unit]})"
    found = Tallies()
    for place, (offence, phase, many) in enumerate(_grouped(standing, clocks, ("offence", "phase"), number)):
        found.is_cut = place == GROUPS_LIMIT
        if not found.is_cut:
            found.add((False, (offence,)), phase, [many])
    totals = _grouped(standing, clocks, ("offence",), number)[:GROUPS_LIMIT]
    found.totals = {(False, (offence,)): [many] for offence, many in totals}
    [(everybody,)] = _grouped(standing, clocks, (), number) or [(0,)]
    found.totals[False, ()] = [everybody]
    return found


def _grouped(
    standing: SpanQuerySet, clocks: Clocks, names: Sequence[str], number: str
) -> list[tuple[Any, ...]]:
    """Return groups with their numbers, the largest first. One query.

    The state of a charge is read off the span of its defendant, which names every charge with its state.
    """
    held = charges(clocks).order_by().values("id", "offence", "defendant_id")
    course = standing.annotate(counted=KT("particulars__counted")).order_by()
    course = course.values("defendant_id", "party_id", "case_id", "counted")
    connection = connections[standing.db]
    try:
        (left, asked), (right, more) = (rows.query.sql_with_params() for rows in (held, course))
    except EmptyResultSet:
        return []
    states = [code.value for code in ChargeState if code not in NOT_STANDING]
    named = "'%%|' || %s || CAST(held.id AS VARCHAR(20)) || '|%%'"
    whens = " ".join(f"WHEN course.counted LIKE {named} THEN %s" for _state in states)
    values = [
        value
        for state in states
        for value in (counted_as(state, ""), phase_of_state(state, civil=False).value)
    ]
    columns = "".join(f"charge.{name}, " for name in names)
    places = ", ".join(str(place + 1) for place in range(len(names)))
    # Our own names; what was asked goes in as values.
    sql = (
        f"SELECT {columns}{number} AS number FROM ("  # noqa: S608
        f"SELECT held.id, held.offence, course.defendant_id, course.party_id, course.case_id, "
        f"CASE {whens} END AS phase "
        f"FROM ({left}) AS held JOIN ({right}) AS course ON course.defendant_id = held.defendant_id"
        ") AS charge WHERE charge.phase IS NOT NULL"
        + (f" GROUP BY {places} ORDER BY number DESC, {places} LIMIT {GROUPS_LIMIT + 1}" if names else "")
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, (*values, *asked, *more))
        return list(cursor.fetchall())
