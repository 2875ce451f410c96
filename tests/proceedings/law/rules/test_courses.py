"""What outcomes do beyond the table of transitions: say again, lead back, carry over, and on what terms."""

from decimal import Decimal
from typing import Any

import pytest

from proceedings.law.rules import Component, EffectResult, charge_states, movements
from tests.proceedings.law.rules.docket import (
    Docket,
    day,
    standing_at,
    state_after,
    term,
)

# --- Outcomes that say again what is so --------------------------------------------------------------


def test_a_written_order_repeating_an_oral_one_changes_nothing_since_included() -> None:
    docket = standing_at("on_trial").on("2021-07-12", "dismissed_with_prejudice", 1, by="court")
    before = charge_states(docket.record, day("2030-01-01"))
    docket.on("2021-07-15", "dismissed_with_prejudice", 1, by="court")
    assert charge_states(docket.record, day("2030-01-01")) == before
    assert movements(docket.record)[docket.events] is EffectResult.REPEATS
    assert docket.qualifiers() == {}


def test_a_later_order_states_the_terms_an_earlier_one_left_open() -> None:
    docket = standing_at("filed").on("2021-01-01", "dismissed_unspecified", 1)
    assert docket.code() == "dismissed"
    docket.on("2021-01-05", "dismissed_with_prejudice", 1)
    assert docket.code("2021-01-04") == "dismissed"
    assert docket.code() == "dismissed_with_prejudice"


def test_an_order_with_prejudice_cannot_follow_one_without() -> None:
    docket = standing_at("filed").on("2021-01-01", "dismissed_without_prejudice", 1)
    docket.on("2021-01-05", "dismissed_with_prejudice", 1)
    assert docket.code() == "dismissed_without_prejudice"
    assert docket.qualifiers()["inconsistent"]["events"] == [3]


def test_a_second_day_of_trial_changes_nothing() -> None:
    docket = standing_at("on_trial").on("2021-01-02", "trial_began", 1)
    assert movements(docket.record)[3] is EffectResult.REPEATS


# --- Where a charge goes back to, and where a new one starts -----------------------------------------


@pytest.mark.parametrize("before", ["filed", "bound_over", "on_trial", "mistrial", "remanded"])
def test_a_reinstated_charge_returns_to_its_last_undecided_state(before: str) -> None:
    docket = standing_at(before).on("2021-01-01", "dismissed_without_prejudice", 1)
    docket.on("2021-02-01", "reinstated", 1)
    assert state_after(docket) == before


def test_a_charge_not_sent_to_trial_can_be_reinstated() -> None:
    assert state_after(standing_at("not_proceeded").on("2021-02-01", "reinstated", 1)) == "filed"


@pytest.mark.parametrize("before", ["filed", "bound_over", "on_trial"])
def test_a_withdrawn_plea_leaves_the_charge_where_the_plea_found_it(before: str) -> None:
    docket = standing_at(before).on("2021-01-01", "plea_accepted", 1, plea="guilty")
    docket.on("2021-02-01", "plea_withdrawn", 1)
    assert state_after(docket) == before


def test_a_plea_withdrawn_after_sentence_leaves_the_charge_where_the_plea_found_it() -> None:
    docket = standing_at("bound_over").on("2021-01-01", "plea_accepted", 1).on("2021-01-02", "sentenced", 1)
    assert state_after(docket.on("2021-02-01", "plea_withdrawn", 1)) == "bound_over"


def test_a_plea_cannot_be_withdrawn_where_a_verdict_was_returned() -> None:
    docket = standing_at("found_guilty").on("2021-02-01", "plea_withdrawn", 1)
    assert state_after(docket) == "found_guilty"
    assert "inconsistent" in docket.qualifiers()


@pytest.mark.parametrize(
    ("deferred", "back"),
    [
        ("diverted", "filed"),
        ("deferred_adjudication", "found_guilty"),
        ("deferred_sentence", "found_guilty"),
    ],
)
def test_a_revoked_deferral_puts_the_charge_back_where_it_was(deferred: str, back: str) -> None:
    assert state_after(standing_at(deferred).on("2021-01-01", "deferral_revoked", 1)) == back


@pytest.mark.parametrize("link", ["amends", "supersedes"])
@pytest.mark.parametrize("stood", ["filed", "bound_over", "on_trial", "mistrial", "remanded"])
def test_a_replacing_charge_starts_where_the_replaced_one_stood(link: str, stood: str) -> None:
    docket = standing_at(stood).count(2, (link, 1)).on("2021-01-01", {1: "superseded", 2: "filed"})
    assert (state_after(docket, 1), state_after(docket, 2)) == ("replaced", stood)


