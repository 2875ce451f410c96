"""How the charges of a participant began: filed, indicted, heard, arraigned, amended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from proceedings.importers.cook_county.charges import ChargeWording, DataCharge
from proceedings.importers.cook_county.date_validation import (
    FURTHEST_AHEAD,
    DatedFact,
    DateRules,
    between,
    why_not,
)
from proceedings.importers.cook_county.event_context import DatedEvent, Ranks, of_charges
from proceedings.importers.cook_county.participant_context import ParticipantContext
from proceedings.importers.cook_county.tables import Row
from proceedings.importers.cook_county.vocabulary import DEATH, INDICTMENTS, PRELIMINARY_HEARING
from proceedings.law.codes import (
    EventKind,
    HearingOutcome,
    HearingType,
    Instrument,
    Outcome,
    RulingKind,
)

NO_PROBABLE_CAUSE = "FNPC"
UNDATED = (
    "The data do not give the day of filing: it lies between what is charged and the first step they date."
)
UNSTATED = "to what, the data do not say"
NOT_STATED = (
    "The data say that the charge was amended, and give one offence for it: "
    "what it was amended to is not said."
)


class ChargingEvents:
    """The first events of one participant."""

    def __init__(self, told: ParticipantContext) -> None:
        """Read the way the charges were brought; the data give one a participant."""
        self.told = told
        self.days: DateRules = told.days
        self.rows = list(told.participant.initiation.values())
        first = self.rows[0] if self.rows else None
        self.way = first["event"] if first else ""
        self.stated = first["event_date"] if first else ""
        self.day = first.day("event_date") if first else None
        self.all = of_charges(told.labels(told.counts))
        self.filed_by = self.days.latest_filing(self.day)

    def events(self) -> Iterator[DatedEvent]:
        """Yield them."""
        if self.way in INDICTMENTS:
            yield from self._indicted()
        else:
            if self.way and self.way != PRELIMINARY_HEARING:
                self.told.unrecognised("initiation.event", self.way, self.rows[0])
            yield self._filed()
            if self.way == PRELIMINARY_HEARING:
                yield self._preliminary_hearing()
        yield from self._arraigned()
        for count in self.told.counts:
            if count.is_amended:
                yield self._amended(count)

    def _filed(self) -> DatedEvent:
        date_text = between(self.days.begins, self.filed_by)
        return DatedEvent(
            self.filed_by,
            Ranks.FILED,
            {
                "id": f"filed-{self.told.participant.id}",
                "kind": EventKind.FILING.value,
                "date": date_text,
                "what": f"{self.told.subject(self.told.counts)} filed against {self.told.name}.",
                "note": UNDATED,
                "outcomes": [self.told.outcome(Outcome.FILED, [count.id for count in self.told.counts])],
                "sources": [self.told.cite(*(self.rows or [count.filed for count in self.told.counts]))],
            },
        )

    def _indicted(self) -> Iterator[DatedEvent]:
        """Indictment brings the charges; where something was decided before it, they were filed by then."""
        by = min(day for day in (self.days.arraigned, self.days.first_act, self.days.extract) if day)
        dated = self.days.dated(self.day, self.stated, after=self.days.begins, by=by)
        first = self.days.first_act
        notes = self.told.noted(self.rows[0], dated.note)
        if first is not None and dated.latest > first:
            yield self._filed()
            notes += self.told.noted(
                self.rows[0], f"The indictment is dated {dated.text}, after the first disposition ({first})."
            )
        yield DatedEvent(
            dated.latest,
            Ranks.BROUGHT,
            {
                "id": f"indictment-{self.told.participant.id}",
                "kind": EventKind.FILING.value,
                "type": Instrument.INDICTMENT.value,
                "date": dated.text,
                "what": f"An indictment brings {self.all} against {self.told.name}.",
                "source_text": self.way,
                "note": " ".join(notes),
                "outcomes": [self.told.outcome(Outcome.INDICTED, [count.id for count in self.told.counts])],
                "sources": [self.told.cite(*self.rows, differs=dated.differs)],
            },
        )

    def _preliminary_hearing(self) -> DatedEvent:
        """Tell the hearing; one on whose day a charge ended sent on only who was arraigned later."""
        if self._is_ahead():
            return self._set_for()
        by = min(day for day in (self.days.arraigned, self.days.first_act, self.days.extract) if day)
        dated = self.days.dated(self.day, self.stated, after=self.days.begins, by=by)
        bound = [count for count in self.told.counts if self._is_bound_over(count, dated)]
        notes = self.told.noted(self.rows[0], dated.note)
        first = self.days.first_act
        if first is not None and first < dated.latest:
            words = f"The preliminary hearing is dated {dated.text}, after the first disposition ({first})."
            notes += self.told.noted(self.rows[0], words)
        others = [count.id for count in self.told.counts if count not in bound]
        outcomes = [self.told.outcome(Outcome.BOUND_OVER, [count.id for count in bound])] if bound else []
        outcomes += [self.told.outcome(Outcome.CONCERNS, others)] if others else []
        return self._hearing(dated, outcomes, notes, self._heard(bound))

    def _heard(self, bound: list[DataCharge]) -> dict[str, Any]:
        """Say what the hearing was: a ruling where it sent charges on."""
        if not bound:
            what = f"A preliminary hearing on {self.all} against {self.told.name}."
            return {"kind": EventKind.HEARING.value, "type": HearingType.PRELIMINARY.value, "what": what}
        verb = "goes" if len(bound) == 1 else "go"
        went = f"{of_charges(self.told.labels(bound))} against {self.told.name} {verb} to the felony court"
        return {
            "kind": EventKind.RULING.value,
            "type": RulingKind.BIND_OVER.value,
            "what": f"After a preliminary hearing, {went}.",
        }

    def _is_bound_over(self, count: DataCharge, dated: DatedFact) -> bool:
        if any(row["charge_disposition"] == NO_PROBABLE_CAUSE for row in self._decided(count)):
            return False
        acted, first = self.days.first_acts.get(count.charge), self.days.first_act
        in_doubt = dated.given or (first is not None and first <= dated.latest)
        if in_doubt and self.days.arraigned is None:
            return False
        return acted is None or acted > dated.latest

    def _decided(self, count: DataCharge) -> list[Any]:
        return self.told.participant.dispositions.get(count.charge, [])

    def _is_ahead(self) -> bool:
        """Tell whether the hearing was to come: set for a day after the extract, and nothing went on."""
        extract = self.days.extract
        return (
            self.day is not None
            and extract < self.day <= extract + FURTHEST_AHEAD
            and self.days.arraigned is None
        )

    def _set_for(self) -> DatedEvent:
        day = self.day or self.days.extract
        first = self.days.first_act
        notes = []
        if first is not None:
            notes = self.told.noted(
                self.rows[0],
                f"The preliminary hearing was set for {day}; the charges ended before ({first}).",
            )
        outcomes = [self.told.outcome(Outcome.CONCERNS, [count.id for count in self.told.counts])]
        block = {
            "kind": EventKind.HEARING.value,
            "type": HearingType.PRELIMINARY.value,
            "outcome": HearingOutcome.SCHEDULED.value,
            "scheduled": day,
            "what": f"A preliminary hearing on {self.all} against {self.told.name} is set.",
        }
        return self._hearing(DatedFact(str(day), day), outcomes, notes, block)

    def _hearing(
        self, dated: DatedFact, outcomes: list[dict[str, Any]], notes: list[str], block: dict[str, Any]
    ) -> DatedEvent:
        return DatedEvent(
            dated.latest,
            Ranks.BROUGHT,
            {
                "id": f"preliminary-hearing-{self.told.participant.id}",
                "date": dated.text,
                "source_text": self.way,
                "note": " ".join(notes),
                "outcomes": outcomes,
                "sources": [self.told.cite(*self.rows, differs=dated.differs)],
                **block,
            },
        )

    def _arraigned(self) -> Iterator[DatedEvent]:
        rows = [
            row for row in self.told.participant.rows() if row.table != "intake" and row["arraignment_date"]
        ]
        if not rows:
            return
        row = rows[0]
        day, extract = row.day("arraignment_date"), self.days.extract
        ahead = day is not None and extract < day <= extract + FURTHEST_AHEAD
        by = self.days.extract
        dated = (
            DatedFact(str(day), day)
            if day is not None and (ahead or self.days.can_be(day))
            else DatedFact(
                between(self.days.begins, by), by, why_not(day, row["arraignment_date"], self.days)
            )
        )
        notes = self.told.noted(row, dated.note)
        if self.day and self.days.can_be(self.day) and day and not dated.given and day < self.day:
            notes += self.told.noted(
                row, f"The arraignment ({day}) is dated before the {self.way.lower()} ({self.day})."
            )
        notes += self._after_death(row, dated, is_held=not ahead)
        yield DatedEvent(
            dated.latest,
            Ranks.ARRAIGNED,
            {
                "id": f"arraignment-{self.told.participant.id}",
                "kind": EventKind.HEARING.value,
                "type": HearingType.ARRAIGNMENT.value,
                "outcome": (HearingOutcome.SCHEDULED if ahead else HearingOutcome.HELD).value,
                "scheduled": day if ahead else None,
                "date": dated.text,
                "what": f"The arraignment of {self.told.name}{' is set' if ahead else ''}.",
                "note": " ".join(notes),
                "outcomes": [{"defendant": self.told.party, "outcome": Outcome.CONCERNS.value}],
                "sources": [self.told.cite(row, differs=dated.differs)],
            },
        )

    def _after_death(self, row: Row, dated: DatedFact, *, is_held: bool) -> list[str]:
        """Note that an arraignment is not dated before the day the defendant's death was reported."""
        reported = [
            decided.day("disposition_date")
            for count in self.told.counts
            for decided in self._decided(count)
            if decided["charge_disposition"] == DEATH
        ]
        first = min((day for day in reported if self.days.can_be(day) and day), default=None)
        if first is None or dated.given or not is_held or dated.latest < first:
            return []
        words = (
            f"The arraignment ({dated.text}) is not dated before the day on which the defendant's death was"
        )
        return self.told.noted(row, f"{words} reported ({first}): whether it was held is in doubt.")

    def _changed(self, count: DataCharge, old: str, when: str) -> Iterator[str]:
        """Say what the data leave open of an amendment: what the charge became, and on which day."""
        yield f"It was filed as {old}."
        if count.decided is None and count.amended is not None:
            yield from self.told.noted(count.amended, NOT_STATED)
        if when.startswith("["):
            yield "The data do not give the day of the change."

    def _amended(self, count: DataCharge) -> DatedEvent:
        """Tell that a charge changed, some day before it was decided."""
        decided = count.decided or count.amended or count.filed
        by = self.days.first_acts.get(count.charge) or self.days.extract
        # The charge was filed by then: where nothing happened between, some day before it can be.
        after: date | None = self.filed_by if self.filed_by < by else self.days.begins
        when = between(after, by)
        old = ChargeWording.of(count.filed).words
        new = ChargeWording.of(decided).words if count.decided is not None else UNSTATED
        outcomes = [
            self.told.outcome(Outcome.SUPERSEDED, [count.id]),
            self.told.outcome(Outcome.FILED, [count.final]),
        ]
        return DatedEvent(
            by,
            Ranks.AMENDED,
            {
                "id": f"amended-{count.final}",
                "kind": EventKind.FILING.value,
                "date": when,
                "what": f"{count.label} against {self.told.name} is amended: {new}.",
                "note": " ".join(self._changed(count, old, when)),
                "outcomes": outcomes,
                "sources": [self.told.cite(count.filed, decided)],
            },
        )
