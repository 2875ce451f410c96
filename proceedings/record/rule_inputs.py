"""The records the rules read, built from the facts as they stand, or as they stood at an instant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from proceedings.law import rules
from proceedings.models import (
    Case,
    Charge,
    ChargeLink,
    Claim,
    ClaimLink,
    Defendant,
    Effect,
    SentenceComponent,
)
from proceedings.record.history import RecordHistory
from proceedings.record.refilings import READ_ACROSS, closure


@dataclass(frozen=True, slots=True)
class CountTable:
    """Charges or claims: their rows, their links, and the column of an effect or a link that names one."""

    model: type[Charge | Claim]
    links: type[ChargeLink | ClaimLink]
    key: str


CHARGE_COUNTS = CountTable(Charge, ChargeLink, "charge_id")
CLAIM_COUNTS = CountTable(Claim, ClaimLink, "claim_id")


def rule_records(record_history: RecordHistory, defendants: Collection[int]) -> dict[int, rules.Record]:
    """Return what is recorded about each defendant: a fixed number of queries, however many they are.

    A defendant on whom no published event rests is left out: nothing of them is public. A chain of refilings
    takes two queries more for each step.
    """
    return _Inputs(record_history, record_history.rows(Defendant, id__in=list(defendants))).records(
        defendants
    )


def count_records(
    record_history: RecordHistory, defendants: Collection[int], parties: Collection[int], table: CountTable
) -> dict[int, rules.Record]:
    """Return what tells the states of charges alone, or of claims: sentences, which move none, left out.

    As few queries as a list can pay for: everything against the same parties is read at once, so that nearly
    every chain of refilings is whole without a further step.
    """
    holders = record_history.rows(Defendant, party_id__in=list(parties))
    return _Inputs(record_history, holders, only=table).records(defendants)


class _Inputs:
    """The rows that bear on some defendants."""

    def __init__(
        self, record_history: RecordHistory, defendants: Iterable[Defendant], only: CountTable | None = None
    ) -> None:
        self.record_history, self.only = record_history, only
        self.defendants = {row.pk: row for row in defendants}
        self.cases = {} if only else self._cases()
        self.counts = {
            table.key: _Counts(record_history, table, self.defendants.keys())
            for table in (CHARGE_COUNTS, CLAIM_COUNTS)
            if only in (None, table)
        }
        self.case_of = self._case_of()
        self.effects = record_history.published_effects(self.case_of.keys())
        self.components = {} if only else self._components()

    def _case_of(self) -> dict[int, int]:
        """Return the case of each defendant, and of those whose counts are linked with theirs."""
        concerned = {row.defendant_id for counts in self.counts.values() for row in counts.rows.values()}
        others = concerned - self.defendants.keys()
        holders = self.record_history.rows(Defendant, id__in=list(others)) if others else []
        return {row.pk: row.case_id for row in (*self.defendants.values(), *holders)}

    def _cases(self) -> dict[int, Case]:
        cases = {row.case_id for row in self.defendants.values()}
        return {row.pk: row for row in self.record_history.rows(Case, id__in=cases)}

    def _components(self) -> dict[tuple[int, int], list[SentenceComponent]]:
        by_event: dict[tuple[int, int], list[SentenceComponent]] = defaultdict(list)
        events = {effect.event_id for effect in self.effects}
        rows = self.record_history.rows(
            SentenceComponent, event_id__in=list(events), defendant_id__in=list(self.defendants)
        )
        for row in rows:
            by_event[row.event_id, row.defendant_id].append(row)
        return by_event

    def records(self, defendants: Iterable[int]) -> dict[int, rules.Record]:
        own: dict[int, list[Effect]] = defaultdict(list)
        on_count: dict[tuple[str, int], list[Effect]] = defaultdict(list)
        for effect in self.effects:
            if effect.defendant_id in self.defendants:
                own[effect.defendant_id].append(effect)
            if effect.charge_id is not None:
                on_count[CHARGE_COUNTS.key, effect.charge_id].append(effect)
            if effect.claim_id is not None:
                on_count[CLAIM_COUNTS.key, effect.claim_id].append(effect)
        return {pk: self._record(self.defendants[pk], own[pk], on_count) for pk in defendants if own[pk]}

    def _record(
        self, defendant: Defendant, own: list[Effect], on_count: dict[tuple[str, int], list[Effect]]
    ) -> rules.Record:
        case = self.cases.get(defendant.case_id)
        is_civil = case.is_civil if case else self.only is CLAIM_COUNTS
        key = CLAIM_COUNTS.key if is_civil else CHARGE_COUNTS.key
        counts = self.counts[key].of(defendant.pk, self.case_of)
        effects = {effect.pk: effect for effect in own}
        for count in counts:
            if count.elsewhere:
                effects.update((effect.pk, effect) for effect in on_count[key, count.key])
        return rules.Record(
            case=defendant.case_id,
            civil=is_civil,
            administrative=case.is_administrative if case else False,
            counts=tuple(counts),
            effects=tuple(self._effect(effect, defendant.case_id) for effect in effects.values()),
        )

    def _effect(self, effect: Effect, case: int) -> rules.Effect:
        event = effect.event
        return rules.Effect(
            event=event.pk,
            kind=event.kind,
            earliest=event.earliest,
            latest=event.latest,
            order=(0 if event.case_id == case else 1, event.order),
            position=effect.position,
            outcome=effect.outcome,
            count=effect.charge_id if effect.claim_id is None else effect.claim_id,
            details=effect.details,
            components=tuple(
                component_of(row)
                for row in self.components.get((event.pk, effect.defendant_id), ())
                if row.charge_id in (None, effect.charge_id)
            ),
        )


class _Counts:
    """The charges (or claims) of some defendants, and those of other cases they are linked with."""

    def __init__(self, record_history: RecordHistory, table: CountTable, defendants: Collection[int]) -> None:
        self.record_history, self.table, self.key = record_history, table, table.key
        own = record_history.rows(table.model, defendant_id__in=list(defendants))
        self.rows: dict[int, Any] = {row.pk: row for row in own}
        self.links: dict[int, Any] = {}
        closure(self.rows, self._read_linked)
        self.links_of: dict[int, list[Any]] = defaultdict(list)
        self.linked: dict[int, set[int]] = defaultdict(set)
        for link in self.links.values():
            near = getattr(link, self.key)
            self.links_of[near].append(link)
            if link.kind in READ_ACROSS:
                self.linked[near].add(link.other_id)
                self.linked[link.other_id].add(near)
        self.by_defendant: dict[int, set[int]] = defaultdict(set)
        for row in own:
            self.by_defendant[row.defendant_id].add(row.pk)

    def _read_linked(self, ids: set[int]) -> set[int]:
        """Read the links of some counts both ways, and the counts of other cases that they lead to."""
        links: list[Any] = self.record_history.rows_naming(self.table.links, (self.key, "other_id"), ids)
        found = {link.pk: link for link in links}
        self.links.update(found)
        across = [link for link in found.values() if link.kind in READ_ACROSS]
        ends = {end for link in across for end in (getattr(link, self.key), link.other_id)}
        if missing := ends - self.rows.keys():
            rows: list[Any] = self.record_history.rows(self.table.model, id__in=list(missing))
            self.rows.update((row.pk, row) for row in rows)
        return ends

    def of(self, defendant: int, case_of: dict[int, int]) -> list[rules.Count]:
        """Return the defendant's own counts, and every count elsewhere that is linked with one of them."""
        own = self.by_defendant[defendant]
        reached = closure(
            own, lambda ids: {end for pk in ids for end in self.linked.get(pk, ())} & self.rows.keys()
        )
        return [self._count(self.rows[pk], case_of, elsewhere=pk not in own) for pk in sorted(reached)]

    def _count(self, row: Charge | Claim, case_of: dict[int, int], *, elsewhere: bool) -> rules.Count:
        return rules.Count(
            key=row.pk,
            case=case_of[row.defendant_id],
            label=row.label if isinstance(row, Claim) else row.count_label,
            position=row.position,
            alternative_group=getattr(row, "alternative_group", ""),
            links=tuple(
                rules.Link(kind=link.kind, to=link.other_id) for link in self.links_of.get(row.pk, ())
            ),
            elsewhere=elsewhere,
        )


def component_of(row: SentenceComponent) -> rules.Component:
    """Return a sentence component as the rules read it."""
    return rules.Component(
        key=row.pk,
        kind=row.kind,
        minimum=row.minimum,
        maximum=row.maximum,
        suspended=row.suspended,
        credit=row.credit,
        unit=row.unit,
        amount=row.amount,
        currency=row.currency,
        text=row.text,
        supervised=row.supervised,
        time_served=row.time_served,
        relation=row.relation,
        disputed=row.is_disputed,
    )
