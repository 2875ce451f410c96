"""Every row of both precedence tables, and what sentences and groups make of them."""

from decimal import Decimal

import pytest

from proceedings.law.codes import ComponentKind, Phase, StatusCode
from proceedings.law.rules import (
    PRECEDENCE_CIVIL,
    PRECEDENCE_CRIMINAL,
    Component,
    activity,
    codes_of,
    phase_of,
    row_of,
)
from tests.proceedings.law.rules.docket import (
    Docket,
    day,
    standing_at,
    term,
)


def with_states(*states: str) -> Docket:
    """Write a history in which one count after another comes to stand in these states."""
    docket = Docket(len(states))
    for key, state in enumerate(states, 1):
        standing_at(state, key=key, docket=docket)
    return docket


def dismissed(*ways: tuple[str, str]) -> Docket:
    """Write a history of counts that each end by one outcome from one state."""
    docket = Docket(len(ways))
    for key, (state, outcome) in enumerate(ways, 1):
        standing_at(state, key=key, docket=docket).on("2020-12-01", outcome, key)
    return docket


WITH, WITHOUT, SILENT = (
    ("filed", "dismissed_with_prejudice"),
    ("filed", "dismissed_without_prejudice"),
    ("filed", "dismissed_unspecified"),
)
AFTER, STOPPED = ("diverted", "dismissed_after_deferral"), ("filed", "no_bill")

ROWS: list[tuple[int, str, Docket]] = [
    (1, "not_charged", Docket()),
    (2, "guilty_in_part_pending", with_states("found_guilty", "bound_over")),
    (2, "guilty_in_part_pending", with_states("convicted", "mistrial")),
    (3, "found_guilty_awaiting_sentence", with_states("found_guilty", "acquitted")),
    (3, "found_guilty_awaiting_sentence", with_states("found_guilty", "diverted")),
    (4, "sentenced", with_states("convicted", "found_guilty")),
    (4, "sentenced", with_states("convicted", "outcome_not_read")),
    (25, "outcome_not_read", with_states("outcome_not_read", "filed")),
    (25, "outcome_not_read", with_states("found_guilty").on("2021-01-01", "outcome_not_read")),
    (25, "outcome_not_read", with_states("outcome_not_read").on("2021-01-01", "warrant_issued")),
    (5, "pending_at_large", with_states("on_trial").on("2021-01-01", "warrant_issued")),
    (6, "pending_inactive", with_states("on_trial").on("2021-01-01", "stayed")),
    (6, "pending_inactive", with_states("filed").on("2021-01-01", "incompetent", 1)),
    (7, "on_trial", with_states("filed", "on_trial", "mistrial")),
    (7, "on_trial", with_states("on_trial", "filed").on("2021-01-01", "stayed", 2)),
    (8, "pending_retrial", with_states("mistrial", "remanded", "bound_over")),
    (9, "pending_remand", with_states("remanded", "bound_over")),
    (10, "awaiting_trial", with_states("bound_over", "filed")),
    (11, "charged", with_states("filed", "acquitted")),
    (12, "deferred_sentence", with_states("deferred_sentence", "diverted")),
    (13, "deferred", with_states("diverted", "transferred")),
    (13, "deferred", with_states("deferred_adjudication", "acquitted")),
    (14, "transferred", with_states("transferred", "abated")),
    (15, "abated_by_death", with_states("abated", "not_guilty_insanity")),
    (16, "not_guilty_insanity", with_states("not_guilty_insanity", "acquitted")),
    (17, "acquitted", with_states("acquitted", "acquitted")),
    (18, "conviction_overturned", with_states("vacated", "dismissed", "acquitted")),
    (19, "dismissed_after_deferral", dismissed(AFTER, AFTER)),
    (20, "dismissed_with_prejudice", dismissed(WITH, WITH)),
    (21, "not_sent_to_trial", dismissed(STOPPED, STOPPED)),
    (22, "dismissed_without_prejudice", dismissed(WITHOUT, STOPPED)),
    (22, "dismissed_without_prejudice", dismissed(WITHOUT)),
    (23, "dismissed", dismissed(WITH, WITHOUT, AFTER, SILENT, STOPPED)),
    (23, "dismissed", dismissed(SILENT)),
    (24, "ended_without_conviction", with_states("acquitted", "dismissed", "left_on_file")),
]


@pytest.mark.parametrize(("number", "code", "docket"), ROWS, ids=[f"{n}-{c}" for n, c, _d in ROWS])
def test_the_first_row_that_matches_is_the_status(number: int, code: str, docket: Docket) -> None:
    status = docket.status()
    assert (status.rule, status.code.value, status.table) == (number, code, "criminal")
    assert row_of(status).number == number


