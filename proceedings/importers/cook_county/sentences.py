"""The sentences of one participant: the first on a charge, and those that took its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.text import slugify

from proceedings.importers.cook_county.charges import DataCharge
from proceedings.importers.cook_county.date_validation import DatedFact, between, is_warrant
from proceedings.importers.cook_county.event_context import DatedEvent, Ranks
from proceedings.importers.cook_county.judges import judge_id
from proceedings.importers.cook_county.participant_context import ParticipantContext, not_understood
from proceedings.importers.cook_county.tables import Row
from proceedings.importers.cook_county.vocabulary import (
    DISPOSITIONS,
    PHASES,
    SENTENCES,
    UNITS,
    SentenceMeaning,
)
from proceedings.law.codes import (
    ComponentKind,
    EventKind,
    Outcome,
    RulingKind,
)

# The columns that make a sentence what it is.
IMPOSED = ("sentence_date", "sentence_type", "commitment_type", "commitment_term", "commitment_unit")
GUILTY = frozenset({Outcome.PLEA_ACCEPTED, Outcome.FOUND_GUILTY})


@dataclass(frozen=True, slots=True)
class SentenceStep:
    """One sentence on one charge, and what stood before it."""

    count: DataCharge
    row: Row
    before: Row | None
    place: int
    dated: DatedFact
    outcome: Outcome
    imposed: SentenceMeaning | None
    revokes: bool
    """It takes the place of a judgment that was withheld."""


class Sentences:
    """The sentences of one participant."""

    def __init__(self, told: ParticipantContext) -> None:
        """Read them."""
        self.told = told

    def events(self) -> Iterator[DatedEvent]:
        """Yield them, one for all charges sentenced on one day, in one phase, by one judge."""
        groups: dict[tuple[DatedFact, str, str, int, Outcome], list[SentenceStep]] = {}
        for count in self.told.counts:
            for step in self._steps(count):
                row = step.row
                key = (
                    step.dated,
                    row["sentence_phase"],
                    row["sentence_judge"],
                    step.place,
                    step.outcome,
                )
                groups.setdefault(key, []).append(step)
        taken: set[str] = set()
        for steps in groups.values():
            if steps[0].revokes:
                yield self._revoked(steps)
            yield self._event(steps, taken)

    def _steps(self, count: DataCharge) -> Iterator[SentenceStep]:
        """Yield the sentences on a charge, the one that stands today last."""
        rows = self.told.participant.sentences.get(count.charge, [])
        chain = _in_order(rows)
        days = [row.day("sentence_date") for row in chain]
        withheld = sentenced = False
        for place, row in enumerate(chain):
            later = [day for day in days[place + 1 :] if self.told.days.can_be(day)]
            imposed = self._imposed(row)
            before = chain[place - 1] if place else None
            outcome = self._outcome(row, before, imposed, sentenced=sentenced, withheld=withheld)
            revokes = withheld and outcome is Outcome.SENTENCED
            yield SentenceStep(
                count,
                row,
                before,
                place,
                self._dated(row, later),
                outcome,
                imposed,
                revokes,
            )
            sentenced = sentenced or outcome is Outcome.SENTENCED
            withheld = outcome is Outcome.ADJUDICATION_WITHHELD or (withheld and not revokes)

    def _imposed(self, row: Row) -> SentenceMeaning | None:
        pair = (row["sentence_type"], row["commitment_type"])
        imposed = SENTENCES.get(pair)
        if imposed is None:
            self.told.unrecognised("sentencing.sentence_type / commitment_type", _kind(row), row)
        return imposed

    def _outcome(
        self,
        row: Row,
        before: Row | None,
        imposed: SentenceMeaning | None,
        *,
        sentenced: bool,
        withheld: bool,
    ) -> Outcome:
        """Say what a sentence does: words nobody knows never replace a sentence that is known.

        Nor does a row of sentences convict anybody of a charge that, by the data, ended otherwise.
        """
        phase = row["sentence_phase"]
        later = PHASES.get(phase)
        if later is None:
            self.told.unrecognised("sentencing.sentence_phase", phase, row)
        if self._ended_otherwise(row) or _repeats(row, before):
            return Outcome.CONCERNS
        if imposed is None and (sentenced or withheld):
            return Outcome.OUTCOME_NOT_READ
        if imposed is not None and imposed.withheld:
            return Outcome.CONCERNS if sentenced or withheld else Outcome.ADJUDICATION_WITHHELD
        if not sentenced:
            return Outcome.SENTENCED
        return later or Outcome.CONCERNS

    def _ended_otherwise(self, row: Row) -> bool:
        held = self.told.participant.dispositions.get(row["charge_id"], ())
        known = [one for one in held if one["charge_disposition"] in DISPOSITIONS and not is_warrant(one)]
        return bool(known) and not any(map(_finds_guilt, known))

    def _dated(self, row: Row, later: Sequence[date | None]) -> DatedFact:
        """Date a sentence; one dated before the finding of guilt is dated between the two days."""
        day, found = row.day("sentence_date"), self._found_guilty(row)
        if day is not None and found is not None and day < found and self.told.days.can_be(day):
            return DatedFact(between(day, found), found, f"{day}, before the finding of guilt ({found})")
        by = min((day for day in later if day is not None), default=None)
        return self.told.days.dated(day, row["sentence_date"], after=found, by=by)

    def _found_guilty(self, row: Row) -> date | None:
        held = self.told.participant.dispositions.get(row["charge_id"], ())
        days = [one.day("disposition_date") for one in held if _finds_guilt(one)]
        return max((day for day in days if day is not None and self.told.days.can_be(day)), default=None)

    def _revoked(self, steps: Sequence[SentenceStep]) -> DatedEvent:
        told, first = self.told, steps[0]
        labels = told.decided([step.count for step in steps])
        return DatedEvent(
            first.dated.latest,
            Ranks.SENTENCED + first.place,
            {
                "id": slugify(
                    f"revoked-{told.participant.id}-{first.row['sentence_date'][:10]}-{first.place}"
                ),
                "kind": EventKind.RULING.value,
                "type": RulingKind.REVOCATION.value,
                "date": first.dated.text,
                "what": f"Judgment on {labels} against {told.name} is withheld no more; a sentence follows.",
                "source_text": first.row["sentence_phase"],
                "judge": judge_id(first.row["sentence_judge"]),
                "outcomes": [told.outcome(Outcome.DEFERRAL_REVOKED, [step.count.final for step in steps])],
                "sources": [told.cite(*(step.row for step in steps))],
            },
        )

    def _event(self, steps: Sequence[SentenceStep], taken: set[str]) -> DatedEvent:
        told, first = self.told, steps[0]
        row, outcome = first.row, first.outcome
        notes = [note for step in steps for note in self._notes(step)]
        moves = outcome not in {Outcome.CONCERNS, Outcome.OUTCOME_NOT_READ}
        return DatedEvent(
            first.dated.latest,
            Ranks.SENTENCED + first.place,
            {
                "id": self._key(first, taken),
                "kind": EventKind.SENTENCE.value,
                "date": first.dated.text,
                "what": self._what(steps),
                "source_text": "; ".join(dict.fromkeys(_source_text(step.row) for step in steps)),
                "note": " ".join(dict.fromkeys(notes)),
                "judge": judge_id(row["sentence_judge"]),
                "outcomes": [told.outcome(outcome, [step.count.final for step in steps])],
                "components": [self._component(step) for step in steps] if moves else [],
                "sources": [told.cite(*(step.row for step in steps), differs=first.dated.differs)],
            },
        )

    def _key(self, step: SentenceStep, taken: set[str]) -> str:
        row, person = step.row, self.told.participant.id
        stem = slugify(f"sentence-{person}-{row['sentence_date'][:10]}-{row['sentence_phase']}")
        key, number = stem, 2
        while key in taken:
            key, number = f"{stem}-{number}", number + 1
        taken.add(key)
        return key

    def _what(self, steps: Sequence[SentenceStep]) -> str:
        charges, name = self.told.decided([step.count for step in steps]), self.told.name
        told = "; ".join(dict.fromkeys(_told(step.row) for step in steps))
        if steps[0].outcome in {Outcome.CONCERNS, Outcome.OUTCOME_NOT_READ}:
            return f"The data state a sentence of {name} on {charges}: {told}."
        if steps[0].outcome is Outcome.ADJUDICATION_WITHHELD:
            return f"Without a judgment of conviction, {name} is put under {told} on {charges}."
        again = " anew" if steps[0].place else ""
        return f"{name[0].upper()}{name[1:]} is sentenced{again} on {charges}: {told}."

    def _component(self, step: SentenceStep) -> dict[str, Any]:
        row = step.row
        unit, term = UNITS.get(row["commitment_unit"]), _number(row["commitment_term"])
        if row["commitment_unit"] and unit is None:
            self.told.unrecognised("sentencing.commitment_unit", row["commitment_unit"], row)
        kind = step.imposed.kind if step.imposed else ComponentKind.OTHER
        return {
            "charges": [step.count.final],
            "defendant": self.told.party if step.outcome is Outcome.ADJUDICATION_WITHHELD else "",
            "kind": kind.value,
            "maximum": term if unit else None,
            "unit": unit.value if unit and term is not None else None,
            "text": _told(row),
        }

    def _notes(self, step: SentenceStep) -> Iterator[str]:
        told, row = self.told, step.row
        if step.imposed is None:
            yield not_understood(_kind(row))
        if row["sentence_phase"] not in PHASES:
            yield not_understood(row["sentence_phase"])
        if row["commitment_unit"] and row["commitment_unit"] not in UNITS:
            yield not_understood(row["commitment_unit"])
        if step.dated.given:
            yield from told.noted(row, step.dated.note)
        if self._ended_otherwise(row):
            held = told.participant.dispositions[row["charge_id"]]
            words = f"A sentence on a charge that ended otherwise: “{held[-1]['charge_disposition']}”."
            yield from told.noted(row, words)
        if step.before is not None and row["sentence_date"] == step.before["sentence_date"]:
            words = "Two sentences on the charge have one day; the data mark this one as current."
            if _repeats(row, step.before):
                words = "The data give this sentence twice."
            yield from told.noted(row, words)


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """Return the sentences on a charge, the one that stands last; of a sentence given twice that one first.

    The first of two alike is the sentence, and the other only tells it again: the one marked as current
    is cited for it.
    """
    chain = sorted(rows, key=lambda row: (_is_current(row), row["sentence_date"], row.number))
    for place in range(len(chain) - 1, 0, -1):
        before, row = chain[place - 1 : place + 1]
        alike = _repeats(row, before) and row["sentence_phase"] == before["sentence_phase"]
        if alike and _is_current(row) and not _is_current(before):
            chain[place - 1 : place + 1] = row, before
    return chain


def _is_current(row: Row) -> bool:
    return row["current_sentence"] == "true"


def _repeats(row: Row, before: Row | None) -> bool:
    """Tell whether a row says what the one before it on the charge said."""
    return before is not None and all(row[column] == before[column] for column in IMPOSED)


def _finds_guilt(row: Row) -> bool:
    ending = DISPOSITIONS.get(row["charge_disposition"])
    return ending is not None and ending.outcome in GUILTY


def _told(row: Row) -> str:
    """Say a sentence in the words of the data: “Prison, Illinois Department of Corrections, 54 Months”."""
    term = f"{row['commitment_term']} {row['commitment_unit']}".strip()
    return ", ".join(dict.fromkeys(filter(None, (row["sentence_type"], row["commitment_type"], term))))


def _kind(row: Row) -> str:
    """Say what a sentence is called: “Prison / Probation”."""
    return " / ".join(filter(None, (row["sentence_type"], row["commitment_type"])))


def _source_text(row: Row) -> str:
    return f"{row['sentence_phase']}: {_told(row)}"


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
