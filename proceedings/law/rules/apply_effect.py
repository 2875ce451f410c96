"""One effect, one step: from where everything stood to where it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from proceedings.law.codes import (
    ChargeLinkKind,
    ChargeState,
    ClaimOutcome,
    ClaimState,
    Outcome,
)
from proceedings.law.rules.case_state import (
    GUILTY,
    OPEN_STATES,
    CaseState,
    StateOf,
    occurred,
)
from proceedings.law.rules.flags import raise_flags
from proceedings.law.rules.inputs import Count, Effect, Record
from proceedings.law.rules.order import DatedEvent
from proceedings.law.rules.outcome_effects import (
    BY_PROSECUTOR,
    PAUSE_OVER,
    PAUSES,
    changes_of,
    prejudice_of,
)
from proceedings.law.rules.transition import (
    BEFORE,
    FORMER,
    SAME,
    Transition,
)
from proceedings.law.rules.transition_queries import evidence_of, rows_of

BEGINS = frozenset[str](
    {
        Outcome.FILED,
        Outcome.INDICTED,
        Outcome.BOUND_OVER,
        Outcome.TRANSFERRED,
        ClaimOutcome.FILED,
        ClaimOutcome.TRANSFERRED,
    }
)
CONCERNS = frozenset[str]({Outcome.CONCERNS, ClaimOutcome.CONCERNS})
NEEDS_CONTINUES = frozenset[str]({Outcome.BOUND_OVER, Outcome.TRANSFERRED, ClaimOutcome.TRANSFERRED})
NEEDS_LESSER = frozenset[str](
    {Outcome.PLEA_ACCEPTED, Outcome.FOUND_GUILTY, Outcome.CONVICTED_PLEA, Outcome.CONVICTED_TRIAL}
)
STANDS_IN_FOR = frozenset[str](
    {
        ChargeLinkKind.AMENDS,
        ChargeLinkKind.SUPERSEDES,
        ChargeLinkKind.CONTINUES,
        ChargeLinkKind.LESSER_INCLUDED_OF,
    }
)


class EffectResult(StrEnum):
    """What became of an effect."""

    # In this order: of an event with several effects, the first that applies is told.
    MOVED = "moved"
    CANNOT_FOLLOW = "cannot_follow"
    REPEATS = "repeats"
    BY_RULE = "by_rule"


def beginning(record: Record) -> CaseState:
    """Return where everything stands before the first event."""
    none = StateOf(state=ClaimState.NONE if record.civil else ChargeState.NONE)
    return CaseState(states={count.key: none for count in record.counts})


def take(world: CaseState, record: Record, occurrence: DatedEvent) -> tuple[CaseState, EffectResult]:
    """Take one event into account; say what became of it.

    An event has moved something when any of its effects did; it is inconsistent when any of them
    cannot follow from where things stood.
    """
    start, results = world, set()
    for effect in occurrence.effects:
        after, result = _step(world, record, effect)
        repeats = result is EffectResult.MOVED and after == world
        results.add(EffectResult.REPEATS if repeats else result)
        world = after
    world = _dated(start, world, occurrence)
    if EffectResult.CANNOT_FOLLOW in results:
        world = world._replace(inconsistent=(*world.inconsistent, occurrence.event))
    return world, next(kind for kind in EffectResult if kind in results)


def _dated(start: CaseState, world: CaseState, occurrence: DatedEvent) -> CaseState:
    """Say since when the counts that this event moved to another state stand there."""
    if world.states is start.states:
        return world
    states = {
        key: state._replace(since=occurrence.day, since_earliest=occurrence.possible)
        if state.since is None and state.event is not None
        else state
        for key, state in world.states.items()
    }
    return world._replace(states=states)


def _step(world: CaseState, record: Record, effect: Effect) -> tuple[CaseState, EffectResult]:
    """Apply one effect to the count it names, or to the defendant."""
    rows = rows_of(effect.outcome)
    if not rows or isinstance(rows[0].outcome, ClaimOutcome) is not record.civil:
        return world, EffectResult.CANNOT_FOLLOW
    if effect.outcome in CONCERNS or effect.kind not in evidence_of(effect.outcome):
        return world, EffectResult.BY_RULE
    if effect.count is None:
        return _step_whole(world, record, effect, rows)
    count = next((one for one in record.counts if one.key == effect.count), None)
    if count is None:
        return world, EffectResult.CANNOT_FOLLOW
    world, result = _step_count(world, record, effect, count, rows)
    if count.elsewhere:
        # What is odd in the other record is told on its own page.
        return world, EffectResult.BY_RULE if result is EffectResult.CANNOT_FOLLOW else result
    if result is EffectResult.MOVED:
        world = raise_flags(world, record, effect, count.key)
    return world, result


def _step_whole(
    world: CaseState, record: Record, effect: Effect, rows: tuple[Transition, ...]
) -> tuple[CaseState, EffectResult]:
    """Apply an effect on the defendant as a whole: to every own count it can apply to, and the flags."""
    before, results = world, set()
    if effect.outcome not in PAUSES | PAUSE_OVER:
        for count in _reached(world, record, effect):
            world, result = _step_count(world, record, effect, count, rows)
            results.add(result)
    else:
        results = {_pausable(world, record, effect)}
    if not record.counts and effect.outcome in {Outcome.WARRANT_ISSUED, Outcome.WARRANT_ENDED, Outcome.DIED}:
        results = {EffectResult.MOVED}
    if EffectResult.MOVED in results:
        return raise_flags(world, record, effect, None), EffectResult.MOVED
    return before, EffectResult.REPEATS if EffectResult.REPEATS in results else EffectResult.CANNOT_FOLLOW


def _reached(world: CaseState, record: Record, effect: Effect) -> list[Count]:
    """Return the own counts an effect on the whole case is meant for.

    One sentence for the whole case is that of the counts found guilty; it convicts undecided ones only
    where no finding is recorded at all.
    """
    own = [count for count in record.counts if not count.elsewhere]
    if effect.outcome != Outcome.SENTENCED:
        return own
    for meant in (_awaits_sentence, _is_convicted):
        found = [count for count in own if meant(world.states[count.key])]
        if found:
            return found
    return own


def _awaits_sentence(state: StateOf) -> bool:
    """Tell whether a sentence is due."""
    unsentenced = state.state == ChargeState.CONVICTED and state.sentence is None and not state.merged
    return unsentenced or state.state in {ChargeState.FOUND_GUILTY, ChargeState.DEFERRED_SENTENCE}


def _is_convicted(state: StateOf) -> bool:
    """Tell whether a conviction stands."""
    return state.state == ChargeState.CONVICTED


def _pausable(world: CaseState, record: Record, effect: Effect) -> EffectResult:
    """Tell whether a pause of the whole case, or its end, can follow."""
    if effect.outcome in PAUSE_OVER:
        return EffectResult.MOVED
    open_counts = any(
        world.states[count.key].state in OPEN_STATES for count in record.counts if not count.elsewhere
    )
    return EffectResult.MOVED if open_counts else EffectResult.CANNOT_FOLLOW


def _step_count(
    world: CaseState, record: Record, effect: Effect, count: Count, rows: tuple[Transition, ...]
) -> tuple[CaseState, EffectResult]:
    """Apply an effect to one count: find the row that holds in its state, and follow it."""
    now = world.states[count.key]
    row = next((one for one in rows if now.state in one.before), None)
    if row is None:
        return _say_again(world, effect, count, rows)
    if now.state in (ChargeState.NONE, ClaimState.NONE) and row.after != SAME:
        return _begin(world, record, effect, count, row)
    changes = changes_of(now, effect, tried=world.tried)
    if changes is None:
        return world, EffectResult.CANNOT_FOLLOW
    if changes.pop("idle", False):
        return world, EffectResult.REPEATS
    return _put(world, count, _moved(now, effect, _target(now, row), changes, record)), EffectResult.MOVED


def _say_again(
    world: CaseState, effect: Effect, count: Count, rows: tuple[Transition, ...]
) -> tuple[CaseState, EffectResult]:
    """Handle an outcome no row allows here: it repeats the present state, or cannot follow from it."""
    now = world.states[count.key]
    if not any(now.state in row.again for row in rows):
        return world, EffectResult.CANNOT_FOLLOW
    said = prejudice_of(effect, tried=world.tried)
    silent = said in ("", "unspecified", now.prejudice) or effect.outcome in BY_PROSECUTOR
    if now.state not in (ChargeState.DISMISSED, ClaimState.DISMISSED) or silent or now.after_deferral:
        return world, EffectResult.REPEATS
    if now.prejudice != "unspecified":
        return world, EffectResult.CANNOT_FOLLOW
    # A later order states the terms an earlier one left open.
    stated = now._replace(prejudice=said)
    return _put(world, count, stated), EffectResult.MOVED


def _put(world: CaseState, count: Count, state: StateOf) -> CaseState:
    """Return the world with one count standing elsewhere."""
    return world._replace(states={**world.states, count.key: state})


def _target(now: StateOf, row: Transition) -> ChargeState | ClaimState:
    """Read where a row leads from here."""
    if row.after == SAME:
        return now.state
    if row.after == FORMER:
        return now.former or ChargeState.BOUND_OVER
    if row.after == BEFORE:
        return now.before or ChargeState.BOUND_OVER
    if isinstance(now.state, ClaimState):
        return ClaimState(row.after)
    return ChargeState(row.after)


def _moved(
    now: StateOf,
    effect: Effect,
    target: ChargeState | ClaimState,
    changes: Mapping[str, Any],
    record: Record,
) -> StateOf:
    """Return the count after a step: what no longer holds is dropped, what the effect says is added."""
    if target == now.state:
        return now._replace(**changes)
    guilty = target in GUILTY and not record.civil
    kept: dict[str, Any] = (
        {
            "plea": now.plea,
            "how": now.how,
            "finding": now.finding,
            "finding_recorded": now.finding_recorded,
            "pardoned": now.pardoned,
        }
        if guilty or target in {ChargeState.DEFERRED_ADJUDICATION, ChargeState.DEFERRED_SENTENCE}
        else {}
    )
    open_now = target in OPEN_STATES
    return StateOf(
        **{
            "state": target,
            "since": None,
            "event": effect.event,
            "former": target if open_now else now.former,
            "before": now.state,
            "amended": now.amended,
            "pause": now.pause if open_now else None,
            "text": str(effect.details.get("text", "")),
            **kept,
            **changes,
        }
    )


def _begin(
    world: CaseState, record: Record, effect: Effect, count: Count, row: Transition
) -> tuple[CaseState, EffectResult]:
    """Begin a count: where the one it stands in for stood, else as filed."""
    kinds = {link.kind for link in count.links}
    if effect.outcome in NEEDS_CONTINUES and ChargeLinkKind.CONTINUES not in kinds:
        return world, EffectResult.CANNOT_FOLLOW
    if effect.outcome in NEEDS_LESSER and ChargeLinkKind.LESSER_INCLUDED_OF not in kinds:
        return world, EffectResult.CANNOT_FOLLOW
    now = world.states[count.key]
    target = _target(now, row)
    if effect.outcome in BEGINS and not record.civil:
        stood = _stood(world, count)
        sent = effect.outcome in {Outcome.INDICTED, Outcome.BOUND_OVER}
        if stood is not None and not (sent and stood is ChargeState.FILED):
            target = stood
    changes = changes_of(now, effect, tried=world.tried) or {}
    changes.pop("idle", None)
    began = _moved(now, effect, target, {"pause": None, **changes}, record)
    world = _put(world, count, began)
    return world._replace(began={**world.began, count.key: occurred(effect)}), EffectResult.MOVED


def _stood(world: CaseState, count: Count) -> ChargeState | ClaimState | None:
    """Return where the charge this one stands in for stood last, while it was undecided."""
    for link in count.links:
        other = world.states.get(link.to)
        if link.kind in STANDS_IN_FOR and other is not None and other.former is not None:
            return other.former
    return None
