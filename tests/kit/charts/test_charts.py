"""Charts as geometry: lengths that answer the numbers, scales of round steps, labels that have room."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kit.charts import (
    Amount,
    Spread,
    bars,
    columns,
    spreads,
)
from kit.charts.scale import round_step


def width(text: str) -> float:
    return float(text.rstrip("%"))


def test_the_longest_bar_leaves_room_for_its_number_and_the_others_are_in_proportion() -> None:
    drawn = bars([("Open", "4", [Amount("open", 4, "")]), ("Guilty", "1", [Amount("guilty", 1, "")])])
    longest, shortest = (width(bar.parts[0].width) for bar in drawn.bars)
    assert longest == pytest.approx(84)
    assert shortest == pytest.approx(longest / 4)


def test_the_parts_of_a_bar_lie_end_to_end_and_nought_is_not_drawn() -> None:
    amounts = [Amount("open", 2, ""), Amount("guilty", 0, ""), Amount("deferred", 2, "")]
    (bar,) = bars([("All", "4", amounts)]).bars
    assert [part.pattern for part in bar.parts] == ["open", "deferred"]
    assert width(bar.parts[1].x) == pytest.approx(width(bar.parts[0].width))


def test_a_long_label_breaks_and_pushes_its_bar_down() -> None:
    short, long = (
        bars([(label, "1", [Amount("open", 1, "")])]) for label in ("Court", "A Court of Many Words " * 4)
    )
    assert len(long.bars[0].rows) > 1
    assert long.bars[0].parts[0].y > short.bars[0].parts[0].y
    assert long.height > short.height


@pytest.mark.parametrize(
    ("largest", "step"), [(1, 1), (4, 1), (5, 2), (9, 5), (40, 10), (41, 20), (1_000, 500)]
)
def test_a_scale_goes_in_round_steps(largest: int, step: int) -> None:
    assert round_step(largest, most=4) == step


def test_columns_are_stacked_from_the_foot_and_as_high_as_their_numbers() -> None:
    drawn = columns([("2023", [Amount("open", 1, ""), Amount("guilty", 3, "")])])
    lower, upper = drawn.parts
    assert lower.y + lower.height == pytest.approx(drawn.foot)
    assert upper.y + upper.height == pytest.approx(lower.y)
    assert upper.height == pytest.approx(3 * lower.height)
    assert [line.words for line in drawn.grid] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("number", [1, 2, 3, 5, 21, 24])
def test_the_last_column_is_named_and_no_name_runs_into_the_next(number: int) -> None:
    labels = columns([(f"{year}", [Amount("open", 1, "")]) for year in range(number)]).labels
    assert labels[-1].words == str(number - 1)
    places = [width(label.x) for label in labels]
    assert all(later - earlier >= 18 for earlier, later in pairwise(places))


def test_nothing_to_draw_is_drawn_without_a_division_by_nought() -> None:
    assert bars([]).bars == ()
    assert columns([]).parts == ()
    assert spreads([]).scales == ()
    assert columns([("today", [Amount("open", 0, "")])]).parts == ()


def test_each_unit_has_a_scale_of_its_own() -> None:
    months = Spread("Prison", 6, 6, 12, 18, 18, "")
    hours = Spread("Work", 24, 24, 24, 24, 24, "")
    drawn = spreads([("In months", "0", "18", [months]), ("In hours", "0", "24", [hours])])
    first, second = (scale.boxes[0] for scale in drawn.scales)
    assert (first.most, second.most) == ("100%", "100%")
    assert width(first.median) == pytest.approx(66.667, abs=0.001)
    assert drawn.scales[0].axis_y < drawn.scales[1].boxes[0].y
