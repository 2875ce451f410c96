"""The hard cases (docs/domain.md, Hard cases), and one invented matter with the shape of a real one."""

from decimal import Decimal
from typing import Any

import pytest

from proceedings.law.rules import (
    Component,
    derive,
    movements,
    moves,
    needed,
)
from tests.proceedings.law.rules.docket import (
    Docket,
    day,
    standing_at,
    term,
)


def test_guilty_on_one_and_not_guilty_on_the_other() -> None:
    docket = (
        Docket(2).on("2024-02-22", "indicted").on("2024-03-06", {1: "found_guilty", 2: "not_guilty_jury"})
    )
    assert docket.code() == "found_guilty_awaiting_sentence"
    docket.on("2024-04-15", "sentenced", 1, parts=(term(18),))
    assert docket.code() == "sentenced_custody"
    assert docket.qualifiers() == {"acquitted_on": {"code": "acquitted_on", "count": 1, "of": 2}}


def test_dismissed_without_prejudice_and_refiled_under_a_new_number() -> None:
    old = Docket().count(9, ("refiles", 1), elsewhere=True)
    old.on("2023-01-31", "filed", 1).on("2023-04-21", "dismissed_without_prejudice", 1)
    old.on("2024-01-19", "indicted", 9)
    assert old.qualifiers("2024-01-18") == {}
    assert old.status().rule == 22
    assert old.qualifiers()["refiled_as"] == {"code": "refiled_as", "cases": [2]}

    new = Docket(0).count(9, elsewhere=True).count(1, ("refiles", 9))
    new.on("2023-01-31", "filed", 9).on("2023-04-21", "dismissed_without_prejudice", 9)
    new.on("2024-01-19", "indicted", 1)
    assert new.code("2023-12-31") == "not_charged"
    assert new.qualifiers("2023-12-31") == {}
    assert new.status().rule == 10
    assert new.qualifiers()["refiled_from"] == {"code": "refiled_from", "cases": [2]}


def test_a_charge_refiled_by_information_starts_as_filed() -> None:
    docket = standing_at("bound_over", key=9, docket=Docket(0).count(9, elsewhere=True))
    assert docket.count(1, ("refiles", 9)).on("2021-01-01", "filed", 1).code() == "charged"


def test_a_motion_to_dismiss_denied_moves_nothing() -> None:
    docket = standing_at("bound_over")
    before = docket.status()
    docket.on("2024-05-24", "concerns", 1, kind="ruling")
    assert docket.status() == before
    assert moves(docket.record)[3] is False


def test_dismissed_in_mid_trial_appealed_by_the_state_and_withdrawn() -> None:
    docket = standing_at("on_trial").on("2024-07-12", "dismissed_with_prejudice", 1)
    docket.on("2024-11-21", "appeal_noticed", by="prosecution", above=True)
    docket.on("2024-12-23", "appeal_withdrawn", by="prosecution", above=True)
    assert docket.qualifiers("2024-11-20") == {}
    assert docket.status("2024-12-01").rule == 20
    assert docket.qualifiers("2024-12-01") == {
        "appeal_pending": {"code": "appeal_pending", "by": ["prosecution"]},
        "not_final": {"code": "not_final"},
    }
    assert docket.status("2025-01-01").rule == 20
    over = {"code": "appeal_ended", "by": ["prosecution"], "how": "appeal_withdrawn", "on": "2024-12-23"}
    found = docket.qualifiers("2025-01-01")
    assert {name: one for name, one in found.pop("appeal_ended").items() if name != "event"} == over
    assert found == {}


def test_an_appeal_after_sentence() -> None:
    docket = standing_at("convicted").on("2024-09-20", "appeal_noticed", by="defence", above=True)
    assert docket.status().rule == 4
    assert docket.qualifiers()["appeal_pending"]["by"] == ["defence"]


@pytest.mark.parametrize(
    ("ending", "left"),
    [
        ({"outcome": "appeal_withdrawn", "by": "defence"}, ["prosecution"]),
        ({"outcome": "appeal_dismissed", "by": "prosecution"}, ["defence"]),
        ({"outcome": "affirmed"}, []),
    ],
)
def test_each_side_has_its_own_appeal(ending: dict[str, Any], left: list[str]) -> None:
    docket = standing_at("convicted").on("2024-01-01", "appeal_noticed", by="defence")
    docket.on("2024-01-02", "appeal_noticed", by="prosecutor")
    assert docket.qualifiers()["appeal_pending"]["by"] == ["defence", "prosecution"]
    docket.on("2024-06-01", **ending)
    assert docket.qualifiers().get("appeal_pending", {"by": []})["by"] == left


