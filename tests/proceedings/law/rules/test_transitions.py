"""Every row of the table of transitions, and everything that is not in it."""

import pytest

from proceedings.law.codes import (
    ChargeState,
    ClaimOutcome,
    ClaimState,
    EventKind,
    Outcome,
)
from proceedings.law.rules import (
    TRANSITIONS,
    EffectResult,
    Transition,
    charge_states,
    movements,
    next_outcomes,
    rules_missing,
)
from proceedings.law.rules.transition import BEFORE, FORMER, SAME
from tests.proceedings.law.rules.docket import (
    CLAIM_PATHS,
    PATHS,
    day,
    standing_at,
    state_after,
)


@pytest.mark.parametrize("state", PATHS)
def test_every_state_of_a_charge_can_be_reached(state: str) -> None:
    assert state_after(standing_at(state)) == state


@pytest.mark.parametrize("state", CLAIM_PATHS)
def test_every_state_of_a_claim_can_be_reached(state: str) -> None:
    assert state_after(standing_at(state, civil=True)) == state


# Every other outcome begins a charge or a claim only where it continues another one: test_courses.
BEGINNINGS = {Outcome.FILED, Outcome.INDICTED, ClaimOutcome.FILED}


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.outcome}-{row.after}")
def test_an_outcome_leads_from_each_state_of_its_row_where_the_row_says(row: Transition) -> None:
    assert row.words
    assert row.evidence
    assert EventKind.STATEMENT not in row.evidence
    for state in row.before:
        docket = standing_at(state, civil=isinstance(state, ClaimState)).on("2021-01-01", row.outcome, 1)
        if row.after == SAME or (state == "none" and row.outcome not in BEGINNINGS):
            assert state_after(docket) == state
        elif row.after not in {FORMER, BEFORE}:  # which depend on how the charge came there: test_courses
            assert state_after(docket) == row.after, state
            assert movements(docket.record)[docket.events] is EffectResult.MOVED, state


@pytest.mark.parametrize("state", PATHS)
def test_an_outcome_not_in_the_table_moves_nothing(state: str) -> None:
    """Whatever does not follow leaves the charge where it is; what does is offered to editors."""
    before = charge_states(standing_at(state).record, day("2030-01-01"))[1]
    for outcome in Outcome:
        docket = standing_at(state).on("2021-01-01", outcome.value, 1)
        result = movements(docket.record)[docket.events]
        if outcome not in next_outcomes(ChargeState(state)):
            assert charge_states(docket.record, day("2030-01-01"))[1] == before, outcome
            assert result in {EffectResult.REPEATS, EffectResult.CANNOT_FOLLOW}, outcome
        if result is EffectResult.CANNOT_FOLLOW:
            assert docket.events in docket.qualifiers()["inconsistent"]["events"], outcome
            earlier = docket.qualifiers("2020-12-31").get("inconsistent", {"events": []})
            assert docket.events not in earlier["events"], outcome


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("acquitted", "found_guilty"),
        ("convicted", "not_guilty_jury"),
        ("dismissed", "trial_began"),
        ("none", "bound_over"),
        ("none", "found_guilty"),
        ("bound_over", "no_bill"),
        ("filed", "mistrial"),
        ("left_on_file", "sentenced"),
        ("filed", "a_word_no_list_knows"),
        ("filed", "claim_settled"),
    ],
)
def test_what_cannot_follow_marks_the_record_inconsistent(state: str, outcome: str) -> None:
    docket = standing_at(state).on("2021-01-01", outcome, 1, kind="ruling")
    assert docket.qualifiers()["inconsistent"]["events"] == [docket.events]
    assert state_after(docket) == state


def test_an_effect_on_a_charge_nobody_knows_marks_the_record_inconsistent() -> None:
    docket = standing_at("filed").on("2021-01-01", "dismissed_with_prejudice", 99)
    assert docket.qualifiers()["inconsistent"]["events"] == [2]


def test_every_code_has_a_rule() -> None:
    assert rules_missing() == []


def test_the_outcomes_offered_from_a_state_are_those_with_a_row() -> None:
    assert Outcome.FOUND_GUILTY in next_outcomes(ChargeState.ON_TRIAL)
    assert Outcome.FOUND_GUILTY not in next_outcomes(ChargeState.CONVICTED)
    assert ClaimOutcome.SETTLED in next_outcomes(ClaimState.FILED)
    assert all(isinstance(one, ClaimOutcome) for one in next_outcomes(ClaimState.FILED))


def test_no_outcome_has_two_rows_for_one_state() -> None:
    pairs = [(row.outcome, state) for row in TRANSITIONS for state in row.before]
    assert len(pairs) == len(set(pairs))


# --- What an event must be ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("statement", "dismissed_with_prejudice"),
        ("statement", "filed"),
        ("hearing", "found_guilty"),
        ("plea", "not_guilty_jury"),
        ("filing", "dismissed_with_prejudice"),
    ],
)
def test_an_event_of_the_wrong_kind_moves_nothing(kind: str, outcome: str) -> None:
    docket = standing_at("bound_over").on("2021-01-01", outcome, 1, kind=kind)
    assert state_after(docket) == "bound_over"
    assert movements(docket.record)[docket.events] is EffectResult.BY_RULE
    assert docket.qualifiers() == {}


@pytest.mark.parametrize("kind", [kind.value for kind in EventKind])
def test_an_event_that_only_concerns_a_charge_moves_nothing(kind: str) -> None:
    docket = standing_at("bound_over")
    before = docket.status()
    docket.on("2021-01-01", "concerns", 1, kind=kind)
    assert docket.status() == before
    assert movements(docket.record)[docket.events] is EffectResult.BY_RULE
