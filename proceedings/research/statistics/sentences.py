"""The sentences that stand, by offence, in the court's own units: 18 months are never 547 days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.db.models.fields.json import KT

from proceedings.law.codes import (
    ComponentKind,
    Confidence,
    Phase,
    StatusCode,
)
from proceedings.law.rules import phase_of
from proceedings.models import Charge, Effect, SentenceComponent
from proceedings.models.status_span_queries import SpanQuerySet
from proceedings.record.public_rows import Facts
from proceedings.record.visibility import restricted_among
from proceedings.research.statistics.status_groups import GUILTY_OUTCOMES, PHASES

# The rules know which sentences stand, and say so span by span: more are not read for one figure.
SENTENCED_LIMIT = 5_000
SENTENCED = (*GUILTY_OUTCOMES, StatusCode.GUILTY_IN_PART_PENDING.value)


class CountedPart(NamedTuple):
    """One part of a sentence, as far as it is counted."""

    event_id: int
    defendant_id: int
    charge_id: int | None
    kind: str
    maximum: Decimal | None
    suspended: Decimal | None
    unit: str
    amount: Decimal | None
    currency: str
    confidence: str


@dataclass(frozen=True, slots=True)
class ImposedKind:
    """One kind of part of a sentence for an offence, in one unit (of money: one currency), or in none."""

    offence: str
    kind: ComponentKind
    unit: str


@dataclass
class Lengths:
    """How often it was imposed, and the lengths or amounts, as {number: how many}."""

    parts: int = 0
    suspended: int = 0
    numbers: dict[Decimal, int] = field(default_factory=lambda: defaultdict(int))


@dataclass
class Sentences:
    """The parts of sentences that stand, and by phase who has none.

    `lines` is None when more are sentenced than are read.
    """

    sentenced: int
    lines: dict[ImposedKind, Lengths] | None = None
    disputed: int = 0
    without: dict[Phase, int] = field(default_factory=dict)


def sentences(standing: SpanQuerySet, facts: Facts, numbers: Mapping[str, int]) -> Sentences:
    """Read the sentences that stand on the day; `numbers` is how many stand at each status. Six queries."""
    held = standing.standing(*SENTENCED).annotate(said=KT("particulars__sentences")).exclude(said=None)
    rows = list(
        held.order_by("defendant_id").values_list("defendant_id", "status", "particulars")[
            : SENTENCED_LIMIT + 1
        ]
    )
    if len(rows) > SENTENCED_LIMIT:
        return Sentences(SENTENCED_LIMIT)
    standing_now = {
        (defendant, sentence["event"])
        for defendant, _status, said in rows
        for sentence in said.get("sentences", ())
    }
    sentenced = Counter(phase_of(status) for _defendant, status, _said in rows)
    return _read(standing_now, facts, Sentences(len(rows), {}, without=_without(numbers, sentenced)))


def _without(standing: Mapping[str, int], sentenced: Mapping[Phase, int]) -> dict[Phase, int]:
    """Return how many defendants in criminal cases have no sentence, by phase."""
    numbers: Counter[Phase] = Counter()
    for status, number in standing.items():
        if not StatusCode(status).is_civil:
            numbers[phase_of(status)] += number
    numbers.subtract(sentenced)
    return {phase: numbers[phase] for phase in PHASES[False] if numbers[phase] or phase is Phase.OPEN}


def _read(standing: set[tuple[int, int]], facts: Facts, found: Sentences) -> Sentences:
    """Read the parts of the sentences that stand."""
    offences = _Offences(standing, facts)
    events = sorted({event for _defendant, event in standing} - offences.closed)
    lines: dict[ImposedKind, Lengths] = defaultdict(Lengths)
    parts = facts.of(SentenceComponent).filter(event_id__in=events)
    for row in parts.values_list(*CountedPart._fields):
        part = CountedPart(*row)
        if (part.defendant_id, part.event_id) not in standing:
            continue
        if part.confidence == Confidence.C:
            found.disputed += 1
            continue
        offence = offences.of(part)
        if offence:
            _add(lines, offence, part)
    found.lines = dict(lines)
    return found


def _add(lines: dict[ImposedKind, Lengths], offence: str, part: CountedPart) -> None:
    number = part.amount if part.amount is not None else part.maximum
    unit = "" if number is None else (part.currency if part.amount is not None else part.unit)
    line = lines[ImposedKind(offence, ComponentKind(part.kind), unit)]
    line.parts += 1
    line.suspended += part.suspended is not None and part.suspended > 0
    if number is not None:
        line.numbers[number] += 1


class _Offences:
    """What each sentence was for: the charge of the part, or every charge its event sentences."""

    def __init__(self, standing: set[tuple[int, int]], facts: Facts) -> None:
        # Not by the ledger: its rows come whole and in an order, and here they are many and only counted.
        events = sorted({event for _defendant, event in standing})
        self.closed = restricted_among("event", events)
        rows = facts.of(Effect).filter(event_id__in=events)
        effects = list(rows.values_list("defendant_id", "event_id", "charge_id"))
        ids = {charge for _defendant, _event, charge in effects if charge is not None}
        charges = facts.of(Charge).filter(id__in=sorted(ids - restricted_among("charge", ids)))
        self.names: dict[int, str] = dict(charges.values_list("id", "offence"))
        self.sentenced: dict[tuple[int, int], set[str]] = defaultdict(set)
        for defendant, event, charge in effects:
            if charge in self.names:
                self.sentenced[defendant, event].add(self.names[charge])

    def of(self, part: CountedPart) -> str:
        """Return the offence, or several with semicolons between; nothing when none may be shown."""
        if part.charge_id is not None:
            return self.names.get(part.charge_id, "")
        return "; ".join(sorted(self.sentenced[part.defendant_id, part.event_id]))