def test_a_reversal_ends_the_appeal() -> None:
    docket = standing_at("convicted").on("2024-01-01", "appeal_noticed", by="defence")
    docket.on("2024-06-01", "reversed_and_remanded", 1, above=True)
    assert docket.status().rule == 9
    assert docket.status().particulars["overturned"] == ["conviction"]
    assert docket.qualifiers() == {}


def test_a_deferred_sentence_completed() -> None:
    docket = standing_at("deferred_sentence").on("2022-01-01", "dismissed_after_deferral", 1)
    assert [docket.status(when).rule for when in ("2021-12-31", "2022-01-01")] == [12, 19]


def test_a_plea_of_a_co_defendant_has_no_effect() -> None:
    """Another defendant's effects are not in this record at all; what only concerns it moves nothing."""
    docket = standing_at("bound_over")
    before = derive(docket.record)
    docket.on("2023-03-31", "concerns", kind="plea")
    assert derive(docket.record) == before


def test_a_mistrial_and_a_jury_hung_on_some_counts() -> None:
    assert standing_at("mistrial").status().rule == 8
    docket = Docket(2).on("2020-01-01", "indicted").on("2020-02-01", "trial_began")
    assert docket.on("2020-02-09", {1: "found_guilty", 2: "mistrial"}).status().rule == 2


def test_a_fugitive_held_for_extradition_and_surrendered() -> None:
    docket = (
        standing_at("bound_over").on("2021-01-01", "warrant_issued").on("2021-06-01", "extradition_pending")
    )
    docket.on("2021-09-01", "extradited")
    assert [docket.status(f"2021-{month}-15").rule for month in ("01", "06", "09")] == [5, 6, 10]
    assert "warrant_outstanding" in docket.qualifiers("2021-01-15")
    assert "warrant_outstanding" not in docket.qualifiers("2021-06-15")


def test_an_arrest_with_no_recorded_warrant_is_not_inconsistent() -> None:
    docket = standing_at("filed").on("2021-01-01", "warrant_ended")
    assert docket.qualifiers() == {}
    assert moves(docket.record)[2] is False


def test_a_pause_ends_with_the_charges_it_paused() -> None:
    docket = standing_at("bound_over").on("2021-01-01", "stayed").on("2021-02-01", "dismissed_unspecified", 1)
    assert docket.on("2021-03-01", "reversed_and_remanded", 1).status().rule == 9


def test_a_death_before_a_verdict_and_one_on_appeal() -> None:
    early = standing_at("on_trial").on("2021-01-01", "died")
    assert early.status().rule == 15
    assert early.qualifiers()["defendant_died"]["on"] == "2021-01-01"
    late = standing_at("convicted").on("2021-01-01", "appeal_noticed", by="defence").on("2021-02-01", "died")
    assert late.status().rule == 4
    assert "defendant_died" in late.qualifiers()
    late.on("2021-03-01", "abated_by_death", 1)
    assert late.status().rule == 15


def test_a_death_before_sentence_is_awaited_no_more() -> None:
    docket = Docket(2).on("2020-01-01", "filed").on("2020-02-01", "found_guilty")
    docket.on("2020-03-01", "sentenced", 1).on("2020-04-01", "died")
    assert "awaiting_sentence_on" in docket.qualifiers("2020-03-15")
    assert "awaiting_sentence_on" not in docket.qualifiers()


def test_a_second_notice_of_a_death_changes_nothing() -> None:
    docket = standing_at("convicted").on("2021-02-01", "died").on("2021-02-03", "died")
    assert docket.qualifiers()["defendant_died"]["on"] == "2021-02-01"
    assert moves(docket.record)[5] is False


def test_convicted_with_a_sentence_pending_on_another_count() -> None:
    docket = (
        Docket(2).on("2020-01-01", "filed").on("2020-02-01", "found_guilty").on("2020-03-01", "sentenced", 1)
    )
    assert docket.status().rule == 4
    assert docket.qualifiers()["awaiting_sentence_on"] == {
        "code": "awaiting_sentence_on",
        "count": 1,
        "of": 2,
    }


def test_a_case_certified_to_another_court_goes_on_there() -> None:
    old = standing_at("bound_over").count(9, ("continues", 1), elsewhere=True)
    old.on("2021-01-01", "transferred", 1).on("2021-01-02", "filed", 9)
    assert old.status().rule == 14
    assert old.qualifiers()["continued_as"]["cases"] == [2]
    assert old.status().particulars["transferred_to"] == [2]


