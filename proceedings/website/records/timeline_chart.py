"""The picture of a case: lanes for charges against time, as geometry.

Pure: it knows dates, states and places, no framework and no database. Horizontal places are fractions of the
width (written as per cent), vertical places are whole pixels from the top, so one drawing serves every width.
The template `_lanes.html` prints what stands here; a table beside the picture says the same in words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from textwrap import shorten
from typing import TYPE_CHECKING

from kit.axis import (
    ENGLISH_MONTHS,
    SQUEEZED,
    Axis,
    Tick,
    ticks,
)
from kit.svg import fits, percent, wrap
from proceedings.law.codes import ChargeState, Phase, StatusCode
from proceedings.law.rules import phase_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TOP = 20  # room for the word on a vertical line; two such words take two rows
HEADING = 19  # one line of the name of a group
HEADING_GAP = 5
HEADING_LETTERS = 42
HEADING_LINES = 3
LABEL_LINE = 16  # one line of a lane's label
LABEL_LETTERS = 36  # what the gutter of a wide picture, and a screen of 360 pixels, can show on one line
LABEL_LINES = 3
BAR = 20  # height of a lane's bar
LANE_GAP = 14
RAIL = 22  # the line of rulings, hearings and other events under a group's lanes
GROUP_GAP = 16
AXIS = 24
NARROW, WIDE = 300, 620  # the widths in pixels a word in a bar is measured against
MARGIN = 0.02  # of the time shown, left free at either end
SILENT = 0.15  # of the time shown: a longer one at its end, in which nothing happened, is cut
MOMENT = 15  # one row of the words of moments, under the rail
MOMENT_ROWS = 8  # words that fit into none of them stand below all others
MOMENT_LETTER = 6.2 / 330  # of the narrow width, the room that one letter of them takes
FOREVER = date(9999, 12, 31)

FILED, WAITING, TRIAL, AGAIN = "filed", "waiting", "trial", "again"
FOUND, CONVICTED, DEFERRED, ENDED, ELSEWHERE = "found", "convicted", "deferred", "ended", "elsewhere"

PATTERNS: dict[str, str] = {
    ChargeState.FILED: FILED,
    ChargeState.BOUND_OVER: WAITING,
    ChargeState.ON_TRIAL: TRIAL,
    ChargeState.MISTRIAL: AGAIN,
    ChargeState.REMANDED: AGAIN,
    ChargeState.FOUND_GUILTY: FOUND,
    ChargeState.CONVICTED: CONVICTED,
    ChargeState.DIVERTED: DEFERRED,
    ChargeState.DEFERRED_ADJUDICATION: DEFERRED,
    ChargeState.DEFERRED_SENTENCE: DEFERRED,
    ChargeState.TRANSFERRED: ELSEWHERE,
    ChargeState.OUTCOME_NOT_READ: ELSEWHERE,
    StatusCode.CHARGED: FILED,
    StatusCode.PENDING_RETRIAL: AGAIN,
    StatusCode.PENDING_REMAND: AGAIN,
    StatusCode.GUILTY_IN_PART_PENDING: FOUND,
    StatusCode.FOUND_GUILTY_AWAITING_SENTENCE: FOUND,
    StatusCode.CIVIL_TRANSFERRED: ELSEWHERE,
    StatusCode.CIVIL_PAUSED: WAITING,
    Phase.OPEN: WAITING,
    Phase.GUILTY: CONVICTED,
    Phase.DEFERRED: DEFERRED,
    Phase.ELSEWHERE: ELSEWHERE,
    Phase.NOT_READ: ELSEWHERE,
    Phase.CIVIL_OPEN: FILED,
}
# A status with no pattern of its own is drawn as its phase.
PATTERNS |= {code: PATTERNS.get(phase_of(code), ENDED) for code in StatusCode if code not in PATTERNS}
PATTERN_ORDER = (FILED, WAITING, TRIAL, AGAIN, FOUND, CONVICTED, DEFERRED, ENDED, ELSEWHERE)


def pattern_of(state: str) -> str:
    """Name the pattern that draws a state of a charge or claim, a status or a phase; endings look alike."""
    return PATTERNS.get(state, ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneSegment:
    """One state of one lane: from `start`, or perhaps already from `possible_from`, until before `until`."""

    pattern: str
    label: str
    start: date
    until: date = FOREVER
    possible_from: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMark:
    """One event: a ruling is a tick, a hearing a dot, anything else a short stroke.

    `moment` is what the picture writes at one that changed where the case stands, with its day where it fits.
    """

    day: date
    words: str
    kind: str = "other"
    moment: str = ""
    moment_day: str = ""
    earliest: date | None = None
    deciding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One charge, claim or defendant: a label, the states it went through, the events that moved it."""

    label: str
    pieces: tuple[LaneSegment, ...]
    marks: tuple[EventMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneGroup:
    """Lanes that belong together, with the rail of their events; the heading may be empty."""

    heading: str
    lanes: tuple[Lane, ...]
    marks: tuple[EventMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A day marked through the whole picture, with its words."""

    day: date
    words: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of text and how far down it stands."""

    y: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnSegment:
    """A piece as drawn: `soft_x` and `soft_width` are the days on which it may already have begun."""

    x: str
    width: str
    y: int
    pattern: str
    words: str
    label: str
    label_name: str
    # Where the label begins, or ends when it stands before its lane.
    label_x: str
    soft_x: str = ""
    soft_width: str = ""
    open_end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A mark as drawn; `soft_x` is where its whisker of possible days begins."""

    x: str
    y: int
    kind: str
    words: str
    name: str
    soft_x: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The words of an event under the rail, and the line that leads down to them."""

    x: str
    top: int
    y: int
    words: str
    anchor: str
    shift: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLane:
    """A lane as drawn; `shift` is how far down its label goes to stand beside the bar, in a gutter."""

    y: int
    shift: int
    rows: tuple[TextLine, ...]
    bars: tuple[DrawnSegment, ...]
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnGroup:
    """A group as drawn; `rail_y` is None when it has no events of its own."""

    headings: tuple[TextLine, ...]
    lanes: tuple[DrawnLane, ...]
    rail_y: int | None
    strokes: tuple[Stroke, ...]
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """A vertical line as drawn, its words to the left or to the right of it."""

    x: str
    y: int
    words: str
    name: str
    anchor: str
    shift: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything the template prints.

    `break_x` is where the axis is broken; from `faded_x` on nothing is recorded, or nothing was by the day.
    """

    height: int
    top: int
    axis_y: int
    break_x: str
    faded_x: str
    faded_width: str
    axis: Axis
    ticks: tuple[Tick, ...]
    lines: tuple[DrawnLine, ...]
    groups: tuple[DrawnGroup, ...]
    patterns: tuple[str, ...]
    kinds: tuple[str, ...]


def draw(
    groups: Sequence[LaneGroup],
    *,
    on: DayLine,
    today: DayLine,
    months: Sequence[str] = ENGLISH_MONTHS,
    axis: Axis | None = None,
) -> Picture | None:
    """Lay the groups under one another on one axis; None when there is nothing to draw.

    `on` is the day asked about, `today` the present day; one line is drawn when they are the same. Pieces
    that have not ended run to `today`. An axis is given where several pictures share one, and month names,
    so that the picture speaks the page's language.
    """
    if not any(lane.pieces for group in groups for lane in group.lanes):
        return None
    axis = axis or span_of(groups, until=max(on.day, today.day))
    asked = [on] if on.day == today.day else [today, on]
    # A day before anything was recorded has no place on the axis: it is left out rather than moved.
    lines = [line for line in asked if axis.first <= line.day <= axis.last]
    y = top = TOP * len(lines) + 4
    drawn = []
    for group in groups:
        drawn_group, y = _group(group, axis=axis, y=y, present=today.day)
        drawn.append(drawn_group)
    faded = axis.place(on.day if on.day < today.day else axis.until)
    return Picture(
        height=y + AXIS,
        top=top,
        axis_y=y,
        break_x=percent(1 - SQUEEZED * 0.7) if axis.cut else "",
        faded_x=percent(faded) if faded < 1 else "",
        faded_width=percent(1 - faded),
        axis=axis,
        ticks=ticks(axis, y=y, months=months),
        lines=tuple(_line(line, axis=axis, row=row) for row, line in enumerate(lines)),
        groups=tuple(drawn),
        patterns=_patterns(groups, drawn),
        kinds=_kinds(groups),
    )


def span_of(groups: Iterable[LaneGroup], *, until: date) -> Axis:
    """Return the axis that holds every piece and mark and the day `until`, with room at both ends.

    A long time at the end, in which nothing happened, is cut.
    """
    days = []
    for group in groups:
        for mark in _all_marks(group):
            # An event on or after a day has no last day to make room for.
            days += [day for day in (_early(mark.earliest, mark.day), mark.day) if day != FOREVER]
        for piece in (piece for lane in group.lanes for piece in lane.pieces):
            days += [_early(piece.possible_from, piece.start), piece.start]
            days += [] if piece.until == FOREVER else [piece.until]
    latest = max(days, default=until)
    first, last = min([*days, until]), max(latest, until)
    room = timedelta(days=max(round((last - first).days * MARGIN), 2))
    is_silent = (last - latest).days > SILENT * (last - first).days and latest - first > room
    return Axis(first=first - room, last=last + room, cut=latest + 2 * room if is_silent else None)


def _all_marks(group: LaneGroup) -> tuple[EventMark, ...]:
    """Return the marks of a group's rail and of its lanes."""
    return (*group.marks, *(mark for lane in group.lanes for mark in lane.marks))


def _early(possible: date | None, certain: date) -> date:
    """Return the first possible day, or the certain one where nothing bounds the beginning."""
    return certain if possible is None or possible == date.min else min(possible, certain)


def _group(group: LaneGroup, *, axis: Axis, y: int, present: date) -> tuple[DrawnGroup, int]:
    """Draw a group from `y` down and return it with the place where the next may begin."""
    headings = []
    for text in wrap(group.heading, letters=HEADING_LETTERS, lines=HEADING_LINES) if group.heading else ():
        headings.append(TextLine(y=y + HEADING - 6, text=text))
        y += HEADING
    y += HEADING_GAP if headings else 0
    lanes = []
    for lane in group.lanes:
        drawn, y = _lane(lane, axis=axis, y=y, present=present)
        lanes.append(drawn)
    rail = None
    if group.marks:
        rail = y + RAIL // 2 - 4
        y += RAIL
    moments = _moments([mark for mark in group.marks if mark.moment], axis=axis, rail=rail or y)
    y = max([y, *(moment.y + 6 for moment in moments)])
    strokes = tuple(_stroke(mark, axis=axis, y=rail or 0) for mark in group.marks)
    return DrawnGroup(
        headings=tuple(headings), lanes=tuple(lanes), rail_y=rail, strokes=strokes, moments=moments
    ), y + GROUP_GAP


def _moments(marks: Sequence[EventMark], *, axis: Axis, rail: int) -> tuple[Moment, ...]:
    """Write the words of events under the rail, in as many rows as a narrow picture needs.

    No words stand on others, nor on the line that leads to others. On the left words begin at their line,
    and the latest stand highest; on the right they end at it, and the earliest do.
    """
    placed: list[tuple[float, float, float, int]] = []  # the line, both ends of the words, the row
    moments = []
    left = [mark for mark in marks if axis.place(mark.day) <= 0.5]  # noqa: PLR2004 - the middle
    right = [mark for mark in marks if mark not in left]
    for mark in (*reversed(left), *right):
        line, is_left = axis.place(mark.day), mark in left
        room = 1 - line if is_left else line
        most = max(int(room / MOMENT_LETTER) - 1, 4)
        words = f"{mark.moment} {mark.moment_day}".strip()
        words = words if len(words) <= most else shorten(mark.moment, width=most, placeholder="…")
        length = (len(words) + 2) * MOMENT_LETTER
        start, end = (line, line + length) if is_left else (line - length, line)
        rows = (row for row in range(MOMENT_ROWS) if _is_free(placed, line, start, end, row))
        row = next(rows, max((row for *_place, row in placed), default=-1) + 1)
        placed.append((line, start, end, row))
        moments.append(
            Moment(
                x=percent(line),
                top=rail + 8,
                y=rail + RAIL + MOMENT * row,
                words=words,
                anchor="start" if is_left else "end",
                shift=4 if is_left else -4,
            )
        )
    return tuple(moments)


def _is_free(
    placed: Sequence[tuple[float, float, float, int]], line: float, start: float, end: float, row: int
) -> bool:
    """Tell whether words fit into a row: no others there, no line through them, their line through none."""
    for other_line, other_start, other_end, other_row in placed:
        if other_row == row and start < other_end and other_start < end:
            return False
        if other_row > row and start <= other_line <= end:
            return False
        if other_row < row and other_start <= line <= other_end:
            return False
    return True


def _lane(lane: Lane, *, axis: Axis, y: int, present: date) -> tuple[DrawnLane, int]:
    """Draw a lane: its label above, its bar under it, its strokes across."""
    texts = wrap(lane.label, letters=LABEL_LETTERS, lines=LABEL_LINES)
    rows = tuple(TextLine(y=y + LABEL_LINE * (place + 1) - 4, text=text) for place, text in enumerate(texts))
    bar_y = y + LABEL_LINE * len(texts) + 3
    end = max([present, *(piece.start for piece in lane.pieces)])
    bars = tuple(_bar(piece, axis=axis, y=bar_y, end=end) for piece in lane.pieces)
    bars = _named_last(bars, lane, axis=axis)
    strokes = tuple(_stroke(mark, axis=axis, y=bar_y) for mark in lane.marks)
    shift = LABEL_LINE * len(texts) // 2 + 3 + BAR // 2
    return DrawnLane(y=bar_y, shift=shift, rows=rows, bars=bars, strokes=strokes), bar_y + BAR + LANE_GAP


def _bar(piece: LaneSegment, *, axis: Axis, y: int, end: date) -> DrawnSegment:
    """Draw a piece; its word is shown only where it has room, narrow or wide."""
    start, stop = axis.place(piece.start), axis.place(min(piece.until, end))
    fraction = max(stop - start, 0.0)
    soft = axis.place(min(piece.possible_from or piece.start, piece.start))
    name = ""
    if fits(piece.label, fraction=fraction, width=NARROW):
        name = "word"
    elif fits(piece.label, fraction=fraction, width=WIDE):
        name = "word roomy"
    return DrawnSegment(
        x=percent(start),
        width=percent(fraction),
        y=y,
        pattern=piece.pattern,
        words=piece.words or piece.label,
        label=piece.label if name else "",
        label_name=name,
        label_x=percent(start),
        soft_x=percent(soft) if soft < start else "",
        soft_width=percent(start - soft) if soft < start else "",
        open_end=piece.until > end,
    )


def _named_last(bars: tuple[DrawnSegment, ...], lane: Lane, *, axis: Axis) -> tuple[DrawnSegment, ...]:
    """Write where a lane ended before its first bar when the last is too short for the words."""
    if not bars or bars[-1].label_name or bars[0].soft_x:
        return bars
    first, last = lane.pieces[0], lane.pieces[-1]
    if not fits(last.label, fraction=axis.place(first.start), width=NARROW):
        return bars
    return (*bars[:-1], replace(bars[-1], label=last.label, label_name="word before", label_x=bars[0].x))


def _stroke(mark: EventMark, *, axis: Axis, y: int) -> Stroke:
    """Draw a mark at its last possible day, with a whisker from its first."""
    place, soft = axis.place(mark.day), axis.place(min(mark.earliest or mark.day, mark.day))
    return Stroke(
        x=percent(place),
        y=y,
        kind=mark.kind,
        words=mark.words,
        name=f"{mark.kind} deciding" if mark.deciding else mark.kind,
        soft_x=percent(soft) if soft < place else "",
    )


def _line(line: DayLine, *, axis: Axis, row: int) -> DrawnLine:
    """Draw a vertical line; its words stay inside the picture."""
    place = axis.place(line.day)
    left = place > 0.5  # noqa: PLR2004 - the middle
    return DrawnLine(
        x=percent(place),
        y=TOP * (row + 1) - 6,
        words=line.words,
        name=line.name,
        anchor="end" if left else "start",
        shift=-5 if left else 5,
    )


def _patterns(groups: Iterable[LaneGroup], drawn: Iterable[DrawnGroup]) -> tuple[str, ...]:
    """Return the patterns the key explains: of those used, the ones of which a bar has no word in it."""
    used = {piece.pattern for group in groups for lane in group.lanes for piece in lane.pieces}
    bars = [bar for group in drawn for lane in group.lanes for bar in lane.bars]
    said = used - {bar.pattern for bar in bars if bar.label_name != "word"}
    return tuple(pattern for pattern in PATTERN_ORDER if pattern in used - said)


def _kinds(groups: Iterable[LaneGroup]) -> tuple[str, ...]:
    """Return the kinds of marks a picture uses, and whether one of them decided or is uncertain."""
    marks = [mark for group in groups for mark in _all_marks(group)]
    pieces = [piece for group in groups for lane in group.lanes for piece in lane.pieces]
    soft = any((piece.possible_from or piece.start) < piece.start for piece in pieces)
    soft = soft or any((mark.earliest or mark.day) < mark.day for mark in marks)
    kinds = [kind for kind in ("ruling", "hearing", "other") if any(mark.kind == kind for mark in marks)]
    kinds += ["deciding"] * any(mark.deciding for mark in marks)
    return (*kinds, *(["soft"] * soft))
