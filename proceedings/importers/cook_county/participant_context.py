"""What all events of one participant are written with: names, charges, citations, and what to report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from proceedings.importers.cook_county.charges import DataCharge
from proceedings.importers.cook_county.date_validation import DateRules
from proceedings.importers.cook_county.event_context import NAMED, Cites, of_charges
from proceedings.importers.cook_county.tables import Participant, Row
from proceedings.importers.formats import Refusal, UnknownValue
from proceedings.law.codes import Outcome


@dataclass(slots=True)
class ParticipantContext:
    """One participant on the way into a case file."""

    participant: Participant
    party: str
    counts: list[DataCharge]
    days: DateRules
    cite: Cites
    seen: list[UnknownValue] = field(default_factory=list)
    odd: list[Refusal] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name the participant within a sentence."""
        return f"participant {self.participant.id}"

    def labels(self, counts: Sequence[DataCharge]) -> list[str]:
        """Name charges by their numbers."""
        return [count.label for count in counts]

    def decided(self, counts: Sequence[DataCharge]) -> str:
        """Name, within a sentence, the charges that are decided: those amended as amended."""
        words = of_charges([count.final_words for count in counts])
        all_changed = len(counts) > NAMED and all(count.is_amended for count in counts)
        return f"{words} as amended" if all_changed else words

    def subject(self, counts: Sequence[DataCharge]) -> str:
        """Begin a sentence with charges and their verb."""
        words = of_charges(self.labels(counts))
        return f"{words[0].upper()}{words[1:]} {'is' if len(counts) == 1 else 'are'}"

    def outcome(self, outcome: Outcome, charges: Sequence[str], **more: str) -> dict[str, Any]:
        """Write what an event did to charges."""
        return {"charges": list(charges), "outcome": outcome.value, **more}

    def noted(self, row: Row, words: str) -> list[str]:
        """Report an oddity of the data; return it as the note it becomes, if there is one."""
        if not words:
            return []
        self.odd.append(Refusal(row.at, words))
        return [words]

    def unrecognised(self, column: str, value: str, row: Row) -> str:
        """Report a word that no table knows; return the note it becomes on the record."""
        self.seen.append(UnknownValue(column, value, row.at))
        return not_understood(value)


def not_understood(words: str) -> str:
    """Note words of the data that no table knows, which may change what a row means."""
    return f"The data hold words that are not understood here: “{words}”."
