"""What a folded record says: statuses on any day and over time, and of each charge and each event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from proceedings.law.codes import (
    Activity,
    ChargeState,
    ClaimOutcome,
    ClaimState,
    Outcome,
    StatusCode,
)
from proceedings.law.rules.apply_effect import EffectResult, beginning, take
from proceedings.law.rules.case_state import (
    DEFERRED,
    NOT_STANDING,
    OPEN_STATES,
    CaseState,
    Pause,
    StateOf,
)
from proceedings.law.rules.history import History, Status
from proceedings.law.rules.inputs import LAST_DAY, Record
from proceedings.law.rules.order import in_order
from proceedings.law.rules.precedence import (
    PRECEDENCE_CIVIL,
    PRECEDENCE_CRIMINAL,
    PrecedenceRow,
    codes_of,
    phase_of,
    row_numbered,
)
from proceedings.law.rules.transition_queries import rows_of


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


def derive(record: Record) -> tuple[Span, ...]:
    """Return the statuses of a defendant over all time: spans that tile it without gap or overlap."""
    history = History(record)
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


def _span(history: History, day: date) -> Span:
    """Return the span that begins on a day, still open."""
    taken = history.taken(day)
    since, first = history.since(taken)
    begins = first and history.steps[first - 1].occurrence.day == day
    return Span(
        status=history.status(taken, day),
        valid_from=day,
        valid_until=LAST_DAY,
        possible_from=history.possible_from(first) if begins else max(since, history.possible_beside(day)),
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
    history = History(record)
    return history.status(history.taken(on), on)


def fold(record: Record | History) -> History:
    """Fold a record event by event, for whoever asks several questions of it."""
    return record if isinstance(record, History) else History(record)


def charge_states(record: Record | History, on: date) -> dict[int, StateOf]:
    """Return where each charge or claim of the defendant stands at the end of a day."""
    if isinstance(record, History):
        counts, world = record.record.counts, record.world(record.taken(on))
    else:
        counts, world = record.counts, _world_on(record, on)
    return {count.key: world.states[count.key] for count in counts if not count.elsewhere}


def _world_on(record: Record, on: date) -> CaseState:
    """Fold no further than a day, and read no status after each step: a list has many records."""
    world = beginning(record)
    for occurrence in in_order(record):
        if occurrence.day > on or occurrence.day == LAST_DAY:
            break
        world, _result = take(world, record, occurrence)
    return world


def lanes(record: Record | History) -> dict[int, tuple[LanePiece, ...]]:
    """Return, for each count, the stretches of its states; a lane ends where the count is replaced."""
    history = fold(record)
    return {count.key: _lane(history, count.key) for count in history.record.counts if not count.elsewhere}


def _lane(history: History, key: int) -> tuple[LanePiece, ...]:
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
    return {event: result is EffectResult.MOVED for event, result in movements(record).items()}


def movements(record: Record | History) -> dict[int, EffectResult]:
    """Tell of each event what became of it: moved, repeats, cannot follow, or moves nothing by rule."""
    return {step.occurrence.event: step.result for step in fold(record).steps}


def needed(record: Record, on: date) -> tuple[int, ...]:
    """Return the events without any one of which the code on that day would differ (deciding last)."""
    history = History(record)
    return history.needed(history.taken(on))


def activity(record: Record, on: date) -> Activity:
    """Return how the case counts in a caseload on that day; disposed only when every charge is."""
    history = History(record)
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


def _disposed(history: History, taken: int) -> bool:
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


def row_of(status: Status) -> PrecedenceRow:
    """Return the row of the precedence table a status came from."""
    return row_numbered(status.rule, civil=status.table == "civil")


__all__ = [
    "LanePiece",
    "Span",
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