def test_every_row_of_the_criminal_table_has_a_history() -> None:
    assert {number for number, _code, _docket in ROWS} == {row.number for row in PRECEDENCE_CRIMINAL}
    # A number is stored with a status, so it stays; a row that came later stands where the law wants it.
    assert [row.number for row in PRECEDENCE_CRIMINAL] == [1, 2, 3, 4, 25, *range(5, 25)]


def claims(*states: str) -> Docket:
    """Write a suit in which one claim after another comes to stand in these states."""
    docket = Docket(len(states), civil=True)
    for key, state in enumerate(states, 1):
        standing_at(state, civil=True, key=key, docket=docket)
    return docket


def claims_dismissed(*outcomes: str) -> Docket:
    """Write a suit whose claims are dismissed on these terms."""
    docket = Docket(len(outcomes), civil=True).on("2020-01-01", "claim_filed")
    return docket.on("2020-02-01", dict(enumerate(outcomes, 1)))


D_WITH, D_WITHOUT = "claim_dismissed_with_prejudice", "claim_dismissed_without_prejudice"
CIVIL_ROWS: list[tuple[int, str, Docket]] = [
    (1, "civil_not_sued", claims("none")),
    (2, "civil_paused", claims("filed").on("2021-01-01", "claim_paused", 1)),
    (2, "civil_paused", claims("filed", "settled").on("2021-01-01", "claim_paused")),
    (3, "civil_pending", claims("filed", "judgment_for_plaintiff")),
    (3, "civil_pending", claims("filed", "filed").on("2021-01-01", "claim_paused", 1)),
    (4, "civil_transferred", claims("transferred", "judgment_for_plaintiff")),
    (5, "civil_judgment_for_plaintiff", claims("judgment_for_plaintiff", "judgment_for_defendant")),
    (6, "civil_judgment_for_defendant", claims("judgment_for_defendant", "judgment_for_defendant")),
    (7, "civil_settled", claims("settled", "settled")),
    (8, "civil_dismissed_with_prejudice", claims_dismissed(D_WITH, D_WITH)),
    (9, "civil_dismissed_without_prejudice", claims_dismissed(D_WITHOUT)),
    (10, "civil_dismissed", claims_dismissed(D_WITH, D_WITHOUT)),
    (11, "civil_ended", claims("settled", "dismissed")),
]


@pytest.mark.parametrize(
    ("number", "code", "docket"), CIVIL_ROWS, ids=[f"{n}-{c}" for n, c, _d in CIVIL_ROWS]
)
def test_the_first_civil_row_that_matches_is_the_status(number: int, code: str, docket: Docket) -> None:
    status = docket.status()
    assert (status.rule, status.code.value, status.table) == (number, code, "civil")


def test_every_row_of_the_civil_table_has_a_history() -> None:
    assert {number for number, _code, _docket in CIVIL_ROWS} == {row.number for row in PRECEDENCE_CIVIL}


# --- Row 4: the heaviest part that stands ------------------------------------------------------------

PROBATION = Component(kind="probation", maximum=Decimal(12), unit="months")
FINE = Component(kind="fine", amount=Decimal(500), currency="USD")
SUPERVISED = Component(kind="supervised_release", maximum=Decimal(3), unit="years")
SENTENCES: list[tuple[str, str, tuple[Component, ...]]] = [
    ("death outweighs all", "sentenced_death", (term(12), Component(kind="death"))),
    ("life", "sentenced_custody", (Component(kind="life"),)),
    ("a term", "sentenced_custody", (FINE, term(18))),
    ("a term suspended in part", "sentenced_custody", (term(18, suspended=12),)),
    ("a term with no length", "sentenced_custody", (Component(kind="imprisonment"),)),
    ("a term wholly suspended", "sentenced_suspended", (term(6, suspended=6), PROBATION, FINE)),
    ("a suspended sentence", "sentenced_suspended", (Component(kind="suspended"), FINE)),
    ("time served, then supervision", "released_under_supervision", (term(6, time_served=True), SUPERVISED)),
    ("time served", "sentence_completed", (term(6, time_served=True),)),
    ("probation", "sentenced_community", (PROBATION, FINE)),
    ("community service", "sentenced_community", (Component(kind="community_service"),)),
    ("home detention", "sentenced_community", (Component(kind="home_detention"),)),
    ("a programme", "sentenced_community", (Component(kind="programme"),)),
    ("money", "sentenced_financial", (FINE, Component(kind="no_contact"))),
    ("restitution", "sentenced_financial", (Component(kind="restitution"),)),
    ("a discharge", "sentenced", (Component(kind="conditional_discharge"),)),
    ("nothing recorded", "sentenced", ()),
    ("a disputed term", "sentenced_financial", (term(18, disputed=True), FINE)),
]


