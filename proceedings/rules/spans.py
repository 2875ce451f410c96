"""The fold over a whole record: statuses with their reasons, on any day and over time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any

from proceedings.codes import (
    Activity,
    ChargeState,
    ClaimOutcome,
    ClaimState,
    Outcome,
    QualifierCode,
    StatusCode,
)
from proceedings.rules.facts import FIRST_DAY, LAST_DAY, Record
from proceedings.rules.order import Occurrence, in_order
from proceedings.rules.precedence import (
    PRECEDENCE_CIVIL,
    PRECEDENCE_CRIMINAL,
    Row,
    Standing,
    code_of,
    codes_of,
    phase_of,
    row_for,
    standing_of,
)
from proceedings.rules.qualifiers import particulars_of, qualifiers_of, tally
from proceedings.rules.states import DEFERRED, NOT_STANDING, OPEN_STATES, Pause, StateOf, World
from proceedings.rules.steps import Moved, beginning, take
from proceedings.rules.terms import ENDS_BY_CALENDAR, projected_end
from proceedings.rules.transitions import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where one defendant in one case stands, with the reasons: row, deciding event, counts.

    ``qualifiers`` and ``particulars`` are plain data; ``wording`` turns them into the sentence.
    """

    code: StatusCode
    rule: int
    table: str
    deciding: int | None
    counts: dict[str, int]
    qualifiers: list[dict[str, Any]] = field(default_factory=list)
    particulars: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A status and the days it holds: from ``valid_from`` until the day before ``valid_until``."""

    status: Status
    valid_from: date
    valid_until: date
    possible_from: date
    since: date
    projected_end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LanePiece:
    """A stretch of one count's lane in the picture: its state, paused or not, and what brought it."""

    state: ChargeState | ClaimState
    valid_from: date
    valid_until: date
    event: int | None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    """One event taken into account: what it did, and where everything stood after it."""

    occurrence: Occurrence
    result: Moved
    world: World
    standing: Standing
    row: Row
    code: StatusCode


@dataclass(frozen=True, slots=True)
class _Window:
    """The days on which a change of code is possible but not certain."""

    possible: date
    day: date


