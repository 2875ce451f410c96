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
    Moved,
    Transition,
    charge_states,
    movements,
    next_outcomes,
    rules_missing,
)
from tests.proceedings.law.rules.docket import (
    CLAIM_PATHS,
    PATHS,
    day,
    standing_at,
    state_after,
)

U = ("filed", "bound_over", "on_trial", "mistrial", "remanded")
G = ("found_guilty", "convicted")

# The table of docs/domain.md, Transitions, written a second time by hand: (outcome, from, to).
EXPECTED: list[tuple[str, tuple[str, ...], str]] = [
    ("filed", ("none",), "filed"),
    ("indicted", ("none", "filed"), "bound_over"),
    ("bound_over", ("filed",), "bound_over"),
    ("superseded", U, "replaced"),
    ("transferred", U, "transferred"),
    ("trial_began", ("filed", "bound_over", "mistrial", "remanded"), "on_trial"),
    ("plea_accepted", U, "found_guilty"),
    ("found_guilty", U, "found_guilty"),
    ("convicted_on_appeal", ("acquitted",), "found_guilty"),
    ("merged", ("found_guilty",), "convicted"),
    ("new_trial_granted", G, "bound_over"),
    ("convicted_plea", (*U, "found_guilty"), "convicted"),
    ("convicted_trial", (*U, "found_guilty"), "convicted"),
    ("convicted_lesser", U, "replaced"),
    ("not_guilty_jury", U, "acquitted"),
    ("not_guilty_bench", U, "acquitted"),
    ("judgment_of_acquittal", (*U, "found_guilty"), "acquitted"),
    ("no_evidence_offered", U, "acquitted"),
    ("ngri", U, "not_guilty_insanity"),
    ("dismissed_with_prejudice", U, "dismissed"),
    ("dismissed_without_prejudice", U, "dismissed"),
    ("dismissed_unspecified", U, "dismissed"),
    ("nolle_prosequi", U, "dismissed"),
    ("withdrawn", U, "dismissed"),
    ("discontinued", U, "dismissed"),
    ("no_bill", ("filed",), "not_proceeded"),
    ("no_probable_cause", ("filed",), "not_proceeded"),
    ("not_confirmed", ("filed",), "not_proceeded"),
    ("non_lieu", ("filed",), "not_proceeded"),
    ("lies_on_file", U, "left_on_file"),
    ("mistrial", ("on_trial",), "mistrial"),
    ("abated_by_death", (*U, *G), "abated"),
    ("died", U, "abated"),
    ("diverted", U, "diverted"),
    ("adjudication_withheld", ("found_guilty",), "deferred_adjudication"),
    ("deferred_sentence", ("found_guilty",), "deferred_sentence"),
    ("dismissed_after_deferral", ("diverted", "deferred_adjudication", "deferred_sentence"), "dismissed"),
    ("sentenced", (*U, "found_guilty", "deferred_sentence"), "convicted"),
    ("sentence_vacated", ("convicted",), "found_guilty"),
    ("reversed_and_remanded", ("convicted", "dismissed"), "remanded"),
    ("retrial_ordered", ("convicted", "dismissed"), "remanded"),
    ("reversed_acquitted", ("convicted",), "acquitted"),
    ("reversed_dismissed", ("convicted",), "dismissed"),
    ("quashed", ("convicted",), "vacated"),
    ("vacated", ("convicted",), "vacated"),
]
CIVIL_EXPECTED: list[tuple[str, tuple[str, ...], str]] = [
    ("claim_filed", ("none",), "filed"),
    ("claim_settled", ("filed",), "settled"),
    ("claim_dismissed_with_prejudice", ("filed",), "dismissed"),
    ("claim_dismissed_without_prejudice", ("filed",), "dismissed"),
    ("claim_dismissed_unspecified", ("filed",), "dismissed"),
    ("claim_judgment_for_plaintiff", ("filed",), "judgment_for_plaintiff"),
    ("claim_judgment_for_defendant", ("filed",), "judgment_for_defendant"),
    ("claim_transferred", ("filed",), "transferred"),
    ("claim_reinstated", ("settled", "dismissed"), "filed"),
    ("claim_reversed", ("dismissed", "judgment_for_plaintiff", "judgment_for_defendant"), "filed"),
]


def cases(table: list[tuple[str, tuple[str, ...], str]]) -> list[tuple[str, str, str]]:
    return [(before, outcome, after) for outcome, states, after in table for before in states]


@pytest.mark.parametrize("state", PATHS)
def test_every_state_of_a_charge_can_be_reached(state: str) -> None:
    assert state_after(standing_at(state)) == state


@pytest.mark.parametrize("state", CLAIM_PATHS)
def test_every_state_of_a_claim_can_be_reached(state: str) -> None:
    assert state_after(standing_at(state, civil=True)) == state


@pytest.mark.parametrize(("before", "outcome", "after"), cases(EXPECTED))
def test_an_outcome_leads_where_the_table_says(before: str, outcome: str, after: str) -> None:
    docket = standing_at(before).on("2021-01-01", outcome, 1)
    assert state_after(docket) == after
    assert movements(docket.record)[docket.events] is Moved.MOVED


@pytest.mark.parametrize(("before", "outcome", "after"), cases(CIVIL_EXPECTED))
def test_a_claim_outcome_leads_where_the_table_says(before: str, outcome: str, after: str) -> None:
    docket = standing_at(before, civil=True).on("2021-01-01", outcome, 1)
    assert state_after(docket) == after


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.outcome}-{row.after}")
def test_every_row_of_the_table_is_told_and_shown_by_some_event(row: Transition) -> None:
    assert row.words
    assert row.evidence
    assert EventKind.STATEMENT not in row.evidence


def every_pair() -> list[tuple[str, str]]:
    return [(state, outcome.value) for state in PATHS for outcome in Outcome]


@pytest.mark.parametrize(("state", "outcome"), every_pair())
def test_an_outcome_not_in_the_table_moves_nothing(state: str, outcome: str) -> None:
    """Whatever does not follow leaves the charge where it is; what does is offered to editors."""
    docket = standing_at(state)
    before = charge_states(docket.record, day("2030-01-01"))[1]
    docket.on("2021-01-01", outcome, 1)
    after = charge_states(docket.record, day("2030-01-01"))[1]
    result = movements(docket.record)[docket.events]
    if outcome not in next_outcomes(ChargeState(state)):
        assert after == before
        assert result in {Moved.REPEATS, Moved.CANNOT_FOLLOW}
    if result is Moved.CANNOT_FOLLOW:
        assert docket.events in docket.qualifiers()["inconsistent"]["events"]
        earlier = docket.qualifiers("2020-12-31").get("inconsistent", {"events": []})
        assert docket.events not in earlier["events"]


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
    assert movements(docket.record)[docket.events] is Moved.BY_RULE
    assert docket.qualifiers() == {}


@pytest.mark.parametrize("kind", [kind.value for kind in EventKind])
def test_an_event_that_only_concerns_a_charge_moves_nothing(kind: str) -> None:
    docket = standing_at("bound_over")
    before = docket.status()
    docket.on("2021-01-01", "concerns", 1, kind=kind)
    assert docket.status() == before
    assert movements(docket.record)[docket.events] is Moved.BY_RULE