@pytest.mark.parametrize(("code", "parts"), [row[1:] for row in SENTENCES], ids=[row[0] for row in SENTENCES])
def test_a_sentence_weighs_as_its_heaviest_part(code: str, parts: tuple[Component, ...]) -> None:
    assert standing_at("found_guilty").on("2020-02-01", "sentenced", 1, parts=parts).code() == code


def test_every_kind_of_component_weighs_something() -> None:
    for kind in ComponentKind:
        docket = standing_at("found_guilty").on("2020-02-01", "sentenced", 1, parts=(Component(kind=kind),))
        assert docket.status().rule == 4


def test_the_heaviest_of_two_sentences_is_the_status() -> None:
    docket = with_states("found_guilty", "found_guilty")
    docket.on("2020-02-01", "sentenced", 1, parts=(FINE,)).on("2020-03-01", "sentenced", 2, parts=(term(3),))
    assert docket.code("2020-02-15") == "sentenced_financial"
    assert docket.code() == "sentenced_custody"
    assert [one["on"] for one in docket.status().particulars["sentences"]] == ["2020-02-01", "2020-03-01"]


def test_a_part_that_reaches_two_charges_is_one_part() -> None:
    docket = with_states("found_guilty", "found_guilty")
    docket.on("2020-02-01", "sentenced", 1, 2, parts=(term(6, key=7),))
    assert len(docket.status().particulars["sentence"]["components"]) == 1


def test_a_merged_conviction_has_no_sentence_of_its_own() -> None:
    docket = with_states("found_guilty", "found_guilty").on("2020-02-01", "sentenced", 1, parts=(term(6),))
    docket.on("2020-02-01", "merged", 2).on("2020-08-01", "sentence_completed", 1)
    assert docket.code("2020-03-01") == "sentenced_custody"
    assert docket.code() == "sentence_completed"


SERVING = ("found_guilty", (term(12), SUPERVISED))


@pytest.mark.parametrize(
    ("ground", "parts", "code"),
    [
        ("supervision", (term(12),), "released_under_supervision"),
        ("end_of_term", (term(12),), "sentence_completed"),
        ("end_of_term", (term(12), SUPERVISED), "released_under_supervision"),
        ("end_of_term", (term(12), FINE), "sentenced_financial"),
        ("unknown", (term(12),), "sentenced_custody"),
        ("", (term(12),), "sentenced_custody"),
    ],
)
def test_a_release_counts_by_its_ground(ground: str, parts: tuple[Component, ...], code: str) -> None:
    docket = standing_at("found_guilty").on("2020-02-01", "sentenced", 1, parts=parts)
    docket.on("2020-09-01", "released", ground=ground)
    assert docket.code() == code
    assert ("released" in docket.qualifiers()) is (ground in ("unknown", ""))


def test_a_return_to_custody_undoes_a_release() -> None:
    docket = standing_at("found_guilty").on("2020-02-01", "sentenced", 1, parts=(term(12),))
    docket.on("2020-09-01", "released", ground="supervision").on("2020-10-01", "returned_to_custody")
    assert docket.code("2020-09-15") == "released_under_supervision"
    assert docket.code() == "sentenced_custody"


@pytest.mark.parametrize(
    ("outcome", "parts", "code"),
    [
        ("sentence_modified", (FINE,), "sentenced_financial"),
        ("probation_revoked", (term(3),), "sentenced_custody"),
        ("suspension_activated", (), "sentenced_custody"),
        ("commuted", (PROBATION,), "sentenced_community"),
        ("sentence_modified", (), "sentenced_suspended"),
    ],
)
def test_what_changes_a_sentence_brings_its_parts(
    outcome: str, parts: tuple[Component, ...], code: str
) -> None:
    docket = standing_at("found_guilty").on("2020-02-01", "sentenced", 1, parts=(term(6, suspended=6),))
    docket.on("2020-05-01", outcome, 1, parts=parts)
    assert docket.code() == code


def test_a_vacated_sentence_is_awaited_again() -> None:
    docket = standing_at("found_guilty").on("2020-02-01", "sentenced", 1, parts=(term(6),))
    assert docket.on("2020-05-01", "sentence_vacated", 1).code() == "found_guilty_awaiting_sentence"


