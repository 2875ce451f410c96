"""The tables of transitions, as one, and what can be asked of them.

Pages and documents print the rows; ``steps`` follows them. An outcome may have several rows, never two
for one state.
"""

from functools import cache

from proceedings.law.codes import (
    ChargeState,
    ClaimOutcome,
    ClaimState,
    EventKind,
    Outcome,
)
from proceedings.law.rules.charge_table import CHARGE_TRANSITIONS
from proceedings.law.rules.claim_table import CLAIM_TRANSITIONS
from proceedings.law.rules.transition import Transition

TRANSITIONS: tuple[Transition, ...] = (*CHARGE_TRANSITIONS, *CLAIM_TRANSITIONS)

_BY_OUTCOME: dict[str, tuple[Transition, ...]] = {}
for _one in TRANSITIONS:
    _BY_OUTCOME[_one.outcome] = (*_BY_OUTCOME.get(_one.outcome, ()), _one)


def rows_of(outcome: str) -> tuple[Transition, ...]:
    """Return the rows of one outcome; none for an outcome the rules do not know."""
    return _BY_OUTCOME.get(outcome, ())


@cache
def evidence_of(outcome: str) -> frozenset[EventKind]:
    """Return the kinds of event that can bring this outcome about."""
    return frozenset[EventKind]().union(*(row.evidence for row in rows_of(outcome)))


def next_outcomes(state: ChargeState | ClaimState) -> tuple[Outcome | ClaimOutcome, ...]:
    """Return the outcomes that can follow from a state, in the order of their list."""
    civil = isinstance(state, ClaimState)
    offered: tuple[type[Outcome | ClaimOutcome], ...] = (ClaimOutcome,) if civil else (Outcome,)
    return tuple(
        outcome
        for codes in offered
        for outcome in codes
        if any(state in row.before for row in rows_of(outcome))
    )
