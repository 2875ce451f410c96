"""Where what is counted can stand: sides, phases, and the phase of one charge or claim. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from proceedings.law.codes import (
    CaseType,
    ChargeState,
    ClaimState,
    Phase,
    StatusCode,
)
from proceedings.law.rules import phase_of
from proceedings.law.rules.case_state import DEFERRED, GUILTY, UNDECIDED

CIVIL_TYPES = (CaseType.CIVIL.value, CaseType.ADMINISTRATIVE.value)
CRIMINAL_TYPES = tuple(code.value for code in CaseType if code.value not in CIVIL_TYPES)
SIDES = (False, True)  # criminal, then civil; never added up
PHASES = {
    False: (
        Phase.OPEN,
        Phase.GUILTY,
        Phase.ENDED_WITHOUT_CONVICTION,
        Phase.DEFERRED,
        Phase.NOT_READ,
        Phase.ELSEWHERE,
    ),
    True: (Phase.CIVIL_OPEN, Phase.CIVIL_ENDED, Phase.ELSEWHERE),
}
NOT_COUNTED = (StatusCode.NOT_CHARGED, StatusCode.CIVIL_NOT_SUED)
# A finding of guilt on some charges is no outcome while others are undecided.
GUILTY_OUTCOMES = tuple(
    code.value
    for code in StatusCode
    if phase_of(code) is Phase.GUILTY and code is not StatusCode.GUILTY_IN_PART_PENDING
)
OUTCOMES: dict[Phase, tuple[str, ...]] = {
    Phase.GUILTY: GUILTY_OUTCOMES,
    Phase.ENDED_WITHOUT_CONVICTION: tuple(
        code.value for code in StatusCode if phase_of(code) is Phase.ENDED_WITHOUT_CONVICTION
    ),
    Phase.CIVIL_ENDED: tuple(code.value for code in StatusCode if phase_of(code) is Phase.CIVIL_ENDED),
}


def statuses(phases: Iterable[Phase], *, civil: bool) -> list[str]:
    """Return the statuses of some phases on one side, in their order."""
    chosen = set(phases)
    return [code.value for code in StatusCode if phase_of(code) in chosen and code.is_civil is civil]


def phase_of_state(state: str, *, civil: bool) -> Phase:
    """Return the phase of one charge or claim."""
    if civil:
        ends = {ClaimState.FILED: Phase.CIVIL_OPEN, ClaimState.TRANSFERRED: Phase.ELSEWHERE}
        return ends.get(ClaimState(state), Phase.CIVIL_ENDED)
    one = ChargeState(state)
    for states, phase in ((UNDECIDED, Phase.OPEN), (GUILTY, Phase.GUILTY), (DEFERRED, Phase.DEFERRED)):
        if one in states:
            return phase
    if one is ChargeState.OUTCOME_NOT_READ:
        return Phase.NOT_READ
    return Phase.ELSEWHERE if one is ChargeState.TRANSFERRED else Phase.ENDED_WITHOUT_CONVICTION
