"""What was decided: the dispositions of one participant, those of one day, word and judge as one event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.text import slugify

from proceedings.importers.cook_county.charges import DataCharge
from proceedings.importers.cook_county.date_validation import DatedFact
from proceedings.importers.cook_county.event_context import DatedEvent, Ranks, of_charges
from proceedings.importers.cook_county.judges import judge_id
from proceedings.importers.cook_county.participant_context import ParticipantContext
from proceedings.importers.cook_county.tables import Row
from proceedings.importers.cook_county.vocabulary import (
    DISPOSITIONS,
    REASONS,
    DispositionMeaning,
    ending_of,
)
from proceedings.law.codes import EventKind, NoticeType, Outcome

SUPERSEDED = "Superseded by Indictment"
BEGAN = "The data do not give the day on which the program began."
NEW_INDICTMENT = "The number of the new indictment, and what became of it, are not in these data."
# A word nobody knows is recorded as said: what it did to the charge was not read.
UNKNOWN = DispositionMeaning(
    EventKind.NOTICE,
    NoticeType.OTHER.value,
    Outcome.OUTCOME_NOT_READ,
    "The data state a disposition of {charges}: “{word}”.",
)

Decided = tuple[DataCharge, Row]


class Endings:
    """The dispositions of one participant."""

    def __init__(self, told: ParticipantContext) -> None:
        """Read them."""
        self.told = told

    def events(self) -> Iterator[DatedEvent]:
        """Yield them, one for all rows that agree in word, day and judge."""
        groups: dict[tuple[str, DispositionMeaning, str, str], list[Decided]] = {}
        for count in self.told.counts:
            for row in self.told.participant.dispositions.get(count.charge, ()):
                ending = ending_of(row["charge_disposition"], row["charge_disposition_reason"]) or UNKNOWN
                key = (row["charge_disposition"], ending, row["disposition_date"], row["judge"])
                groups.setdefault(key, []).append((count, row))
        taken: set[str] = set()
        for (_word, ending, _day, _judge), decided in groups.items():
            yield self._event(ending, decided, taken)

    def _event(self, ending: DispositionMeaning, decided: Sequence[Decided], taken: set[str]) -> DatedEvent:
        told, row = self.told, decided[0][1]
        word = row["charge_disposition"]
        day = row.day("disposition_date")
        after = told.days.arraigned or told.days.begins
        dated = told.days.dated(day, row["disposition_date"], after=after)
        rows = [row for _count, row in decided]
        key = _key(f"{word}-{told.participant.id}-{row['disposition_date'][:10]}", taken)
        counts = [count for count, _row in decided]
        notes = list(self._not_given(ending, decided))
        notes += [*self._doubts(dated, day, row), *dict.fromkeys(self._not_understood(word, rows))]
        return DatedEvent(
            dated.latest,
            Ranks.WARRANT if ending.whole else Ranks.DECIDED,
            {
                "id": key,
                "kind": ending.kind.value,
                "type": ending.type,
                "date": dated.text,
                "what": self._what(ending, word, counts),
                "source_text": _source_text(rows),
                "note": " ".join(notes),
                # A grand jury indicts: the judge of the row is not who filed.
                "judge": "" if ending.kind is EventKind.FILING else judge_id(row["judge"]),
                "outcomes": list(self._outcomes(ending, decided)),
                "sources": [told.cite(*rows, differs=dated.differs)],
            },
        )

    def _what(self, ending: DispositionMeaning, word: str, counts: Sequence[DataCharge]) -> str:
        # Guilt of a lesser offence is told as “an offence included in” the one charged.
        charges = of_charges(self.told.labels(counts)) if ending.lesser else self.told.decided(counts)
        name = self.told.name
        said = ending.says.format(
            charges=charges,
            Charges=f"{charges[0].upper()}{charges[1:]}",
            name=name,
            Name=f"{name[0].upper()}{name[1:]}",
            word=word,
        )
        if len(counts) == 1:  # the verbs of words.py are in the plural
            said = (
                said.replace(" are superseded", " is superseded")
                .replace(" abate:", " abates:")
                .replace(" go to", " goes to")
            )
        return said

    def _outcomes(self, ending: DispositionMeaning, decided: Sequence[Decided]) -> Iterator[dict[str, Any]]:
        told = self.told
        if ending.whole:
            yield {
                "defendant": told.party,
                "outcome": ending.outcome.value,
                "text": decided[0][1]["charge_disposition"],
            }
            return
        for count, row in decided:
            if ending.lesser:
                yield told.outcome(Outcome.CONVICTED_LESSER, [count.id])
            if ending.outcome is Outcome.MISTRIAL:
                # Only a trial can end in a mistrial; the data do not give the day it began.
                yield told.outcome(Outcome.TRIAL_BEGAN, [count.final])
            if ending.deferred:
                yield told.outcome(Outcome.DIVERTED, [count.final], text=row["charge_disposition_reason"])
            outcome = self._outcome(ending, row)
            goes_to = ending.to if outcome is Outcome.TRANSFERRED else ""
            yield told.outcome(
                outcome,
                [count.final],
                by=ending.by,
                plea=ending.plea,
                reason=self._reason(row),
                text=goes_to or row["charge_disposition"],
            )

    def _outcome(self, ending: DispositionMeaning, row: Row) -> Outcome:
        """Read “superseded by indictment”: replaced, where charges of the same case take their place."""
        if row["charge_disposition"] != SUPERSEDED:
            return ending.outcome
        words = [
            held["charge_disposition"]
            for rows in self.told.participant.dispositions.values()
            for held in rows
        ]
        others = len(self.told.counts) > words.count(SUPERSEDED)
        return Outcome.SUPERSEDED if others else ending.outcome

    def _reason(self, row: Row) -> str:
        """Return a reason that is understood; any other stays in the source text, with a note."""
        return REASONS.get(row["charge_disposition_reason"], "")

    def _not_understood(self, word: str, rows: Sequence[Row]) -> Iterator[str]:
        """Report the words nobody mapped, which may change what the row means: once each on the record."""
        if word not in DISPOSITIONS:
            yield self.told.unrecognised("dispositions.charge_disposition", word, rows[0])
        for row in rows:
            reason = row["charge_disposition_reason"]
            if reason and reason not in REASONS:
                yield self.told.unrecognised("dispositions.charge_disposition_reason", reason, row)

    def _not_given(self, ending: DispositionMeaning, decided: Sequence[Decided]) -> Iterator[str]:
        """Say what the data leave out that a reader will look for."""
        if ending.deferred:
            yield BEGAN
        if ending.kind is EventKind.FILING and any(
            self._outcome(ending, row) is Outcome.TRANSFERRED for _count, row in decided
        ):
            yield NEW_INDICTMENT

    def _doubts(self, dated: DatedFact, day: date | None, row: Row) -> list[str]:
        told = self.told
        if dated.given:
            return told.noted(row, dated.note)
        received = told.days.received
        if day is not None and received is not None and day < received:
            words = f"Dated before the office received the participant ({received})."
            return told.noted(row, words)
        return []


def _source_text(rows: Sequence[Row]) -> str:
    said = dict.fromkeys(
        " / ".join(filter(None, (row["charge_disposition"], row["charge_disposition_reason"])))
        for row in rows
    )
    return "; ".join(said)


def _key(words: str, taken: set[str]) -> str:
    """Return an id of its own: two judges can do the same on one day."""
    stem = key = slugify(words)
    number = 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    taken.add(key)
    return key