def test_a_pardon_leaves_the_finding_and_a_commutation_brings_new_parts() -> None:
    docket = standing_at("found_guilty").on("2020-02-01", "sentenced", 1, parts=(term(120),))
    docket.on("2021-01-01", "commuted", 1, parts=(term(24),)).on("2021-06-01", "pardoned", 1)
    assert docket.code() == "sentenced_custody"
    assert docket.qualifiers()["commuted"]["on"] == "2021-01-01"
    assert docket.qualifiers()["pardoned"]["on"] == "2021-06-01"
    assert docket.status().particulars["sentence"]["components"][0]["maximum"] == "24"


def test_a_disputed_part_is_told_and_never_counted() -> None:
    docket = standing_at("found_guilty")
    fine = Component(kind="fine", amount=Decimal(5000), currency="USD", disputed=True)
    docket.on("2020-02-01", "sentenced", 1, parts=(term(18), fine))
    assert [part["kind"] for part in docket.status().particulars["sentence"]["components"]] == [
        "imprisonment"
    ]
    assert docket.qualifiers()["component_disputed"]["components"] == [
        {"kind": "fine", "amount": "5000", "currency": "USD"}
    ]


# --- An invented matter: every shape of the table of the first matter --------------------------------


def mockingbird_first() -> Docket:
    """Testa Mockingbird's first case: filed by information, amended, dropped, brought again elsewhere."""
    docket = Docket(0).count(1, group="only").count(2, group="only").count(9, ("refiles", 1), elsewhere=True)
    docket.on("2033-01-31", "filed", 1, 2, kind="filing").on("2033-02-20", "amended", 1, 2)
    docket.on("2033-04-21", "nolle_prosequi", 1, 2, kind="notice")
    return docket.on("2034-01-19", "indicted", 9)


def mockingbird_second() -> Docket:
    """Testa Mockingbird's second case: indicted, dismissed in mid-trial, the State appeals and withdraws."""
    docket = Docket(0).count(9, elsewhere=True).count(1, ("refiles", 9))
    docket.on("2033-01-31", "filed", 9).on("2033-04-21", "nolle_prosequi", 9)
    docket.on("2034-01-19", "indicted", 1).on("2034-05-24", "concerns", 1, kind="ruling")
    docket.on("2034-07-10", "trial_began", 1, kind="hearing")
    docket.on("2034-07-12", "dismissed_with_prejudice", 1, kind="ruling")
    docket.on("2034-07-15", "dismissed_with_prejudice", 1, kind="ruling")
    docket.on("2034-11-21", "appeal_noticed", 1, kind="notice", above=True, by="prosecution")
    return docket.on("2034-12-23", "appeal_withdrawn", 1, kind="notice", above=True, by="prosecution")


def specimen() -> Docket:
    """Speci Men's case: two counts, a mixed verdict, a term of custody, an appeal by the defence."""
    docket = (
        Docket(2).on("2033-01-31", "filed", 1).on("2033-06-22", "filed", 2).on("2033-08-09", "bound_over")
    )
    docket.on("2034-02-22", "trial_began", kind="hearing")
    docket.on("2034-03-06", {1: "found_guilty", 2: "not_guilty_jury"})
    fine = Component(kind="fine", amount=Decimal(5000), currency="USD", disputed=True)
    docket.on("2034-04-15", "sentenced", 1, parts=(term(18), fine))
    return docket.on("2034-09-20", "appeal_noticed", 1, above=True, by="defence")


def placeholder() -> Docket:
    """Plácida Holder's case: a plea of no contest, a suspended term, probation and smaller parts."""
    docket = Docket().on("2033-02-01", "filed", 1, after="2033-01-31")
    docket.on("2033-02-22", "concerns", 1, kind="plea")
    docket.on("2033-03-31", "plea_accepted", 1, kind="plea", plea="no_contest")
    docket.on("2033-03-31", "plea_accepted", 1, kind="ruling", plea="no_contest")
    probation = Component(kind="probation", maximum=Decimal(6), unit="months", supervised=False)
    return docket.on("2033-03-31", "sentenced", 1, parts=(term(6, suspended=6), probation))


def fictional_corp() -> Docket:
    """Fictional Corp's suit in the state court: filed, removed to another court."""
    docket = Docket(civil=True).count(9, ("continues", 1), elsewhere=True)
    docket.on("2035-01-09", "claim_filed", 1).on("2035-08-01", "claim_dismissed_without_prejudice", 1)
    docket.on("2035-09-05", "claim_reinstated", 1).on("2035-10-15", "claim_transferred", 1, kind="notice")
    return docket.on("2035-10-15", "claim_filed", 9)


