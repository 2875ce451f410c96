"""One effect, one step: from where everything stood to where it stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from proceedings.codes import (
    ChargeLinkKind,
    ChargeState,
    ClaimOutcome,
    ClaimState,
    EventKind,
    Outcome,
    PleaType,
    ReleaseGround,
)
from proceedings.rules.facts import Count, Effect, Record
from proceedings.rules.order import Occurrence
from proceedings.rules.states import GUILTY, UNDECIDED, Appeal, Mark, Pause, Sentencing, StateOf, World
from proceedings.rules.transitions import BEFORE, FORMER, SAME, Transition, rows_of

OPEN_STATES = frozenset[str]({*UNDECIDED, ClaimState.FILED})
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
APPEAL_OVER = frozenset[str](
    {Outcome.APPEAL_WITHDRAWN, Outcome.APPEAL_DISMISSED, Outcome.AFFIRMED, ClaimOutcome.APPEAL_ENDED}
)
APPEAL_BEGUN = frozenset[str]({Outcome.APPEAL_NOTICED, ClaimOutcome.APPEAL_NOTICED})
PAUSES = frozenset[str](
    {Outcome.STAYED, Outcome.INCOMPETENT, Outcome.EXTRADITION_PENDING, ClaimOutcome.PAUSED}
)
PAUSE_OVER = frozenset[str]({Outcome.REACTIVATED, Outcome.EXTRADITED, ClaimOutcome.RESUMED})
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
BY_PROSECUTOR = frozenset[str]({Outcome.NOLLE_PROSEQUI, Outcome.WITHDRAWN, Outcome.DISCONTINUED})
PREJUDICE = {
    Outcome.DISMISSED_WITH_PREJUDICE: "with",
    Outcome.DISMISSED_WITHOUT_PREJUDICE: "without",
    Outcome.DISMISSED_UNSPECIFIED: "unspecified",
    Outcome.REVERSED_DISMISSED: "with",
    ClaimOutcome.DISMISSED_WITH_PREJUDICE: "with",
    ClaimOutcome.DISMISSED_WITHOUT_PREJUDICE: "without",
    ClaimOutcome.DISMISSED_UNSPECIFIED: "unspecified",
}
ACQUITTED_BY = {
    Outcome.NOT_GUILTY_JURY: "jury",
    Outcome.NOT_GUILTY_BENCH: "judge",
    Outcome.JUDGMENT_OF_ACQUITTAL: "judge",
    Outcome.NO_EVIDENCE_OFFERED: "no_evidence",
    Outcome.REVERSED_ACQUITTED: "appeal",
}
NO_CONTEST = "plea_no_contest"
PLEADED_GUILTY = "plea_guilty"
VERDICT = "verdict"
FORMAL_INVESTIGATION = "mise en examen"


class Moved(StrEnum):
    """What became of an effect."""

    # In this order: of an event with several effects, the first that applies is told.
    MOVED = "moved"
    CANNOT_FOLLOW = "cannot_follow"
    REPEATS = "repeats"
    BY_RULE = "by_rule"


def beginning(record: Record) -> World:
    """Return where everything stands before the first event."""
    none = StateOf(state=ClaimState.NONE if record.civil else ChargeState.NONE)
    return World(states={count.key: none for count in record.counts})


def take(world: World, record: Record, occurrence: Occurrence) -> tuple[World, Moved]:
    """Take one event into account; say what became of it.

    An event has moved something when any of its effects did; it is inconsistent when any of them
    cannot follow from where things stood.
    """
    start, results = world, set()
    for effect in occurrence.effects:
        after, result = _step(world, record, effect)
        results.add(Moved.REPEATS if result is Moved.MOVED and after == world else result)
        world = after
    world = _dated(start, world, occurrence)
    if Moved.CANNOT_FOLLOW in results:
        world = replace(world, inconsistent=(*world.inconsistent, occurrence.event))
    return world, next(kind for kind in Moved if kind in results)


def _dated(start: World, world: World, occurrence: Occurrence) -> World:
    """Say since when the counts that this event moved to another state stand there."""
    if world.states is start.states:
        return world
    states = {
        key: replace(state, since=occurrence.day)
        if state.since is None and state.event is not None
        else state
        for key, state in world.states.items()
    }
    return replace(world, states=states)


def _step(world: World, record: Record, effect: Effect) -> tuple[World, Moved]:
    """Apply one effect to the count it names, or to the defendant."""
    rows = rows_of(effect.outcome)
    if not rows or isinstance(rows[0].outcome, ClaimOutcome) is not record.civil:
        return world, Moved.CANNOT_FOLLOW
    concerns = effect.outcome in {Outcome.CONCERNS, ClaimOutcome.CONCERNS}
    if concerns or not any(effect.kind in row.evidence for row in rows):
        return world, Moved.BY_RULE
    if effect.count is None:
        return _step_whole(world, record, effect, rows)
    count = next((one for one in record.counts if one.key == effect.count), None)
    if count is None:
        return world, Moved.CANNOT_FOLLOW
    world, result = _step_count(world, record, effect, count, rows)
    if count.elsewhere:
        # What is odd in the other record is told on its own page.
        return world, Moved.BY_RULE if result is Moved.CANNOT_FOLLOW else result
    if result is Moved.MOVED:
        world = _raise_flags(world, record, effect, count.key)
    return world, result


def _step_whole(
    world: World, record: Record, effect: Effect, rows: tuple[Transition, ...]
) -> tuple[World, Moved]:
    """Apply an effect on the defendant as a whole: to every own count it can apply to, and the flags."""
    before, results = world, set()
    if effect.outcome not in PAUSES | PAUSE_OVER:
        for count in _reached(world, record, effect):
            world, result = _step_count(world, record, effect, count, rows)
            results.add(result)
    else:
        results = {_pausable(world, record, effect)}
    if not record.counts and effect.outcome in {Outcome.WARRANT_ISSUED, Outcome.WARRANT_ENDED, Outcome.DIED}:
        results = {Moved.MOVED}
    if Moved.MOVED in results:
        return _raise_flags(world, record, effect, None), Moved.MOVED
    return before, Moved.REPEATS if Moved.REPEATS in results else Moved.CANNOT_FOLLOW


def _reached(world: World, record: Record, effect: Effect) -> list[Count]:
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


def _pausable(world: World, record: Record, effect: Effect) -> Moved:
    """Tell whether a pause of the whole case, or its end, can follow."""
    if effect.outcome in PAUSE_OVER:
        return Moved.MOVED
    open_counts = any(
        world.states[count.key].state in OPEN_STATES for count in record.counts if not count.elsewhere
    )
    return Moved.MOVED if open_counts else Moved.CANNOT_FOLLOW


def _step_count(
    world: World, record: Record, effect: Effect, count: Count, rows: tuple[Transition, ...]
) -> tuple[World, Moved]:
    """Apply an effect to one count: find the row that holds in its state, and follow it."""
    now = world.states[count.key]
    row = next((one for one in rows if now.state in one.before), None)
    if row is None:
        return _say_again(world, effect, count, rows)
    if now.state in (ChargeState.NONE, ClaimState.NONE) and row.after != SAME:
        return _begin(world, record, effect, count, row)
    changes = _changes(now, effect, row)
    if changes is None:
        return world, Moved.CANNOT_FOLLOW
    if changes.pop("idle", False):
        return world, Moved.REPEATS
    return _put(world, count, _moved(now, effect, _target(now, row), changes, record)), Moved.MOVED


def _say_again(
    world: World, effect: Effect, count: Count, rows: tuple[Transition, ...]
) -> tuple[World, Moved]:
    """Handle an outcome no row allows here: it repeats the present state, or cannot follow from it."""
    now = world.states[count.key]
    if not any(now.state in row.again for row in rows):
        return world, Moved.CANNOT_FOLLOW
    said = _prejudice(now, effect)
    silent = said in ("", "unspecified", now.prejudice) or effect.outcome in BY_PROSECUTOR
    if now.state not in (ChargeState.DISMISSED, ClaimState.DISMISSED) or silent or now.after_deferral:
        return world, Moved.REPEATS
    if now.prejudice != "unspecified":
        return world, Moved.CANNOT_FOLLOW
    # A later order states the terms an earlier one left open.
    stated = replace(now, prejudice=said)
    return _put(world, count, stated), Moved.MOVED


def _put(world: World, count: Count, state: StateOf) -> World:
    """Return the world with one count standing elsewhere."""
    return replace(world, states={**world.states, count.key: state})


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
        return replace(now, **changes)
    guilty = target in GUILTY and not record.civil
    kept: dict[str, Any] = (
        {"plea": now.plea, "how": now.how, "finding_recorded": now.finding_recorded, "pardoned": now.pardoned}
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
    world: World, record: Record, effect: Effect, count: Count, row: Transition
) -> tuple[World, Moved]:
    """Begin a count: where the one it stands in for stood, else as filed."""
    kinds = {link.kind for link in count.links}
    if effect.outcome in NEEDS_CONTINUES and ChargeLinkKind.CONTINUES not in kinds:
        return world, Moved.CANNOT_FOLLOW
    if effect.outcome in NEEDS_LESSER and ChargeLinkKind.LESSER_INCLUDED_OF not in kinds:
        return world, Moved.CANNOT_FOLLOW
    now = world.states[count.key]
    target = _target(now, row)
    if effect.outcome in BEGINS and not record.civil:
        stood = _stood(world, count)
        sent = effect.outcome in {Outcome.INDICTED, Outcome.BOUND_OVER}
        if stood is not None and not (sent and stood is ChargeState.FILED):
            target = stood
    changes = _changes(now, effect, row) or {}
    changes.pop("idle", None)
    began = _moved(now, effect, target, {"pause": None, **changes}, record)
    world = _put(world, count, began)
    return replace(world, began={**world.began, count.key: Mark(effect.event, effect.latest)}), Moved.MOVED


def _stood(world: World, count: Count) -> ChargeState | ClaimState | None:
    """Return where the charge this one stands in for stood last, while it was undecided."""
    for link in count.links:
        other = world.states.get(link.to)
        if link.kind in STANDS_IN_FOR and other is not None and other.former is not None:
            return other.former
    return None


# What each outcome says about the count, beyond the state it leads to. A reader returns the changes;
# {"idle": True} when nothing changes, None when the outcome cannot follow after all.
Changes = dict[str, Any] | None


def _changes(now: StateOf, effect: Effect, row: Transition) -> Changes:
    """Read what the effect says about the count."""
    reader = _READERS.get(effect.outcome)
    return {} if reader is None else reader(now, effect, row)


def _prejudice(now: StateOf, effect: Effect) -> str:
    """Read on what terms a charge or claim was dismissed."""
    stated = str(effect.details.get("prejudice") or "")
    if effect.outcome in PREJUDICE:
        return PREJUDICE[
            Outcome(effect.outcome) if effect.outcome in set(Outcome) else ClaimOutcome(effect.outcome)
        ]
    if stated:
        return stated
    if effect.outcome in BY_PROSECUTOR:
        return "unspecified" if now.state == ChargeState.ON_TRIAL else "without"
    return "unspecified" if effect.outcome == Outcome.DISMISSED_AFTER_DEFERRAL else ""


def _dismissed(now: StateOf, effect: Effect, _row: Transition) -> Changes:
    """Say by whom and on what terms."""
    by = str(effect.details.get("by") or "")
    if not by:
        ours = effect.outcome in BY_PROSECUTOR or effect.kind == EventKind.NOTICE
        by = "prosecutor" if ours else "court"
    return {
        "prejudice": _prejudice(now, effect),
        "by": {"prosecution": "prosecutor", "judge": "court"}.get(by, by),
        "after_deferral": effect.outcome == Outcome.DISMISSED_AFTER_DEFERRAL,
    }


def _acquitted(_now: StateOf, effect: Effect, _row: Transition) -> Changes:
    """Say who acquitted."""
    return {"by": effect.details.get("by") or ACQUITTED_BY[Outcome(effect.outcome)]}


def _plea(now: StateOf, effect: Effect, _row: Transition) -> Changes:
    """Say what was pleaded."""
    plea = str(effect.details.get("plea") or now.plea or PleaType.GUILTY)
    return {"plea": plea, "how": NO_CONTEST if plea == PleaType.NO_CONTEST else PLEADED_GUILTY}


def _verdict(now: StateOf, effect: Effect, _row: Transition) -> Changes:
    """Say that guilt was found at a trial."""
    if effect.outcome == Outcome.CONVICTED_TRIAL and now.how:
        return {}
    return {"how": VERDICT, "by": str(effect.details.get("by") or "")}


def _plea_withdrawn(now: StateOf, _effect: Effect, _row: Transition) -> Changes:
    """Refuse to withdraw a plea where a verdict was returned."""
    return None if now.how == VERDICT else {}


def _sentenced(now: StateOf, effect: Effect, _row: Transition) -> Changes:
    """Put the components in place of those that stood."""
    if now.sentence is not None and now.sentence.components == effect.components and not now.completed:
        return {"idle": True}
    changes: dict[str, Any] = {
        "sentence": _sentencing(effect),
        "merged": False,
        "release": "",
        "completed": False,
    }
    if now.state in UNDECIDED:
        changes["finding_recorded"] = False
    return changes


def _sentencing(effect: Effect) -> Sentencing:
    """Keep the components with the event that brought them."""
    return Sentencing(
        event=effect.event,
        position=effect.position,
        earliest=effect.earliest,
        on=effect.latest,
        outcome=effect.outcome,
        components=effect.components,
    )


def _resentenced(now: StateOf, effect: Effect, _row: Transition) -> Changes:
    """Replace the components when the effect brings some; mark a commutation."""
    changes: dict[str, Any] = {}
    if effect.components:
        changes = {"sentence": _sentencing(effect), "release": "", "completed": False}
    elif effect.outcome == Outcome.SUSPENSION_ACTIVATED and now.sentence is not None:
        served = tuple(replace(part, suspended=None) for part in now.sentence.components)
        changes = {"sentence": replace(_sentencing(effect), components=served)}
    if effect.outcome == Outcome.COMMUTED:
        changes["commuted"] = now.commuted or Mark(effect.event, effect.latest)
    return changes or {"idle": True}


def _released(now: StateOf, effect: Effect, _row: Transition) -> Changes:
    """Keep the ground of a release; an unknown ground is the defendant's flag alone."""
    if now.completed:
        return {"idle": True}
    ground = str(effect.details.get("ground") or ReleaseGround.UNKNOWN)
    return {} if ground == ReleaseGround.UNKNOWN else {"release": ground}


