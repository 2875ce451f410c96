"""The course of one made-up case: steps on days, as the events of a case file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tools.synthetic_data.scenarios import Step

# Fixed, so that the same seed gives the same bytes on any day.
FIRST_DAY = date(2004, 1, 1)
LAST_DAY = date(2026, 6, 30)
UNCERTAIN = 0.1
WITHDRAWN = 0.003
YEARS = ("1", "2", "3", "4", "5", "8", "10", "15")
MONEY = ("150", "250", "500", "750", "1200", "5000")


@dataclass(frozen=True, slots=True)
class Counts:
    """One defendant's counts, by their ids."""

    party: str
    ids: Sequence[str]


class CaseTimeline:
    """Lays the steps of a plot out over time, and writes them as events."""

    def __init__(self, dice: Random, source: str, judge: str, *, civil: bool, early: bool) -> None:
        """Begin on some day."""
        self.dice = dice
        self.source = source
        self.judge = judge
        self.word = "claims" if civil else "charges"
        days = (LAST_DAY - FIRST_DAY).days
        self.day = FIRST_DAY + timedelta(days=dice.randrange(days // 3 if early else days))
        self.number = 0

    def events(
        self, steps: Sequence[Step], holders: Sequence[Counts], case: str = ""
    ) -> Iterator[dict[str, Any]]:
        """Yield one event a step until the last day; counts of another case are named with it."""
        for step in steps:
            self.day += timedelta(days=self.dice.randint(*step.after))
            if self.day > LAST_DAY:
                return
            yield self._event(step, [self._qualified(each, case) for each in holders])

    def hearing_to_come(self, holders: Sequence[Counts]) -> dict[str, Any]:
        """Return a hearing set for a day that lies ahead."""
        day = LAST_DAY + timedelta(days=self.dice.randint(400, 4000))
        event = self._event(Step(kind="hearing", type="pretrial", what="A hearing is set."), holders)
        return event | {
            "id": f"{day}-set",
            "date": day.isoformat(),
            "scheduled": f"{day}T09:30",
            "outcome": "scheduled",
        }

    @staticmethod
    def _qualified(counts: Counts, case: str) -> Counts:
        if not case:
            return counts
        return Counts(f"{case}/{counts.party}", [f"{case}/{each}" for each in counts.ids])

    def _event(self, step: Step, holders: Sequence[Counts]) -> dict[str, Any]:
        self.number += 1
        date_text = self._date()
        event: dict[str, Any] = {
            "id": f"{self.day}-{step.kind}-{self.number}",
            "kind": step.kind,
            "date": date_text,
            "what": step.what,
            "sources": [self.source],
            **step.columns,
        }
        if step.type:
            event["type"] = step.type
        if step.kind == "ruling":
            event["judge"] = self.judge
        if outcomes := self._outcomes(step, holders):
            event["outcomes"] = outcomes
        if step.sentence:
            event["components"] = [self._part(part, holder) for holder in holders for part in step.sentence]
        if self.dice.random() < WITHDRAWN:
            event |= {"publication": "withdrawn", "reason": "A made-up mistake."}
        return event

    def _outcomes(self, step: Step, holders: Sequence[Counts]) -> list[dict[str, Any]]:
        first = [holder.ids[0] for holder in holders]
        rest = [each for holder in holders for each in holder.ids[1:]]
        found: list[dict[str, Any]] = []
        if step.first and step.first == step.rest:
            found.append({self.word: [*first, *rest], "outcome": step.first, **step.details})
        else:
            if step.first:
                found.append({self.word: first, "outcome": step.first, **step.details})
            if step.rest and rest:
                found.append({self.word: rest, "outcome": step.rest, **step.details})
        if step.person:
            found += [
                {"defendant": holder.party, "outcome": step.person, **step.details} for holder in holders
            ]
        return found

    def _part(self, part: Mapping[str, Any], holder: Counts) -> dict[str, Any]:
        drawn = {"?years": YEARS, "?money": MONEY}
        values = {
            name: self.dice.choice(drawn[value]) if value in drawn else value for name, value in part.items()
        }
        return {"defendant": holder.party, **values}

    def _date(self) -> str:
        """Write the day as well as it is known; an uncertain one never reaches past the day itself."""
        if self.dice.random() >= UNCERTAIN:
            return self.day.isoformat()
        before = self.day - timedelta(days=self.dice.randint(1, 20))
        return self.dice.choice((f"[{before}..{self.day}]", f"{self.day}?", f"[{before},{self.day}]"))
