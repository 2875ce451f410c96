"""The picture of a case is exact: every day has one place, nothing is drawn outside or over another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.axis import MOST_TICKS, Axis, ticks
from kit.svg import fits, percent, wrap
from proceedings.law.codes import ChargeState, ClaimState, Phase
from proceedings.website.records.timeline_chart import (
    BAR,
    FOREVER,
    PATTERN_ORDER,
    DayLine,
    EventMark,
    Lane,
    LaneGroup,
    LaneSegment,
    Picture,
    draw,
    pattern_of,
    span_of,
)

TODAY = date(2026, 11, 22)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=TODAY)


def line(day: date = TODAY, name: str = "today") -> DayLine:
    """Return a vertical line."""
    return DayLine(day=day, words=name, name=name)


def group_of(*pieces: LaneSegment) -> LaneGroup:
    """Return a group of one lane."""
    return LaneGroup(heading="", lanes=(Lane(label="Count 1", pieces=pieces),))


def picture_of(*groups: LaneGroup, on: date = TODAY) -> Picture:
    """Draw groups that have something to draw."""
    picture = draw(groups, on=line(on, "on"), today=line())
    assert picture is not None
    return picture


def number(text: str) -> float:
    """Read a percentage back."""
    return float(text.removesuffix("%"))


@st.composite
def lanes(draw_one: st.DrawFn) -> Lane:
    """Make a lane with a history of states that follow one another, some begun on an uncertain day."""
    days = sorted(draw_one(st.lists(DAYS, min_size=1, max_size=6, unique=True)))
    ends = [*days[1:], FOREVER]
    patterns = draw_one(st.lists(st.sampled_from(PATTERN_ORDER), min_size=len(days), max_size=len(days)))
    soft = draw_one(st.lists(st.integers(0, 90), min_size=len(days), max_size=len(days)))
    pieces = tuple(
        LaneSegment(
            pattern=pattern, label=pattern, start=day, until=end, possible_from=day - timedelta(days=before)
        )
        for pattern, day, end, before in zip(patterns, days, ends, soft, strict=True)
    )
    marks = tuple(EventMark(day=day, words="", kind="ruling") for day in days)
    return Lane(label=draw_one(st.text(max_size=200)), pieces=pieces, marks=marks)


groups_of_lanes = st.lists(
    st.builds(
        LaneGroup,
        heading=st.sampled_from(["", "State v. Mockingbird"]),
        lanes=st.lists(lanes(), min_size=1, max_size=3).map(tuple),
        marks=st.lists(st.builds(EventMark, day=DAYS, words=st.just(""), kind=st.just("hearing"))).map(tuple),
    ),
    min_size=1,
    max_size=3,
)


@given(groups_of_lanes, DAYS)
def test_bars_of_a_lane_tile_its_time_without_gap_or_overlap(groups: list[LaneGroup], on: date) -> None:
    for group in picture_of(*groups, on=on).groups:
        for lane in group.lanes:
            for before, after in zip(lane.bars, lane.bars[1:], strict=False):
                assert number(before.x) + number(before.width) == pytest.approx(number(after.x), abs=0.002)


@given(groups_of_lanes, DAYS)
def test_nothing_is_drawn_outside_the_picture(groups: list[LaneGroup], on: date) -> None:
    picture = picture_of(*groups, on=on)
    for group in picture.groups:
        for lane in group.lanes:
            for bar in lane.bars:
                assert number(bar.x) >= 0
                assert number(bar.x) + number(bar.width) <= 100.001
                assert bar.y + BAR <= picture.axis_y
            assert all(0 <= number(stroke.x) <= 100 for stroke in lane.strokes)
    assert all(0 <= number(drawn.x) <= 100 for drawn in picture.lines)


@given(groups_of_lanes)
def test_lanes_stand_below_one_another(groups: list[LaneGroup]) -> None:
    bottom = 0
    for group in picture_of(*groups).groups:
        for row in group.headings:
            assert row.y > bottom
            bottom = row.y
        for lane in group.lanes:
            assert lane.rows[0].y > bottom
            assert lane.y > lane.rows[-1].y
            bottom = lane.y + BAR
        if group.rail_y is not None:
            assert group.rail_y >= bottom
            bottom = group.rail_y


@given(DAYS, DAYS, DAYS)
def test_a_later_day_never_stands_to_the_left(first: date, one: date, other: date) -> None:
    axis = Axis(first=min(first, one, other), last=max(first, one, other))
    assert axis.place(min(one, other)) <= axis.place(max(one, other))


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(9000, 1, 1)), st.integers(4, 60_000))
def test_ticks_are_few_in_order_and_stand_on_their_day(first: date, days: int) -> None:
    axis = Axis(first=first, last=first + timedelta(days=days))
    places = [number(tick.x) for tick in ticks(axis)]
    assert len(places) <= MOST_TICKS
    assert places == sorted(set(places))
    assert any(tick.label for tick in ticks(axis)) or not places


@given(groups_of_lanes)
def test_the_axis_holds_every_day_and_the_present(groups: list[LaneGroup]) -> None:
    axis = span_of(groups, until=TODAY)
    days = [piece.start for group in groups for lane in group.lanes for piece in lane.pieces]
    days += [mark.day for group in groups for mark in group.marks]
    assert all(axis.first < day < axis.last for day in [*days, TODAY])


def test_an_uncertain_beginning_is_drawn_before_the_certain_day() -> None:
    piece = LaneSegment(
        pattern="filed", label="Charged", start=date(2023, 2, 1), possible_from=date(2023, 1, 19)
    )
    bar = picture_of(group_of(piece)).groups[0].lanes[0].bars[0]
    assert number(bar.soft_x) + number(bar.soft_width) == pytest.approx(number(bar.x), abs=0.002)
    assert number(bar.soft_width) > 0


def test_a_beginning_with_no_first_possible_day_does_not_stretch_the_axis() -> None:
    piece = LaneSegment(pattern="filed", label="Charged", start=date(2023, 2, 1), possible_from=date.min)
    assert span_of([group_of(piece)], until=TODAY).first.year == 2023
    bar = picture_of(group_of(piece)).groups[0].lanes[0].bars[0]
    assert (bar.soft_x, bar.soft_width) == ("0%", bar.x)


def test_an_event_on_or_after_a_day_does_not_stretch_the_axis() -> None:
    mark = EventMark(day=FOREVER, earliest=date(2023, 5, 1), words="set for trial")
    axis = span_of([LaneGroup(heading="", lanes=(), marks=(mark,))], until=TODAY)
    assert date(2023, 3, 1) < axis.first < date(2023, 5, 1)
    assert TODAY < axis.last < TODAY + timedelta(days=99)


def test_a_word_is_left_out_of_a_bar_too_short_for_it() -> None:
    short = LaneSegment(pattern="trial", label="On trial", start=date(2024, 7, 9), until=date(2024, 7, 12))
    long = LaneSegment(pattern="ended", label="Dismissed with prejudice", start=date(2024, 7, 12))
    lane = Lane(label="Count 1", pieces=(short, long))
    bars = picture_of(LaneGroup(heading="", lanes=(lane,))).groups[0].lanes[0].bars
    assert [bar.label for bar in bars] == ["", "Dismissed with prejudice"]
    assert bars[0].words == "On trial"


def test_a_hearing_to_come_widens_the_axis_but_no_bar_runs_past_today() -> None:
    piece = LaneSegment(pattern="filed", label="Charged", start=date(2026, 1, 1))
    coming = EventMark(day=date(2027, 6, 1), words="Hearing", kind="hearing")
    picture = picture_of(LaneGroup(heading="", lanes=(Lane(label="", pieces=(piece,)),), marks=(coming,)))
    bar = picture.groups[0].lanes[0].bars[0]
    today = number(picture.lines[0].x)
    assert bar.open_end
    assert number(bar.x) + number(bar.width) == pytest.approx(today, abs=0.002)
    assert number(picture.groups[0].strokes[0].x) > today


def test_a_day_asked_about_is_a_second_line_unless_it_is_today() -> None:
    group = group_of(LaneSegment(pattern="filed", label="", start=TODAY))
    later = picture_of(group, on=TODAY - timedelta(days=1))
    assert [drawn.name for drawn in later.lines] == ["today", "on"]
    assert [drawn.name for drawn in picture_of(group).lines] == ["on"]


def test_a_day_before_everything_is_left_out_rather_than_moved() -> None:
    group = group_of(LaneSegment(pattern="filed", label="", start=date(2024, 1, 1)))
    assert [drawn.name for drawn in picture_of(group, on=date(2020, 1, 1)).lines] == ["today"]


def test_nothing_recorded_draws_nothing() -> None:
    assert draw([LaneGroup(heading="x", lanes=())], on=line(), today=line()) is None


def test_long_labels_are_cut_with_an_ellipsis_never_lost_without_one() -> None:
    rows = wrap("involuntary manslaughter " * 20, letters=50, lines=3)
    assert len(rows) == 3
    assert rows[-1].endswith("…")
    assert all(len(row) <= 50 for row in rows)
    assert wrap("", letters=50, lines=3) == ("",)


@pytest.mark.parametrize("state", [*ChargeState, *ClaimState, *Phase], ids=str)
def test_every_state_has_a_pattern_the_key_explains(state: str) -> None:
    assert pattern_of(state) in PATTERN_ORDER


def test_endings_without_guilt_look_alike_and_unlike_a_conviction() -> None:
    endings = (ChargeState.ACQUITTED, ChargeState.DISMISSED, Phase.ENDED_WITHOUT_CONVICTION)
    assert {pattern_of(state) for state in endings} == {"ended"}
    assert pattern_of(ChargeState.CONVICTED) != "ended"


@pytest.mark.parametrize(
    ("fraction", "text"), [(0, "0%"), (1, "100%"), (0.5, "50%"), (1 / 3, "33.333%"), (0.1, "10%")]
)
def test_percentages_are_short_and_have_a_point(fraction: float, text: str) -> None:
    assert percent(fraction) == text


def test_a_text_fits_only_where_there_is_room() -> None:
    assert fits("On trial", fraction=0.5, width=300)
    assert not fits("On trial", fraction=0.1, width=300)
