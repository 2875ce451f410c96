"""The flags of a defendant: warrant, pause, pending appeals, death, a release without a ground."""

from __future__ import annotations

from collections.abc import Iterable

from proceedings.law.codes import ChargeState, ClaimOutcome, Outcome, ReleaseGround
from proceedings.law.rules.case_state import (
    OPEN_STATES,
    Appeal,
    AppealOver,
    CaseState,
    StateOf,
    occurred,
)
from proceedings.law.rules.inputs import Effect, Record
from proceedings.law.rules.outcome_effects import PAUSE_OVER, PAUSES, VERDICT, pause_of

ENDS_APPEALS = frozenset[str](
    {
        Outcome.REVERSED_AND_REMANDED,
        Outcome.RETRIAL_ORDERED,
        Outcome.REVERSED_ACQUITTED,
        Outcome.REVERSED_DISMISSED,
        Outcome.CONVICTED_ON_APPEAL,
        Outcome.QUASHED,
        Outcome.VACATED,
        Outcome.SENTENCE_VACATED,
        ClaimOutcome.REVERSED_AND_REMANDED,
    }
)
# What says that a jury was sworn, or that evidence was heard: a trial began on that day or before.
TRIED = frozenset[str](
    {
        Outcome.TRIAL_BEGAN,
        Outcome.FOUND_GUILTY,
        Outcome.CONVICTED_TRIAL,
        Outcome.NOT_GUILTY,
        Outcome.NOT_GUILTY_JURY,
        Outcome.NOT_GUILTY_BENCH,
        Outcome.JUDGMENT_OF_ACQUITTAL,
        Outcome.NGRI,
    }
)
# What sets a verdict and the trial behind it aside: the defendant stands as before that trial.
SETS_TRIAL_ASIDE = frozenset[str](
    {Outcome.NEW_TRIAL_GRANTED, Outcome.RETRIAL_ORDERED, Outcome.REVERSED_AND_REMANDED}
)
APPEAL_OVER = frozenset[str](
    {Outcome.APPEAL_WITHDRAWN, Outcome.APPEAL_DISMISSED, Outcome.AFFIRMED, ClaimOutcome.APPEAL_ENDED}
)
APPEAL_BEGUN = frozenset[str]({Outcome.APPEAL_NOTICED, ClaimOutcome.APPEAL_NOTICED})


def raise_flags(world: CaseState, record: Record, effect: Effect, count: int | None) -> CaseState:
    """Raise or lower the flags of the defendant that the effect bears on."""
    world = _try(world, record, effect)
    mark = occurred(effect)
    if effect.outcome in PAUSES and count is None and world.pause is None:
        world = world._replace(pause=pause_of(effect))
    elif effect.outcome in PAUSE_OVER and count is None:
        world = _resume_all(world, record)
    if effect.outcome in APPEAL_BEGUN or effect.outcome in APPEAL_OVER or effect.outcome in ENDS_APPEALS:
        world = _appealed(world, effect, count)
    elif effect.outcome == Outcome.WARRANT_ISSUED:
        world = world._replace(warrant=world.warrant or mark)
    elif effect.outcome in {Outcome.WARRANT_ENDED, Outcome.EXTRADITION_PENDING}:
        world = world._replace(warrant=None)
    elif effect.outcome in {Outcome.DIED, ClaimOutcome.DIED}:
        world = _died(world, effect)
    elif effect.outcome == Outcome.RELEASED:
        unknown = effect.details.get("ground") in (None, "", ReleaseGround.UNKNOWN)
        world = world._replace(released=(world.released or mark) if unknown else None)
    elif effect.outcome in {Outcome.RETURNED_TO_CUSTODY, Outcome.SENTENCE_COMPLETED}:
        world = world._replace(released=None)
    return _settle_pause(world, record)


def _died(world: CaseState, effect: Effect) -> CaseState:
    """Remember the first word of a death, and the last that names who stands in the place of the dead."""
    mark = world.died or occurred(effect)
    text = str(effect.details.get("text") or "")
    return world._replace(died=mark, substituted=text or world.substituted)


def _own(record: Record) -> Iterable[int]:
    """Return the keys of the defendant's own counts."""
    return (count.key for count in record.counts if not count.elsewhere)


def _try(world: CaseState, record: Record, effect: Effect) -> CaseState:
    """Remember that a trial began, and forget one that was set aside."""
    if effect.outcome in TRIED and not world.tried:
        return _begin_trial(world, record, effect)
    if effect.outcome in SETS_TRIAL_ASIDE:
        return world._replace(tried=any(_was_tried(world.states[key]) for key in _own(record)))
    return world


def _was_tried(state: StateOf) -> bool:
    """Tell whether a verdict on a count still stands, or a trial of it is under way."""
    acquitted = state.state in {ChargeState.ACQUITTED, ChargeState.NOT_GUILTY_INSANITY}
    return acquitted or state.how == VERDICT or state.state == ChargeState.ON_TRIAL


def _begin_trial(world: CaseState, record: Record, effect: Effect) -> CaseState:
    """Remember that a trial began; the terms of what the prosecution dropped the same day are open.

    Whether that was before the jury was sworn or after, the order of a day's entries does not tell.
    """
    dropped = {
        key: state._replace(prejudice="unspecified")
        for key in _own(record)
        if (state := world.states[key]).terms_assumed and state.since in (None, effect.latest)
    }
    return world._replace(tried=True, states={**world.states, **dropped} if dropped else world.states)


def _resume_all(world: CaseState, record: Record) -> CaseState:
    """End every pause."""
    own = set(_own(record))
    states = {
        key: state._replace(pause=None) if key in own and state.pause else state
        for key, state in world.states.items()
    }
    return world._replace(pause=None, states=states)


def _settle_pause(world: CaseState, record: Record) -> CaseState:
    """Drop a pause of the whole case once nothing of it is undecided."""
    if world.pause is None or any(world.states[key].state in OPEN_STATES for key in _own(record)):
        return world
    return world._replace(pause=None)


def _appealed(world: CaseState, effect: Effect, count: int | None) -> CaseState:
    """Take in a notice of appeal, or the end of one; the last that ended without a change is remembered."""
    pending = _appeals(world.appeals, effect, count)
    ended = {one.by for one in world.appeals if one not in pending}
    over = world.appeal_over
    if effect.outcome not in APPEAL_OVER:
        over = None
    elif ended:
        mark = occurred(effect)
        over = AppealOver(str(effect.outcome), tuple(sorted(filter(None, ended))), mark)
    return world._replace(appeals=pending, appeal_over=over)


def _appeals(pending: tuple[Appeal, ...], effect: Effect, count: int | None) -> tuple[Appeal, ...]:
    """Add the appeal noticed, or drop those the effect ends."""
    by = _side(str(effect.details.get("by") or ""))
    if effect.outcome in APPEAL_BEGUN:
        known = any(one.by == by and one.target in (count, None) for one in pending)
        return pending if known else (*pending, Appeal(by, count, effect.event))
    if effect.outcome in ENDS_APPEALS:
        by = ""
    return tuple(
        one
        for one in pending
        if (by and one.by and one.by != by) or not (count is None or one.target in (count, None))
    )


def _side(by: str) -> str:
    """Name the side of an appellant, as the words do."""
    return {"prosecutor": "prosecution"}.get(by, by)
