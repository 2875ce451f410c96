"""The arithmetic of the figures, without a database: quartiles, periods, phases of charges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.law.codes import (
    ChargeState,
    ClaimState,
    Phase,
    StatusCode,
)
from proceedings.law.rules import phase_of
from proceedings.research.statistics.periods import POINTS, Length, periods
from proceedings.research.statistics.quartiles import quartiles
from proceedings.research.statistics.status_groups import (
    OUTCOMES,
    PHASES,
    phase_of_state,
    statuses,
)


def test_no_numbers_have_no_quartiles() -> None:
    assert quartiles({}) is None
    assert quartiles({3: 0}) is None


def test_quartiles_are_numbers_that_were_recorded() -> None:
    held = quartiles({10: 1, 20: 1, 30: 1, 40: 1, 1000: 1})
    assert held is not None
    assert (held.least, held.lower, held.median, held.upper, held.most) == (10, 20, 30, 40, 1000)


def test_fewer_than_five_numbers_have_no_quartiles() -> None:
    held = quartiles({58: 1, 400: 3})
    assert held is not None
    assert (held.count, held.least, held.lower, held.median, held.upper, held.most) == (
        4,
        58,
        None,
        None,
        None,
        400,
    )


def test_quartiles_of_decimals_keep_their_unit() -> None:
    held = quartiles({Decimal("1.50"): 4, Decimal(18): 1})
    assert held is not None
    assert (held.median, held.most, held.count) == (Decimal("1.50"), Decimal(18), 5)


@given(st.dictionaries(st.integers(0, 9_000), st.integers(5, 50), min_size=1))
def test_quartiles_agree_with_the_list_written_out(held: dict[int, int]) -> None:
    listed = sorted(number for number, many in held.items() for _each in range(many))
    found = quartiles(held)
    assert found is not None
    for share, value in ((1, found.lower), (2, found.median), (3, found.upper)):
        rank = -(-share * len(listed) // 4)
        assert value == listed[rank - 1]


@pytest.mark.parametrize(
    ("first", "last", "length", "number"),
    [
        (date(2024, 1, 15), date(2024, 6, 30), Length.MONTH, 6),
        (date(2021, 10, 21), date(2026, 11, 22), Length.QUARTER, 21),
        (date(2010, 1, 1), date(2026, 11, 22), Length.YEAR, 17),
        (date(2024, 6, 30), date(2024, 6, 30), None, 1),
    ],
)
def test_periods_are_months_quarters_or_years_as_fits(
    first: date, last: date, length: Length | None, number: int
) -> None:
    points = periods(first, last)
    assert len(points) == number
    assert points[0].length is length
    assert (points[-1].day, points[-1].length) == (last, None)


@given(st.dates(), st.dates())
def test_periods_rise_and_never_pass_the_day_asked_about(one: date, other: date) -> None:
    first, last = sorted((one, other))
    days = [point.day for point in periods(first, last)]
    assert days == sorted(set(days))
    assert days[-1] == last
    assert days[0] >= first
    assert len(days) <= POINTS


def test_every_status_is_counted_on_one_side_in_one_phase() -> None:
    counted = [code for civil, phases in PHASES.items() for code in statuses(phases, civil=civil)]
    assert sorted(counted) == sorted(
        code.value for code in StatusCode if phase_of(code) is not Phase.NO_CHARGE
    )


def test_no_outcome_is_open_and_guilt_in_part_is_none() -> None:
    outcomes = {code for codes in OUTCOMES.values() for code in codes}
    assert "guilty_in_part_pending" not in outcomes
    assert not outcomes & set(statuses([Phase.OPEN, Phase.DEFERRED], civil=False))
    assert {StatusCode(code).is_civil for code in OUTCOMES[Phase.CIVIL_ENDED]} == {True}


@pytest.mark.parametrize(
    ("state", "phase"),
    [
        ("filed", Phase.OPEN),
        ("remanded", Phase.OPEN),
        ("convicted", Phase.GUILTY),
        ("deferred_sentence", Phase.DEFERRED),
        ("transferred", Phase.ELSEWHERE),
        ("acquitted", Phase.ENDED_WITHOUT_CONVICTION),
    ],
)
def test_a_charge_has_the_phase_of_its_own_state(state: str, phase: Phase) -> None:
    assert phase_of_state(state, civil=False) is phase


def test_a_claim_has_a_phase_of_the_civil_side() -> None:
    phases = {phase_of_state(state.value, civil=True) for state in ClaimState}
    assert phases == set(PHASES[True])
    assert {phase_of_state(state.value, civil=False) for state in ChargeState} == set(PHASES[False])