def fictional_corp_removed() -> Docket:
    """The same suit where it goes on."""
    docket = Docket(0, civil=True).count(9, elsewhere=True).count(1, ("continues", 9))
    docket.on("2035-01-09", "claim_filed", 9).on("2035-10-15", "claim_transferred", 9)
    return docket.on("2035-10-15", "claim_filed", 1)


def paused_suit() -> Docket:
    """A suit paused as to Testa Mockingbird, taken up, paused and taken up again."""
    docket = Docket(civil=True).on("2031-11-10", "claim_filed", 1).on("2034-02-01", "claim_paused", 1)
    docket.on("2034-08-01", "claim_resumed", 1).on("2034-12-09", "claim_paused", 1)
    return docket.on("2036-01-31", "claim_resumed", 1, after="2035-01-01")


MATTER: list[tuple[Docket, str, str, set[str]]] = [
    (mockingbird_first(), "2033-01-25", "not_charged", set()),
    (mockingbird_first(), "2033-02-01", "charged", set()),
    (mockingbird_first(), "2033-04-22", "dismissed_without_prejudice", set()),
    (mockingbird_first(), "2034-02-01", "dismissed_without_prejudice", {"refiled_as"}),
    (mockingbird_second(), "2033-12-01", "not_charged", set()),
    (mockingbird_second(), "2034-02-01", "awaiting_trial", {"refiled_from"}),
    (mockingbird_second(), "2034-05-25", "awaiting_trial", {"refiled_from"}),
    (mockingbird_second(), "2034-07-11", "on_trial", {"refiled_from"}),
    (mockingbird_second(), "2034-07-12", "dismissed_with_prejudice", {"refiled_from"}),
    (
        mockingbird_second(),
        "2034-12-01",
        "dismissed_with_prejudice",
        {"refiled_from", "appeal_pending", "not_final"},
    ),
    (mockingbird_second(), "2035-01-01", "dismissed_with_prejudice", {"refiled_from", "appeal_ended"}),
    (specimen(), "2033-04-22", "charged", set()),
    (specimen(), "2034-02-23", "on_trial", set()),
    (specimen(), "2034-03-07", "found_guilty_awaiting_sentence", {"acquitted_on"}),
    (specimen(), "2034-04-16", "sentenced_custody", {"acquitted_on", "component_disputed"}),
    (
        specimen(),
        "2034-10-01",
        "sentenced_custody",
        {"acquitted_on", "component_disputed", "appeal_pending", "not_final"},
    ),
    (placeholder(), "2033-01-31", "not_charged", {"date_uncertain"}),
    (placeholder(), "2033-04-01", "sentenced_suspended", set()),
    (fictional_corp(), "2035-02-01", "civil_pending", set()),
    (fictional_corp(), "2035-08-02", "civil_dismissed_without_prejudice", set()),
    (fictional_corp(), "2035-12-01", "civil_transferred", {"continued_as"}),
    (fictional_corp_removed(), "2035-12-01", "civil_pending", {"continued_from"}),
    (paused_suit(), "2034-12-10", "civil_paused", set()),
    (paused_suit(), "2035-06-01", "civil_paused", {"date_uncertain"}),
    (paused_suit(), "2036-05-01", "civil_pending", set()),
]


@pytest.mark.parametrize(
    ("docket", "when", "code", "qualifiers"), MATTER, ids=[f"{row[1]}-{row[2]}" for row in MATTER]
)
def test_the_invented_matter_stands_on_each_day(
    docket: Docket, when: str, code: str, qualifiers: set[str]
) -> None:
    assert docket.code(when) == code
    assert set(docket.qualifiers(when)) == qualifiers


def test_the_invented_matter_names_its_reasons() -> None:
    second = mockingbird_second()
    assert second.status("2034-12-01").deciding == 6
    assert needed(second.record, day("2034-12-01")) == (3, 6)
    assert [event for event, moved in moves(second.record).items() if not moved] == [4, 7]
    assert movements(second.record)[7].value == "repeats"
    since = [span.since for span in derive(second.record) if span.status.code == "dismissed_with_prejudice"]
    assert since == [day("2034-07-12")] * 3


def test_a_plea_of_no_contest_is_remembered() -> None:
    assert placeholder().status("2033-04-01").particulars["how"] == {"plea_no_contest": 1}