def _returned(_now: StateOf, _effect: Effect, _row: Transition) -> Changes:
    """Undo a release."""
    return {"release": ""}


def _completed(_now: StateOf, _effect: Effect, _row: Transition) -> Changes:
    """Say that nothing of the sentence remains."""
    return {"completed": True}


def _paused(now: StateOf, effect: Effect, _row: Transition) -> Changes:
    """Pause one count; a second pause leaves the first one's reason."""
    if now.pause is not None and effect.outcome == now.pause.outcome:
        return {"idle": True}
    return {"pause": _pause(effect)}


def _pause(effect: Effect) -> Pause:
    """Keep why proceedings are paused."""
    text = effect.details.get("reason") or effect.details.get("text") or ""
    return Pause(effect.outcome, str(text), effect.event)


def _resumed(_now: StateOf, _effect: Effect, _row: Transition) -> Changes:
    """End the pause of one count."""
    return {"pause": None}


def _pardoned(now: StateOf, effect: Effect, _row: Transition) -> Changes:
    """Mark a pardon."""
    return {"pardoned": now.pardoned or Mark(effect.event, effect.latest)}


_READERS: dict[str, Callable[[StateOf, Effect, Transition], Changes]] = {
    **dict.fromkeys((*PREJUDICE, *BY_PROSECUTOR, Outcome.DISMISSED_AFTER_DEFERRAL), _dismissed),
    **dict.fromkeys(ACQUITTED_BY, _acquitted),
    **dict.fromkeys((Outcome.PLEA_ACCEPTED, Outcome.CONVICTED_PLEA), _plea),
    **dict.fromkeys((Outcome.FOUND_GUILTY, Outcome.CONVICTED_TRIAL, Outcome.CONVICTED_ON_APPEAL), _verdict),
    Outcome.PLEA_WITHDRAWN: _plea_withdrawn,
    Outcome.SENTENCED: _sentenced,
    **dict.fromkeys(
        (
            Outcome.SENTENCE_MODIFIED,
            Outcome.PROBATION_REVOKED,
            Outcome.SUSPENSION_ACTIVATED,
            Outcome.COMMUTED,
        ),
        _resentenced,
    ),
    Outcome.RELEASED: _released,
    Outcome.RETURNED_TO_CUSTODY: _returned,
    Outcome.SENTENCE_COMPLETED: _completed,
    Outcome.PARDONED: _pardoned,
    Outcome.MERGED: lambda _now, _effect, _row: {"merged": True},
    Outcome.AMENDED: lambda _now, _effect, _row: {"amended": True},
    Outcome.CONVICTED_LESSER: lambda _now, _effect, _row: {"lesser": True},
    **dict.fromkeys(PAUSES, _paused),
    **dict.fromkeys(PAUSE_OVER, _resumed),
}