class _History:
    """One record folded once, event by event; everything else is read from it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.start = beginning(record)
        self.start_standing, self.start_row, self.start_code = self._read(self.start)
        self.steps: list[_Step] = []
        world, read = self.start, (self.start_standing, self.start_row, self.start_code)
        for occurrence in in_order(record):
            before = world
            world, result = take(world, record, occurrence)
            if world is not before:  # most events move nothing
                read = self._read(world)
            self.steps.append(_Step(occurrence, result, world, *read))

    def _read(self, world: World) -> tuple[Standing, Row, StatusCode]:
        """Read the counts left in a world, and the row and the code they lead to."""
        standing = standing_of(self.record, world)
        row = row_for(standing, civil=self.record.civil)
        return standing, row, code_of(row, standing)

    @cached_property
    def days(self) -> tuple[tuple[date, int], ...]:
        """The days on which something took effect, each with the number of steps taken by its end.

        What happened on or after a day, nobody knows how long after, takes effect on none.
        """
        ends = {step.occurrence.day: place + 1 for place, step in enumerate(self.steps)}
        return tuple((day, taken) for day, taken in ends.items() if day < LAST_DAY)

    def taken(self, on: date) -> int:
        """Return how many steps count on a day."""
        place = bisect_right(self.days, on, key=itemgetter(0))
        return self.days[place - 1][1] if place else 0

    def world(self, taken: int) -> World:
        """Return where everything stood after so many steps."""
        return self.steps[taken - 1].world if taken else self.start

    def standing(self, taken: int) -> Standing:
        """Return the counts left after so many steps."""
        return self.steps[taken - 1].standing if taken else self.start_standing

    def row(self, taken: int) -> Row:
        """Return the row of the table after so many steps."""
        return self.steps[taken - 1].row if taken else self.start_row

    def code(self, taken: int) -> StatusCode:
        """Return the code after so many steps."""
        return self.steps[taken - 1].code if taken else self.start_code

    def since(self, taken: int) -> tuple[date, int]:
        """Return the first day of the unbroken run of the present code, and the steps taken by then."""
        first, code = (FIRST_DAY, 0), self.start_code
        for day, count in self.days:
            if count > taken:
                break
            if self.code(count) != code:
                first, code = (day, count), self.code(count)
        return first

    def without(self, taken: int, left_out: int) -> StatusCode:
        """Return the code after so many steps, one of them left out.

        A later step that moved nothing is passed over: a written order that repeats a ruling must not
        stand in for it.
        """
        if left_out == taken - 1:
            return self.code(left_out)
        world = self.world(left_out)
        for step in self.steps[left_out + 1 : taken]:
            if step.result is Moved.MOVED:
                world, _result = take(world, self.record, step.occurrence)
        return self._read(world)[-1]

    def decides(self, taken: int, place: int) -> bool:
        """Tell whether the code would differ without this step."""
        moved = self.steps[place].result is Moved.MOVED
        return moved and self.without(taken, place) != self.code(taken)

    def deciding(self, taken: int) -> int | None:
        """Return the last event without which the code would differ.

        Where no single event is (two charges filed on two days), it is the one that brought the code.
        """
        for place in range(taken - 1, -1, -1):
            if self.decides(taken, place):
                return self.steps[place].occurrence.event
        return self._brought(taken)

    def _brought(self, taken: int) -> int | None:
        """Return the event that began the run of the present code."""
        _day, first = self.since(taken)
        for place in range(first - 1, -1, -1):
            before = self.code(place)
            if self.steps[place].code == self.code(taken) != before:
                return self.steps[place].occurrence.event
        return None

    def needed(self, taken: int) -> tuple[int, ...]:
        """Return the events without any one of which the code would differ; the deciding one last."""
        found = tuple(
            self.steps[place].occurrence.event for place in range(taken) if self.decides(taken, place)
        )
        deciding = self.deciding(taken)
        return found or (() if deciding is None else (deciding,))

    @cached_property
    def windows(self) -> tuple[_Window, ...]:
        """The stretches in which a change of code is possible but not certain, in order of their end."""
        found = []
        taken = 0
        for _day, count in self.days:
            if self.code(count) != self.code(taken):
                found.extend(self._windows(taken, count))
            taken = count
        return tuple(found)

    def _windows(self, taken: int, count: int) -> list[_Window]:
        """Return the windows of the events of one day that changed the code."""
        changing = [
            self.steps[place].occurrence
            for place in range(taken, count)
            if self.steps[place].code != self.code(place)
        ]
        return [_Window(one.possible, one.day) for one in changing if one.possible < one.day]

    def possible_from(self, taken: int) -> date:
        """Return the first day the status reached on a day is possible."""
        day = self.steps[taken - 1].occurrence.day
        for place in range(taken - 1, -1, -1):
            step = self.steps[place]
            if step.occurrence.day != day:
                break
            if step.code != self.code(place):
                return step.occurrence.possible
        return day

    def window_on(self, on: date) -> _Window | None:
        """Return the window that covers a day; of several, the one that ends first, widest."""
        if not self.windows:
            return None
        covering = [one for one in self.windows if one.possible <= on < one.day]
        return min(covering, key=lambda one: (one.day, one.possible), default=None)

    def status(self, taken: int, on: date) -> Status:
        """Return the status after so many steps, as it is shown on a day."""
        world = self.world(taken)
        standing = self.standing(taken)
        row, code = self.row(taken), self.code(taken)
        qualifiers = qualifiers_of(self.record, world, standing, code)
        window = self.window_on(on)
        if window is not None:
            qualifiers.append(_date_uncertain(window))
        return Status(
            code=code,
            rule=row.number,
            table="civil" if self.record.civil else "criminal",
            deciding=self.deciding(taken),
            counts=tally(standing),
            qualifiers=qualifiers,
            particulars=particulars_of(self.record, world, standing),
        )

    def projected_end(self, taken: int) -> date:
        """Return when the standing sentence would end by the calendar."""
        if self.code(taken) not in ENDS_BY_CALENDAR:
            return LAST_DAY
        standing = self.standing(taken)
        return projected_end(one for one in standing.counts if one.state == ChargeState.CONVICTED)

    def cuts(self) -> list[date]:
        """Return every day on which the status may begin to read otherwise, the first day included."""
        found = {FIRST_DAY, *(day for day, _taken in self.days)}
        for window in self.windows:
            found |= {window.possible, window.day}
        return sorted(found)


def _date_uncertain(window: _Window) -> dict[str, Any]:
    """Return the qualifier of a window."""
    return {
        "code": QualifierCode.DATE_UNCERTAIN.value,
        "from": window.possible.isoformat(),
        "until": window.day.isoformat(),
    }


def derive(record: Record) -> tuple[Span, ...]:
    """Return the statuses of a defendant over all time: spans that tile it without gap or overlap."""
    history = _History(record)
    spans: list[Span] = []
    before = None
    for day in history.cuts():
        world, window = history.world(history.taken(day)), history.window_on(day)
        if before is not None and world is before[0] and window == before[1]:
            continue  # nothing moved: it reads as before
        before = world, window
        span = _span(history, day)
        if spans and _reads_alike(spans[-1], span):
            continue
        if spans:
            spans[-1] = _until(spans[-1], day)
        spans.append(span)
    return tuple(spans)


def _span(history: _History, day: date) -> Span:
    """Return the span that begins on a day, still open."""
    taken = history.taken(day)
    since, first = history.since(taken)
    begins = first and history.steps[first - 1].occurrence.day == day
    return Span(
        status=history.status(taken, day),
        valid_from=day,
        valid_until=LAST_DAY,
        possible_from=history.possible_from(first) if begins else day,
        since=since,
        projected_end=history.projected_end(taken),
    )


def _reads_alike(one: Span, other: Span) -> bool:
    """Tell whether the later span says nothing the earlier does not."""
    same = one.status == other.status and one.since == other.since
    return same and one.projected_end == other.projected_end


def _until(span: Span, day: date) -> Span:
    """Close a span."""
    return Span(
        status=span.status,
        valid_from=span.valid_from,
        valid_until=day,
        possible_from=span.possible_from,
        since=span.since,
        projected_end=span.projected_end,
    )


def standing(record: Record, on: date) -> Status:
    """Return the status at the end of a day."""
    history = _History(record)
    return history.status(history.taken(on), on)


def charge_states(record: Record, on: date) -> dict[int, StateOf]:
    """Return where each charge or claim of the defendant stands at the end of a day."""
    history = _History(record)
    world = history.world(history.taken(on))
    return {count.key: world.states[count.key] for count in record.counts if not count.elsewhere}


def lanes(record: Record) -> dict[int, tuple[LanePiece, ...]]:
    """Return, for each count, the stretches of its states; a lane ends where the count is replaced."""
    history = _History(record)
    return {count.key: _lane(history, count.key) for count in record.counts if not count.elsewhere}


def _lane(history: _History, key: int) -> tuple[LanePiece, ...]:
    """Return the stretches of one count; a pause begins one, and so does its end."""
    pieces: list[LanePiece] = []
    before: tuple[ChargeState | ClaimState, Pause | None] = (history.start.states[key].state, None)
    for day, taken in history.days:
        world = history.world(taken)
        now = world.states[key]
        pause = now.pause or (world.pause if now.state in OPEN_STATES else None)
        if (now.state, bool(pause)) == (before[0], bool(before[1])):
            continue
        moved = now.state != before[0]
        event = now.event if moved else pause.event if pause else None
        if pieces:
            pieces[-1] = replace(pieces[-1], valid_until=day)
        pieces.append(
            LanePiece(
                state=now.state, valid_from=day, valid_until=LAST_DAY, event=event, paused=pause is not None
            )
        )
        before = (now.state, pause)
    return tuple(piece for piece in pieces if piece.state not in NOT_STANDING)


def moves(record: Record) -> dict[int, bool]:
    """Tell of each event whether it moved anything."""
    return {event: result is Moved.MOVED for event, result in movements(record).items()}


def movements(record: Record) -> dict[int, Moved]:
    """Tell of each event what became of it: moved, repeats, cannot follow, or moves nothing by rule."""
    return {step.occurrence.event: step.result for step in _History(record).steps}


def needed(record: Record, on: date) -> tuple[int, ...]:
    """Return the events without any one of which the code on that day would differ (deciding last)."""
    history = _History(record)
    return history.needed(history.taken(on))


def activity(record: Record, on: date) -> Activity:
    """Return how the case counts in a caseload on that day; disposed only when every charge is."""
    history = _History(record)
    taken = history.taken(on)
    if _disposed(history, taken):
        return Activity.DISPOSED
    now = history.standing(taken)
    if any(_disposed(history, count) and count for _day, count in history.days if count < taken):
        return Activity.REOPENED
    waiting = not now.undecided and now.any(*DEFERRED) and not now.any(ChargeState.FOUND_GUILTY)
    if now.inactive or now.warrant or waiting:
        return Activity.PENDING_INACTIVE
    return Activity.PENDING_ACTIVE


def _disposed(history: _History, taken: int) -> bool:
    """Tell whether every charge or claim brought has a disposition."""
    now = history.standing(taken)
    open_states = (ChargeState.FOUND_GUILTY, ClaimState.FILED, *DEFERRED)
    return bool(now.counts) and not now.undecided and not now.any(*open_states)


def rules_missing() -> list[str]:
    """Return the codes without a rule: outcomes no row moves, statuses no row leads to, or in no phase."""
    led_to = {code for row in (*PRECEDENCE_CRIMINAL, *PRECEDENCE_CIVIL) for code in row.codes}
    outcomes = [code for codes in (Outcome, ClaimOutcome) for code in codes if not rows_of(code)]
    statuses = [code for code in StatusCode if code not in led_to or not _has_phase(code)]
    return [str(code) for code in (*outcomes, *statuses)]


def _has_phase(code: StatusCode) -> bool:
    """Tell whether a status belongs to a phase."""
    try:
        return code in codes_of(phase_of(code))
    except KeyError:
        return False


def row_of(status: Status) -> Row:
    """Return the row of the precedence table a status came from."""
    table = PRECEDENCE_CIVIL if status.table == "civil" else PRECEDENCE_CRIMINAL
    return table[status.rule - 1]


__all__ = [
    "LanePiece",
    "Span",
    "Status",
    "activity",
    "charge_states",
    "derive",
    "lanes",
    "movements",
    "moves",
    "needed",
    "row_of",
    "rules_missing",
    "standing",
]