@pytest.mark.parametrize(
    ("stood", "starts"), [("filed", "bound_over"), ("bound_over", "bound_over"), ("on_trial", "on_trial")]
)
def test_a_superseding_indictment_starts_at_least_at_awaiting_trial(stood: str, starts: str) -> None:
    docket = standing_at(stood).count(2, ("supersedes", 1)).on("2021-01-01", {1: "superseded", 2: "indicted"})
    assert state_after(docket, 2) == starts


def test_an_amended_charge_goes_on_as_it_was() -> None:
    docket = standing_at("bound_over").on("2021-01-01", "amended", 1)
    state = charge_states(docket.record, day("2030-01-01"))[1]
    assert (state.state, state.amended, state.since) == ("bound_over", True, day("2020-01-02"))


@pytest.mark.parametrize("outcome", ["found_guilty", "plea_accepted", "convicted_trial", "convicted_plea"])
def test_a_lesser_offence_may_begin_with_its_finding(outcome: str) -> None:
    docket = standing_at("on_trial").count(2, ("lesser_included_of", 1))
    docket.on("2021-01-01", {1: "convicted_lesser", 2: outcome}, kind="ruling")
    guilty = "convicted" if outcome.startswith("convicted") else "found_guilty"
    assert (state_after(docket, 1), state_after(docket, 2)) == ("replaced", guilty)
    assert docket.qualifiers()["convicted_of_lesser"]["count"] == 1
    assert docket.status().counts["charges"] == 1


@pytest.mark.parametrize("outcome", ["filed", "transferred", "bound_over"])
def test_a_charge_from_another_case_carries_on_in_its_former_state(outcome: str) -> None:
    docket = standing_at("on_trial", key=9, docket=Docket(0).count(9, elsewhere=True))
    docket.count(1, ("continues", 9)).on("2021-01-01", "transferred", 9).on("2021-01-02", outcome, 1)
    assert state_after(docket) == "on_trial"


def test_a_charge_moved_in_without_a_link_is_inconsistent() -> None:
    docket = Docket().on("2021-01-02", "transferred", 1)
    assert docket.code() == "not_charged"
    assert "inconsistent" in docket.qualifiers()


def test_what_is_odd_in_the_other_case_is_not_told_here() -> None:
    docket = Docket().count(9, elsewhere=True).on("2020-01-01", "filed", 1).on("2020-01-02", "mistrial", 9)
    assert docket.qualifiers() == {}


# --- Terms, sides, findings --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "kind", "details", "by", "prejudice"),
    [
        ("dismissed_with_prejudice", "ruling", {}, "court", "with"),
        ("dismissed_without_prejudice", "notice", {}, "prosecutor", "without"),
        ("dismissed_unspecified", "ruling", {"by": "prosecutor"}, "prosecutor", "unspecified"),
        ("nolle_prosequi", "notice", {}, "prosecutor", "without"),
        ("nolle_prosequi", "ruling", {}, "prosecutor", "without"),
        ("withdrawn", "notice", {"prejudice": "with"}, "prosecutor", "with"),
        ("discontinued", "notice", {"prejudice": "unspecified"}, "prosecutor", "unspecified"),
    ],
)
def test_a_dismissal_says_by_whom_and_on_what_terms(
    outcome: str, kind: str, details: dict[str, Any], by: str, prejudice: str
) -> None:
    docket = standing_at("bound_over").on("2021-01-01", outcome, 1, kind=kind, **details)
    state = charge_states(docket.record, day("2030-01-01"))[1]
    assert (state.by, state.prejudice) == (by, prejudice)


def test_a_nolle_prosequi_once_the_jury_is_sworn_leaves_the_terms_open() -> None:
    docket = standing_at("on_trial").on("2021-01-01", "nolle_prosequi", 1)
    assert docket.code() == "dismissed"


@pytest.mark.parametrize("verdict", ["trial_began", "not_guilty_jury", "found_guilty", "ngri"])
def test_what_is_dropped_after_a_trial_on_another_charge_leaves_the_terms_open(verdict: str) -> None:
    docket = Docket(2).on("2020-01-01", "filed").on("2020-10-01", verdict, 1)
    docket.on("2020-11-07", "nolle_prosequi", 2)
    assert _terms(docket, 2) == "unspecified"


def test_what_is_dropped_on_the_day_of_a_verdict_leaves_the_terms_open_whatever_stands_first() -> None:
    docket = Docket(2).on("2020-01-01", "filed").on("2020-10-01", "nolle_prosequi", 2)
    assert _terms(docket, 2) == "without"
    assert _terms(docket.on("2020-10-01", "not_guilty_bench", 1), 2) == "unspecified"