def _raise_flags(world: World, record: Record, effect: Effect, count: int | None) -> World:
    """Raise or lower the flags of the defendant that the effect bears on."""
    mark = Mark(effect.event, effect.latest)
    if effect.outcome in PAUSES and count is None and world.pause is None:
        world = replace(world, pause=_pause(effect))
    elif effect.outcome in PAUSE_OVER and count is None:
        world = _resume_all(world, record)
    if effect.outcome in APPEAL_BEGUN or effect.outcome in APPEAL_OVER or effect.outcome in ENDS_APPEALS:
        world = replace(world, appeals=_appeals(world.appeals, effect, count))
    elif effect.outcome == Outcome.WARRANT_ISSUED:
        world = replace(world, warrant=world.warrant or mark)
    elif effect.outcome in {Outcome.WARRANT_ENDED, Outcome.EXTRADITION_PENDING}:
        world = replace(world, warrant=None)
    elif effect.outcome == Outcome.DIED:
        world = replace(world, died=world.died or mark)
    elif effect.outcome == Outcome.RELEASED:
        unknown = effect.details.get("ground") in (None, "", ReleaseGround.UNKNOWN)
        world = replace(world, released=(world.released or mark) if unknown else None)
    elif effect.outcome in {Outcome.RETURNED_TO_CUSTODY, Outcome.SENTENCE_COMPLETED}:
        world = replace(world, released=None)
    return _settle_pause(world, record)


def _own(record: Record) -> Iterable[int]:
    """Return the keys of the defendant's own counts."""
    return (count.key for count in record.counts if not count.elsewhere)


def _resume_all(world: World, record: Record) -> World:
    """End every pause."""
    own = set(_own(record))
    states = {
        key: replace(state, pause=None) if key in own and state.pause else state
        for key, state in world.states.items()
    }
    return replace(world, pause=None, states=states)


def _settle_pause(world: World, record: Record) -> World:
    """Drop a pause of the whole case once nothing of it is undecided."""
    if world.pause is None or any(world.states[key].state in OPEN_STATES for key in _own(record)):
        return world
    return replace(world, pause=None)


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
