"""Where the charges of a page stand: records as the rules read them, in three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from proceedings import rules
from proceedings.facts import Facts
from proceedings.ledger import READ_ACROSS
from proceedings.models import Charge, ChargeLink, Defendant, Effect, Event


def states(rows: Sequence[Any], facts: Facts) -> dict[int, rules.StateOf]:
    """Return the state of each charge at the end of the day, by id.

    A refiled or continued charge is read with the one it came from, in whatever case: with everything against
    the same party, and, should a link lead further, with one query more for each such step.
    """
    if not rows:
        return {}
    reading = _Reading(facts, {row.its_party for row in rows})
    found: dict[int, rules.StateOf] = {}
    for defendant in {row.defendant_id for row in rows}:
        found |= rules.charge_states(reading.record(defendant), facts.clocks.on)
    return found


class _Reading:
    def __init__(self, facts: Facts, parties: set[int]) -> None:
        self.facts = facts
        holder = facts.of(Defendant).filter(id=OuterRef("defendant_id"), party_id__in=parties)
        self.charges = {row.id: row for row in self._charges(Q(Exists(holder)))}
        self.links: dict[int, Any] = {}
        fresh = set(self.charges)
        while fresh:
            fresh = self._follow(fresh)
        self.effects = self._effects()

    def _charges(self, where: Q) -> Any:  # noqa: ANN401  # rows of a live or of a history table
        case = self.facts.of(Defendant).filter(id=OuterRef("defendant_id")).values("case_id")[:1]
        return (
            self.facts.of(Charge).filter(where).annotate(its_case=Subquery(case)).order_by("position", "id")
        )

    def _follow(self, ids: set[int]) -> set[int]:
        """Read the links of some charges; return those at other ends that were not read yet, now read."""
        for link in self.facts.of(ChargeLink).filter(Q(charge_id__in=ids) | Q(other_id__in=ids)):
            self.links[link.id] = link
        read_across = [link for link in self.links.values() if link.kind in READ_ACROSS]
        ends = {end for link in read_across for end in (link.charge_id, link.other_id)} - set(self.charges)
        if ends:
            self.charges |= {row.id: row for row in self._charges(Q(id__in=ends))}
        return ends

    def _effects(self) -> list[Any]:
        defendants = {row.defendant_id for row in self.charges.values()}
        published = self.facts.of(Event).filter(id=OuterRef("event_id"), publication="published")
        fields = ("id", "kind", "earliest", "latest", "order", "case_id")
        rows = self.facts.of(Effect).filter(Exists(published), defendant_id__in=defendants)
        return list(rows.annotate(the_event=self.facts.beside(Event, "event_id", *fields)).order_by("id"))

    def record(self, defendant: int) -> rules.Record:
        """Return what is recorded against one defendant, as the rules read it."""
        own = {row.id for row in self.charges.values() if row.defendant_id == defendant}
        reached = self._reached(own)
        case = next(self.charges[pk].its_case for pk in own)
        effects = [row for row in self.effects if row.defendant_id == defendant or row.charge_id in reached]
        return rules.Record(
            case=case,
            counts=tuple(self._count(self.charges[pk], elsewhere=pk not in own) for pk in sorted(reached)),
            effects=tuple(_effect(row, case) for row in effects),
        )

    def _reached(self, own: set[int]) -> set[int]:
        beside: dict[int, set[int]] = defaultdict(set)
        for link in self.links.values():
            if link.kind in READ_ACROSS:
                beside[link.charge_id].add(link.other_id)
                beside[link.other_id].add(link.charge_id)
        reached, fresh = set(own), set(own)
        while fresh:
            fresh = {end for pk in fresh for end in beside[pk] if end in self.charges} - reached
            reached |= fresh
        return reached

    def _count(self, row: Any, *, elsewhere: bool) -> rules.Count:  # noqa: ANN401  # as above
        links = (link for link in self.links.values() if link.charge_id == row.id)
        return rules.Count(
            key=row.id,
            case=row.its_case,
            label=row.count_label,
            position=row.position,
            alternative_group=row.alternative_group,
            links=tuple(rules.Link(kind=link.kind, to=link.other_id) for link in links),
            elsewhere=elsewhere,
        )


def _effect(row: Any, case: int) -> rules.Effect:  # noqa: ANN401  # as above
    event = row.the_event
    return rules.Effect(
        event=event["id"],
        kind=event["kind"],
        earliest=date.fromisoformat(event["earliest"]),
        latest=date.fromisoformat(event["latest"]),
        order=(0 if event["case_id"] == case else 1, event["order"]),
        position=row.position,
        outcome=row.outcome,
        count=row.charge_id,
        details=row.details,
    )
