"""A docket to write histories in: what happens, on which day, to which counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Self

from proceedings.law.codes import ChargeState, ClaimState, EventKind
from proceedings.law.rules import (
    Component,
    Count,
    Effect,
    Link,
    Record,
    Status,
    charge_states,
    evidence_of,
    standing,
)

OURS, OTHER = 1, 2


def day(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)


def term(months: int, *, suspended: int | None = None, **more: Any) -> Component:
    """Return a term of custody in months."""
    held_back = None if suspended is None else Decimal(suspended)
    return Component(kind="imprisonment", maximum=Decimal(months), unit="months", suspended=held_back, **more)


class Docket:
    """The history of one defendant in one case, written line by line."""

    def __init__(self, counts: int = 1, *, civil: bool = False, administrative: bool = False) -> None:
        self.civil = civil
        self.administrative = administrative
        self.counts = [
            Count(key=key, case=OURS, label=str(key), position=key) for key in range(1, counts + 1)
        ]
        self.effects: list[Effect] = []
        self.events = 0

    def count(self, key: int, *links: tuple[str, int], group: str = "", elsewhere: bool = False) -> Self:
        """Add a count of its own, or one of another case."""
        self.counts = [one for one in self.counts if one.key != key]
        self.counts.append(
            Count(
                key=key,
                case=OTHER if elsewhere else OURS,
                label=str(key),
                position=key,
                alternative_group=group,
                links=tuple(Link(kind=kind, to=to) for kind, to in links),
                elsewhere=elsewhere,
            )
        )
        return self

    def on(
        self,
        when: str,
        outcome: str | Mapping[int, str],
        *counts: int,
        kind: str = "",
        after: str = "",
        above: bool = False,
        parts: tuple[Component, ...] = (),
        **details: Any,
    ) -> Self:
        """Write one event: one outcome for some counts (none: the defendant), or one outcome for each.

        ``after`` is the first day it can have happened; ``above`` says that it belongs to an appeal.
        """
        self.events += 1
        told = dict(outcome) if isinstance(outcome, Mapping) else dict.fromkeys(counts or (None,), outcome)
        for position, (key, what) in enumerate(told.items()):
            self.effects.append(
                Effect(
                    event=self.events,
                    kind=kind or usual_kind(what),
                    earliest=day(after or when),
                    latest=day(when),
                    order=(int(above), self.events),
                    position=position,
                    outcome=what,
                    count=key,
                    details=details,
                    components=parts,
                )
            )
        return self

    @property
    def record(self) -> Record:
        """Return what the rules read."""
        return Record(
            case=OURS,
            counts=tuple(self.counts),
            effects=tuple(self.effects),
            civil=self.civil,
            administrative=self.administrative,
        )

    def status(self, when: str = "2030-01-01") -> Status:
        """Return the status at the end of a day."""
        return standing(self.record, day(when))

    def code(self, when: str = "2030-01-01") -> str:
        """Return the code at the end of a day."""
        return self.status(when).code.value

    def qualifiers(self, when: str = "2030-01-01") -> dict[str, dict[str, Any]]:
        """Return the qualifiers at the end of a day, by code."""
        return {one["code"]: one for one in self.status(when).qualifiers}


def usual_kind(outcome: str) -> str:
    """Return a kind of event that can bring an outcome about."""
    kinds = evidence_of(outcome)
    return next((kind.value for kind in EventKind if kind in kinds), EventKind.RULING.value)


# How a charge, and a claim, comes to stand in each state.
PATHS: dict[str, tuple[str, ...]] = {
    ChargeState.NONE: (),
    ChargeState.FILED: ("filed",),
    ChargeState.BOUND_OVER: ("filed", "bound_over"),
    ChargeState.ON_TRIAL: ("filed", "trial_began"),
    ChargeState.MISTRIAL: ("filed", "trial_began", "mistrial"),
    ChargeState.REMANDED: ("filed", "found_guilty", "sentenced", "reversed_and_remanded"),
    ChargeState.FOUND_GUILTY: ("filed", "found_guilty"),
    ChargeState.CONVICTED: ("filed", "found_guilty", "sentenced"),
    ChargeState.DIVERTED: ("filed", "diverted"),
    ChargeState.DEFERRED_ADJUDICATION: ("filed", "plea_accepted", "adjudication_withheld"),
    ChargeState.DEFERRED_SENTENCE: ("filed", "plea_accepted", "deferred_sentence"),
    ChargeState.ACQUITTED: ("filed", "not_guilty_jury"),
    ChargeState.NOT_GUILTY_INSANITY: ("filed", "ngri"),
    ChargeState.DISMISSED: ("filed", "dismissed_without_prejudice"),
    ChargeState.NOT_PROCEEDED: ("filed", "no_probable_cause"),
    ChargeState.VACATED: ("filed", "found_guilty", "vacated"),
    ChargeState.LEFT_ON_FILE: ("filed", "lies_on_file"),
    ChargeState.OUTCOME_NOT_READ: ("filed", "outcome_not_read"),
    ChargeState.ABATED: ("filed", "abated_by_death"),
    ChargeState.TRANSFERRED: ("filed", "transferred"),
    ChargeState.REPLACED: ("filed", "superseded"),
}
CLAIM_PATHS: dict[str, tuple[str, ...]] = {
    ClaimState.NONE: (),
    ClaimState.FILED: ("claim_filed",),
    ClaimState.SETTLED: ("claim_filed", "claim_settled"),
    ClaimState.DISMISSED: ("claim_filed", "claim_dismissed_without_prejudice"),
    ClaimState.JUDGMENT_FOR_PLAINTIFF: ("claim_filed", "claim_judgment_for_plaintiff"),
    ClaimState.JUDGMENT_FOR_DEFENDANT: ("claim_filed", "claim_judgment_for_defendant"),
    ClaimState.TRANSFERRED: ("claim_filed", "claim_transferred"),
}


def standing_at(state: str, *, civil: bool = False, key: int = 1, docket: Docket | None = None) -> Docket:
    """Write the history that brings a count to a state, a line a day from 1 January 2020."""
    docket = docket or Docket(civil=civil)
    for outcome in (CLAIM_PATHS if civil else PATHS)[state]:
        docket.on(f"2020-01-{docket.events + 1:02}", outcome, key)
    return docket


def state_after(docket: Docket, key: int = 1) -> str:
    """Return in which state a charge stands after all that is on the docket."""
    return charge_states(docket.record, day("2030-01-01"))[key].state.value
