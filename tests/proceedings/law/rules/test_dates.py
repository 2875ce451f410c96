"""When an event counts, what is said while that is uncertain, and what only the calendar brings."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from proceedings.law.rules import (
    FIRST_DAY,
    LAST_DAY,
    Component,
    Record,
    add_term,
    calendar_qualifiers,
    derive,
    in_order,
    lanes,
)
from tests.proceedings.law.rules.docket import (
    Docket,
    day,
    standing_at,
    term,
)


def days(docket: Docket) -> dict[int, tuple[str, str]]:
    return {one.event: (one.possible.isoformat(), one.day.isoformat()) for one in in_order(docket.record)}


def spans(docket: Docket) -> list[tuple[str, str, str, str]]:
    return [
        (
            one.valid_from.isoformat(),
            one.status.code.value,
            one.possible_from.isoformat(),
            one.since.isoformat(),
        )
        for one in derive(docket.record)
    ]


def test_an_event_counts_on_the_latest_day_it_can_have_happened() -> None:
    docket = Docket().on("2023-01-31", "filed", 1, after="2023-01-01")
    assert spans(docket) == [
        ("0001-01-01", "not_charged", "0001-01-01", "0001-01-01"),
        ("2023-01-01", "not_charged", "2023-01-01", "0001-01-01"),
        ("2023-01-31", "charged", "2023-01-01", "2023-01-31"),
    ]
    assert docket.qualifiers("2022-12-31") == {}
    assert docket.qualifiers("2023-01-15")["date_uncertain"] == {
        "code": "date_uncertain",
        "from": "2023-01-01",
        "until": "2023-01-31",
    }
    assert docket.qualifiers("2023-01-31") == {}


def test_an_event_on_or_before_a_day_may_always_have_happened() -> None:
    docket = Docket().on("2023-02-01", "filed", 1, after="0001-01-01")
    assert docket.qualifiers("1950-01-01")["date_uncertain"]["from"] == "0001-01-01"
    assert [one[0] for one in spans(docket)] == ["0001-01-01", "2023-02-01"]


def test_where_days_overlap_the_earlier_recorded_takes_effect_no_later() -> None:
    docket = Docket().on("2023-12-31", "filed", 1, after="2023-01-01").on("2023-02-10", "bound_over", 1)
    assert days(docket) == {1: ("2023-01-01", "2023-02-10"), 2: ("2023-02-10", "2023-02-10")}
    assert docket.code("2023-02-10") == "awaiting_trial"
    assert "inconsistent" not in docket.qualifiers()


def test_where_days_overlap_the_later_recorded_is_possible_no_earlier() -> None:
    docket = Docket().on("2023-02-10", "filed", 1).on("2023-12-31", "bound_over", 1, after="2023-01-01")
    assert days(docket)[2] == ("2023-02-10", "2023-12-31")
    assert docket.qualifiers("2023-01-15") == {}
    assert docket.qualifiers("2023-03-01")["date_uncertain"]["from"] == "2023-02-10"


def test_a_chain_of_uncertain_events_keeps_its_recorded_order() -> None:
    docket = Docket()
    for outcome in ("filed", "bound_over", "trial_began"):
        docket.on("2023-12-31", outcome, 1, after="2023-01-01")
    docket.on("2023-06-01", "not_guilty_jury", 1)
    assert {end for _first, end in days(docket).values()} == {"2023-06-01"}
    assert docket.code("2023-06-01") == "acquitted"
    assert docket.code("2023-05-31") == "not_charged"


def test_where_days_do_not_overlap_the_calendar_decides() -> None:
    docket = Docket().on("2023-05-01", "bound_over", 1).on("2023-02-01", "filed", 1)
    assert docket.code() == "awaiting_trial"
    assert "inconsistent" not in docket.qualifiers()


def test_events_on_different_charges_do_not_bind_each_other() -> None:
    docket = Docket(2).on("2023-12-31", "filed", 1, after="2023-01-01").on("2023-02-10", "indicted", 2)
    assert days(docket)[1] == ("2023-01-01", "2023-12-31")


def test_an_event_on_the_whole_case_binds_every_charge() -> None:
    docket = Docket(2).on("2023-12-31", "filed", after="2023-01-01").on("2023-02-10", "bound_over", 2)
    assert days(docket)[1] == ("2023-01-01", "2023-02-10")


def test_recorded_order_breaks_a_tie_within_a_day() -> None:
    forth = standing_at("on_trial").on("2021-01-01", "mistrial", 1).on("2021-01-01", "trial_began", 1)
    back = standing_at("on_trial").on("2021-01-01", "trial_began", 1).on("2021-01-01", "mistrial", 1)
    assert (forth.code(), back.code()) == ("on_trial", "pending_retrial")


def test_inside_an_event_the_position_decides_whatever_the_file_says() -> None:
    docket = Docket().on("2021-01-01", "filed", 1)
    verdict = replace(docket.effects[0], outcome="found_guilty", kind="ruling", position=1)
    filed = replace(docket.effects[0], kind="ruling")
    for effects in ((filed, verdict), (verdict, filed)):
        docket.effects = list(effects)
        assert docket.code() == "found_guilty_awaiting_sentence"
        assert docket.qualifiers() == {}


def test_an_uncertain_event_that_changes_no_code_opens_no_window() -> None:
    docket = Docket(2).on("2023-01-31", "filed", 1).on("2023-06-30", "filed", 2, after="2023-06-01")
    assert docket.qualifiers("2023-06-15") == {}


def test_a_change_of_qualifiers_alone_cuts_a_span_and_keeps_since() -> None:
    docket = standing_at("convicted").on("2024-01-01", "appeal_noticed", by="defence")
    assert spans(docket)[-2:] == [
        ("2020-01-03", "sentenced", "2020-01-03", "2020-01-03"),
        ("2024-01-01", "sentenced", "2024-01-01", "2020-01-03"),
    ]


def test_a_status_left_and_reached_again_counts_anew() -> None:
    docket = standing_at("dismissed").on("2021-01-01", "reinstated", 1)
    assert spans(docket)[-1][3] == "2021-01-01"


def test_a_record_with_nothing_in_it_is_one_span() -> None:
    (only,) = derive(Record(case=1))
    assert (only.status.code, only.valid_from, only.valid_until) == ("not_charged", FIRST_DAY, LAST_DAY)
    assert only.status.deciding is None


def test_two_charges_filed_on_two_days_are_decided_by_the_first() -> None:
    docket = Docket(2).on("2023-01-01", "filed", 1).on("2023-02-01", "filed", 2)
    assert docket.status().deciding == 1


def test_lanes_show_states_only_and_end_where_a_charge_is_replaced() -> None:
    docket = Docket(1).count(2, ("amends", 1)).on("2023-01-01", "filed", 1).on("2023-01-05", "concerns", 1)
    docket.on("2023-02-01", {1: "superseded", 2: "filed"}).on("2023-03-01", "bound_over", 2)
    drawn = {
        key: [
            (piece.state.value, piece.valid_from.isoformat(), piece.valid_until, piece.event)
            for piece in lane
        ]
        for key, lane in lanes(docket.record).items()
    }
    assert drawn == {
        1: [("filed", "2023-01-01", day("2023-02-01"), 1)],
        2: [("filed", "2023-02-01", day("2023-03-01"), 3), ("bound_over", "2023-03-01", LAST_DAY, 4)],
    }


# --- Projected ends ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "length", "unit", "end"),
    [
        ("2024-01-31", "1", "months", "2024-02-29"),
        ("2024-02-29", "1", "years", "2025-02-28"),
        ("2024-04-15", "18", "months", "2025-10-15"),
        ("2024-12-31", "90", "days", "2025-03-31"),
        ("2024-12-31", "2", "weeks", "2025-01-14"),
        ("2024-01-01", "1.5", "years", "2025-07-01"),
        ("2024-01-01", "0.5", "months", "2024-01-16"),
    ],
)
def test_a_term_runs_by_the_calendar(start: str, length: str, unit: str, end: str) -> None:
    assert add_term(day(start), Decimal(length), unit) == day(end)


@pytest.mark.parametrize(
    ("parts", "end"),
    [
        ((term(6, suspended=6), Component(kind="probation", maximum=Decimal(1), unit="years")), "2021-02-01"),
        ((term(18, credit=Decimal(30)),), "2021-07-02"),
        ((Component(kind="imprisonment", minimum=Decimal(2), unit="years"),), "2022-02-01"),
        ((term(6), term(60, disputed=True)), "2020-08-01"),
        ((term(6), Component(kind="disqualification", maximum=Decimal(10), unit="years")), "2020-08-01"),
        ((term(6), Component(kind="life")), "9999-12-31"),
        ((Component(kind="community_service", maximum=Decimal(24), unit="hours"),), "9999-12-31"),
        ((Component(kind="imprisonment", maximum=Decimal(9000), unit="years"),), "9999-12-31"),
    ],
)
def test_the_projected_end_is_that_of_the_longest_term(parts: tuple[Component, ...], end: str) -> None:
    docket = standing_at("found_guilty").on("2020-02-01", "sentenced", 1, parts=parts)
    assert derive(docket.record)[-1].projected_end == day(end)


def test_a_status_with_no_standing_sentence_has_no_projected_end() -> None:
    docket = standing_at("found_guilty").on("2020-02-01", "sentenced", 1, parts=(term(6),))
    docket.on("2020-06-01", "sentence_completed")
    assert [span.projected_end for span in derive(docket.record)][-2:] == [day("2020-08-01"), LAST_DAY]


def calendar(docket: Docket, on: str, *, last: str | None = None) -> list[dict[str, str]]:
    span = derive(docket.record)[-1]
    last_day = None if last is None else day(last)
    return calendar_qualifiers(
        span.status, on=day(on), projected_end=span.projected_end, last_event_on=last_day
    )


def test_a_projected_end_that_passes_is_told_and_never_taken_as_completion() -> None:
    docket = standing_at("found_guilty").on("2020-02-01", "sentenced", 1, parts=(term(6, suspended=6),))
    assert docket.code("2025-01-01") == "sentenced_suspended"
    assert calendar(docket, "2020-08-01") == []
    assert calendar(docket, "2020-08-02") == [{"code": "projected_end_passed", "on": "2020-08-01"}]


@pytest.mark.parametrize(
    ("docket", "stale"),
    [
        (standing_at("filed"), True),
        (standing_at("found_guilty"), True),
        (standing_at("diverted"), True),
        (standing_at("convicted"), True),
        (standing_at("dismissed"), False),
        (standing_at("acquitted").on("2020-02-01", "appeal_noticed", by="prosecution"), True),
        (standing_at("filed", civil=True), True),
        (standing_at("settled", civil=True), False),
        (Docket(), False),
    ],
    ids=[
        "charged",
        "found guilty",
        "diverted",
        "convicted",
        "dismissed",
        "appealed",
        "sued",
        "settled",
        "none",
    ],
)
def test_what_is_still_to_come_grows_stale_after_twelve_months(docket: Docket, stale: bool) -> None:
    told = [{"code": "stale", "last": "2024-03-10"}] if stale else []
    assert calendar(docket, "2025-03-11", last="2024-03-10") == told
    assert calendar(docket, "2025-03-10", last="2024-03-10") == []


def test_the_days_of_a_record_are_those_of_its_facts_whatever_the_clock_says() -> None:
    docket = standing_at("bound_over")
    future = replace(docket.effects[-1], event=99, earliest=date(2999, 1, 1), latest=date(2999, 1, 1))
    docket.effects.append(replace(future, outcome="trial_began", kind="hearing"))
    assert docket.code("2998-12-31") == "awaiting_trial"
