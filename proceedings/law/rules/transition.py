"""One row of the state machine: from these states, this outcome, shown by these events, leads there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from proceedings.law.codes import (
    ChargeState,
    ClaimOutcome,
    ClaimState,
    EventKind,
    Outcome,
)

# Where a row leads, when that is not one fixed state.
SAME = "same"
FORMER = "former"
BEFORE = "before"

EVERY_KIND = frozenset(EventKind) - {EventKind.STATEMENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One row of the table: ``before`` --``outcome``--> ``after`` (a state, or same, former, before)."""

    outcome: Outcome | ClaimOutcome
    before: frozenset[ChargeState | ClaimState]
    after: str
    evidence: frozenset[EventKind]
    words: str
    # States in which the outcome only says again what is already so: it changes nothing there.
    again: frozenset[ChargeState | ClaimState]


def transition(
    outcome: Outcome | ClaimOutcome,
    before: Iterable[ChargeState | ClaimState],
    after: str,
    evidence: Iterable[EventKind],
    words: str,
    again: Iterable[ChargeState | ClaimState] = (),
) -> Transition:
    """Build one row; by default an outcome repeats the state it leads to."""
    from_states = frozenset(before)
    fixed = frozenset(
        state
        for state in (*ChargeState, *ClaimState)
        if state == after and isinstance(state, ClaimState) == isinstance(outcome, ClaimOutcome)
    )
    return Transition(
        outcome=outcome,
        before=from_states,
        after=after,
        evidence=frozenset(evidence),
        words=words,
        again=(frozenset(again) | fixed) - from_states,
    )