# --- Alternative groups ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "code", "guilty"),
    [
        ("found_guilty", "acquitted", "found_guilty_awaiting_sentence", 1),
        ("filed", "found_guilty", "found_guilty_awaiting_sentence", 1),
        ("diverted", "on_trial", "deferred", 0),
        ("bound_over", "on_trial", "on_trial", 0),
        ("dismissed", "filed", "charged", 0),
        ("acquitted", "dismissed", "acquitted", 0),
    ],
)
def test_an_alternative_group_counts_once_as_its_most_advanced(
    first: str, second: str, code: str, guilty: int
) -> None:
    docket = Docket(0).count(1, group="a").count(2, group="a")
    standing_at(first, key=1, docket=docket)
    standing_at(second, key=2, docket=docket)
    status = docket.status()
    assert (status.code, status.counts["charges"], status.counts["guilty"]) == (code, 1, guilty)


def test_a_group_says_refiling_is_barred_only_when_every_member_is_barred() -> None:
    docket = Docket(0).count(1, group="a").count(2, group="a").on("2020-01-01", "filed")
    docket.on("2020-02-01", {1: "dismissed_with_prejudice", 2: "dismissed_without_prejudice"})
    assert docket.code() == "dismissed_without_prejudice"


# --- Counts, phases, activity ------------------------------------------------------------------------


def test_the_counts_add_up_what_became_of_each_charge() -> None:
    docket = with_states("convicted", "acquitted", "dismissed", "filed", "replaced", "none", "diverted")
    counts = docket.status().counts
    assert {kind: number for kind, number in counts.items() if number} == {
        "charges": 5,
        "guilty": 1,
        "deferred": 1,
        "acquitted": 1,
        "dismissed": 1,
        "undecided": 1,
    }
    assert docket.qualifiers()["deferred_on"] == {"code": "deferred_on", "count": 1, "of": 5}


def test_an_outcome_that_was_not_read_is_said_of_each_charge_until_somebody_reads_it() -> None:
    docket = with_states("found_guilty", "filed", "acquitted")
    docket.on("2021-01-01", "outcome_not_read", 1, text="Committed to AGC").on(
        "2021-01-02", "outcome_not_read", 2, text="Def disch"
    )
    assert docket.code() == "outcome_not_read"
    assert docket.qualifiers()["outcome_not_read"] == {
        "code": "outcome_not_read",
        "count": 2,
        "of": 3,
        "events": [docket.record.effects[-2].event, docket.record.effects[-1].event],
    }
    assert docket.status().particulars["unread"]["text"] == "Committed to AGC"
    assert docket.status().counts["undecided"] == 0

    docket.on("2021-02-01", "sentenced", 1, parts=(term(6),)).on("2021-02-01", "dismissed_unspecified", 2)
    assert docket.code() == "sentenced_custody"
    assert "outcome_not_read" not in docket.qualifiers()


def test_words_not_read_about_a_decided_charge_are_said_beside_it() -> None:
    docket = standing_at("acquitted").on("2021-01-01", "outcome_not_read", 1, text="see order")
    assert docket.code() == "acquitted"
    assert docket.qualifiers()["outcome_not_read"]["count"] == 1


def test_charges_replaced_by_nothing_are_marked() -> None:
    docket = standing_at("replaced")
    assert docket.code() == "not_charged"
    assert docket.qualifiers()["inconsistent"]["events"] == [2]


def test_every_status_belongs_to_exactly_one_phase() -> None:
    listed = [code for phase in Phase for code in codes_of(phase)]
    assert sorted(listed) == sorted(StatusCode)
    assert phase_of("guilty_in_part_pending") is Phase.GUILTY
    assert phase_of("civil_transferred") is Phase.ELSEWHERE


@pytest.mark.parametrize(
    ("docket", "expected"),
    [
        (with_states("filed"), "pending_active"),
        (with_states("found_guilty"), "pending_active"),
        (with_states("filed").on("2021-01-01", "warrant_issued"), "pending_inactive"),
        (with_states("filed").on("2021-01-01", "stayed"), "pending_inactive"),
        (with_states("diverted"), "pending_inactive"),
        (with_states("convicted", "acquitted"), "disposed"),
        (
            Docket(2).on("2020-01-01", "filed").on("2020-02-01", "not_guilty_jury", 1),
            "pending_active",
        ),
        (with_states("remanded"), "reopened"),
        (with_states("dismissed").on("2021-01-01", "reinstated", 1), "reopened"),
        (claims("filed").on("2021-01-01", "claim_paused", 1), "pending_inactive"),
        (claims("settled"), "disposed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_case_counts_in_the_caseload_as_the_court_counts_it(docket: Docket, expected: str) -> None:
    assert activity(docket.record, day("2030-01-01")).value == expected