@pytest.mark.parametrize(
    ("outcome", "details"),
    [("nolle_prosequi", {"prejudice": "without"}), ("dismissed_without_prejudice", {})],
)
def test_terms_that_are_stated_stand_whatever_the_trial(outcome: str, details: dict[str, Any]) -> None:
    docket = Docket(2).on("2020-01-01", "filed").on("2020-10-01", "not_guilty_jury", 1)
    docket.on("2020-11-07", outcome, 2, **details)
    assert _terms(docket, 2) == "without"


def test_what_is_dropped_before_a_trial_or_after_a_plea_can_be_brought_again() -> None:
    docket = Docket(3).on("2020-01-01", "filed").on("2020-02-01", "plea_accepted", 1)
    docket.on("2020-02-01", "nolle_prosequi", 2).on("2020-10-01", "trial_began", 3)
    assert _terms(docket, 2) == "without"


def test_a_trial_in_another_case_says_nothing_of_the_terms() -> None:
    docket = Docket(1).on("2020-01-01", "filed").count(9, ("refiles", 1), elsewhere=True)
    docket.on("2020-02-01", "filed", 9).on("2020-10-01", "trial_began", 9)
    assert _terms(docket.on("2020-11-07", "nolle_prosequi", 1), 1) == "without"


def _terms(docket: Docket, count: int) -> str:
    """Return on what terms a charge was dropped in the end."""
    return charge_states(docket.record, day("2030-01-01"))[count].prejudice


def test_a_case_dismissed_outright_on_appeal_is_dismissed_with_prejudice() -> None:
    docket = standing_at("convicted").on("2021-01-01", "reversed_dismissed", 1, above=True)
    assert docket.code() == "dismissed_with_prejudice"


def test_a_sentence_with_no_recorded_finding_convicts_and_says_so() -> None:
    docket = standing_at("bound_over").on("2021-01-01", "sentenced", 1, parts=(term(6),))
    assert docket.code() == "sentenced_custody"
    assert docket.qualifiers()["finding_not_recorded"]["events"] == [3]


def test_one_sentence_for_the_whole_case_is_that_of_the_charges_found_guilty() -> None:
    docket = Docket(2).on("2020-01-01", "filed").on("2020-02-01", "found_guilty", 1)
    docket.on("2020-03-01", "sentenced", parts=(term(6),))
    assert (state_after(docket, 1), state_after(docket, 2)) == ("convicted", "filed")
    assert docket.code() == "guilty_in_part_pending"


def test_a_whole_case_is_dismissed_on_every_undecided_charge() -> None:
    docket = Docket(2).on("2020-01-01", "filed").on("2020-02-01", "not_guilty_jury", 1)
    docket.on("2020-03-01", "dismissed_with_prejudice")
    assert (state_after(docket, 1), state_after(docket, 2)) == ("acquitted", "dismissed")
    assert docket.qualifiers()["dismissed_on"] == {"code": "dismissed_on", "count": 1, "of": 2}


def test_a_dismissal_after_a_settlement_changes_nothing() -> None:
    docket = standing_at("settled", civil=True).on("2021-01-01", "claim_dismissed_with_prejudice", 1)
    assert docket.code() == "civil_settled"
    assert docket.qualifiers() == {}


def test_a_claim_sent_back_from_another_court_is_open_again() -> None:
    assert (
        standing_at("transferred", civil=True).on("2021-01-01", "claim_reinstated", 1).code()
        == "civil_pending"
    )


def test_a_claim_removed_here_stands_open() -> None:
    docket = Docket(0, civil=True).count(9, elsewhere=True).count(1, ("continues", 9))
    docket.on("2020-01-01", "claim_filed", 9).on("2020-02-01", "claim_transferred", 9)
    docket.on("2020-02-01", "claim_transferred", 1)
    assert docket.code() == "civil_pending"
    assert docket.qualifiers()["continued_from"]["cases"] == [2]


def test_an_uncertain_day_is_told_with_both_its_ends() -> None:
    docket = Docket().on("2023-01-10", "indicted", 1)
    docket.on("2023-03-31", "warrant_issued", after="2023-02-01")
    assert docket.qualifiers()["warrant_outstanding"] == {
        "code": "warrant_outstanding",
        "event": 2,
        "on": "2023-03-31",
        "earliest": "2023-02-01",
    }


def test_nobody_is_released_before_a_release() -> None:
    supervised = Component(kind="supervised_release", maximum=Decimal(5), unit="years")
    docket = standing_at("found_guilty").on("2023-06-01", "sentenced", 1, parts=(supervised,))
    assert docket.code() == "sentenced_community"
    served = Component(kind="imprisonment", time_served=True)
    docket = standing_at("found_guilty").on("2023-06-01", "sentenced", 1, parts=(served, supervised))
    assert docket.code() == "released_under_supervision"
