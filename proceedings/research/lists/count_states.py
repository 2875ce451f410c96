"""Where the charges or claims of a page stand: records as the rules read them, in three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Exists, OuterRef, Q, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy

from proceedings.law import rules
from proceedings.law.rules import counted_as
from proceedings.models import Charge, ChargeLink, Claim, ClaimLink, Defendant, Effect, Event
from proceedings.record.history import READ_ACROSS
from proceedings.record.public_rows import Facts
from proceedings.record.visibility import is_published
from proceedings.research.query.conditions import NO, YES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Table:
    """Charges or claims: their rows, their links, and the column that names one of them."""

    rows: type[Charge | Claim]
    links: type[ChargeLink | ClaimLink]
    name: str

    @property
    def key(self) -> str:
        """Return the column of an effect, or of a link, that names one of them."""
        return f"{self.name}_id"


CHARGES = Table(Charge, ChargeLink, "charge")
CLAIMS = Table(Claim, ClaimLink, "claim")


def standing_as(facts: Facts, codes: Sequence[str]) -> Q:
    """Return the condition that a charge or claim is counted on the day, and stands in one of some states."""
    any_of = Q()
    for code in codes:
        any_of |= Q(said__contains=Concat(Value(f"|{counted_as(code, '')}"), _number(), Value("|")))
    return _counted(facts, any_of)


def is_counted(facts: Facts) -> Q:
    """Return the condition that a charge or claim is counted on the day, in whatever state."""
    return _counted(facts, Q(said__contains=Concat(Value(counted_as("", "")), _number(), Value("|"))))


def _number() -> Cast:
    return Cast(OuterRef("id"), CharField())


def _counted(facts: Facts, condition: Q) -> Q:
    spans = facts.standing().filter(defendant_id=OuterRef("defendant_id"))
    said = spans.annotate(said=Cast(KT("particulars__counted"), TextField()))
    return Q(Exists(said.filter(condition)))


def counted_choices() -> list[tuple[str, StrOrPromise]]:
    """Return the values of the filter that asks whether a charge is counted."""
    return [(YES, gettext_lazy("counted")), (NO, gettext_lazy("not counted"))]


def counted_any(facts: Facts, asked: Sequence[str]) -> Q:
    """Return the condition that rows are counted, or not, as asked."""
    counted = is_counted(facts)
    return reduce(or_, (counted if one == YES else ~counted for one in asked))


def states(rows: Sequence[Any], facts: Facts, table: Table = CHARGES) -> dict[int, rules.StateOf]:
    """Return the state of each charge or claim at the end of the day, by id.

    A refiled or continued charge is read with the one it came from, in whatever case: with everything against
    the same party, and, should a link lead further, with one query more for each such step.
    """
    if not rows:
        return {}
    reading = _Reading(facts, {row.its_party for row in rows}, table)
    found: dict[int, rules.StateOf] = {}
    for defendant in {row.defendant_id for row in rows}:
        found |= rules.charge_states(reading.record(defendant), facts.clocks.on)
    return found


class _Reading:
    def __init__(self, facts: Facts, parties: set[int], table: Table) -> None:
        self.facts = facts
        self.table = table
        holder = facts.of(Defendant).filter(id=OuterRef("defendant_id"), party_id__in=parties)
        self.charges = {row.id: row for row in self._charges(Q(Exists(holder)))}
        self.links: dict[int, Any] = {}
        fresh = set(self.charges)
        while fresh:
            fresh = self._follow(fresh)
        self.effects = self._effects()

    def _charges(self, where: Q) -> Any:  # noqa: ANN401  # rows of a live or of a history table
        case = self.facts.of(Defendant).filter(id=OuterRef("defendant_id")).values("case_id")[:1]
        rows = self.facts.of(self.table.rows).filter(where).annotate(its_case=Subquery(case))
        return rows.order_by("position", "id")

    def _follow(self, ids: set[int]) -> set[int]:
        """Read the links of some charges; return those at other ends that were not read yet, now read."""
        near = Q(**{f"{self.table.key}__in": ids})
        for link in self.facts.of(self.table.links).filter(near | Q(other_id__in=ids)):
            self.links[link.id] = link
        read_across = [link for link in self.links.values() if link.kind in READ_ACROSS]
        ends = {end for link in read_across for end in (self._near(link), link.other_id)} - set(self.charges)
        if ends:
            self.charges |= {row.id: row for row in self._charges(Q(id__in=ends))}
        return ends

    def _near(self, link: Any) -> int:  # noqa: ANN401  # a row of a live or of a history table
        """Return the charge or claim that states a link."""
        near: int = getattr(link, self.table.key)
        return near

    def _effects(self) -> list[Any]:
        defendants = {row.defendant_id for row in self.charges.values()}
        published = self.facts.of(Event).filter(is_published(), id=OuterRef("event_id"))
        fields = ("id", "kind", "earliest", "latest", "order", "case_id")
        rows = self.facts.of(Effect).filter(Exists(published), defendant_id__in=defendants)
        return list(rows.annotate(the_event=self.facts.beside(Event, "event_id", *fields)).order_by("id"))

    def record(self, defendant: int) -> rules.Record:
        """Return what is recorded against one defendant, as the rules read it."""
        own = {row.id for row in self.charges.values() if row.defendant_id == defendant}
        reached = self._reached(own)
        case = next(self.charges[pk].its_case for pk in own)
        key = self.table.key
        effects = [
            row for row in self.effects if row.defendant_id == defendant or getattr(row, key) in reached
        ]
        return rules.Record(
            case=case,
            civil=self.table is CLAIMS,
            counts=tuple(self._count(self.charges[pk], elsewhere=pk not in own) for pk in sorted(reached)),
            effects=tuple(_effect(row, case, self.table.key) for row in effects),
        )

    def _reached(self, own: set[int]) -> set[int]:
        beside: dict[int, set[int]] = defaultdict(set)
        for link in self.links.values():
            if link.kind in READ_ACROSS:
                beside[self._near(link)].add(link.other_id)
                beside[link.other_id].add(self._near(link))
        reached, fresh = set(own), set(own)
        while fresh:
            fresh = {end for pk in fresh for end in beside[pk] if end in self.charges} - reached
            reached |= fresh
        return reached

    def _count(self, row: Any, *, elsewhere: bool) -> rules.Count:  # noqa: ANN401  # as above
        links = (link for link in self.links.values() if self._near(link) == row.id)
        return rules.Count(
            key=row.id,
            case=row.its_case,
            label=row.label if self.table is CLAIMS else row.count_label,
            position=row.position,
            alternative_group="" if self.table is CLAIMS else row.alternative_group,
            links=tuple(rules.Link(kind=link.kind, to=link.other_id) for link in links),
            elsewhere=elsewhere,
        )


def _effect(row: Any, case: int, key: str) -> rules.Effect:  # noqa: ANN401  # as above
    event = row.the_event
    return rules.Effect(
        event=event["id"],
        kind=event["kind"],
        earliest=date.fromisoformat(event["earliest"]),
        latest=date.fromisoformat(event["latest"]),
        order=(0 if event["case_id"] == case else 1, event["order"]),
        position=row.position,
        outcome=row.outcome,
        count=getattr(row, key),
        details=row.details,
    )
