"""What an outcome says about its count, beyond the state it leads to: terms, sides, pleas, sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from proceedings.law.codes import (
    ChargeState,
    ClaimOutcome,
    EventKind,
    Outcome,
    PleaType,
    ReleaseGround,
)
from proceedings.law.rules.case_state import (
    UNDECIDED,
    Finding,
    Pause,
    Sentencing,
    StateOf,
    Unread,
    occurred,
)
from proceedings.law.rules.inputs import Effect

PAUSES = frozenset[str](
    {Outcome.STAYED, Outcome.INCOMPETENT, Outcome.EXTRADITION_PENDING, ClaimOutcome.PAUSED}
)
PAUSE_OVER = frozenset[str]({Outcome.REACTIVATED, Outcome.EXTRADITED, ClaimOutcome.RESUMED})
BY_PROSECUTOR = frozenset[str]({Outcome.NOLLE_PROSEQUI, Outcome.WITHDRAWN, Outcome.DISCONTINUED})
PREJUDICE: dict[str, str] = {
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

# A reader returns the changes; {"idle": True} when there are none, None when the outcome cannot follow.
Changes = dict[str, Any] | None


def changes_of(now: StateOf, effect: Effect, *, tried: bool) -> Changes:
    """Read what the effect says about the count of a defendant whose trial began by then, or did not."""
    if effect.outcome in _DISMISSES:
        return _dismissed(effect, tried=tried)
    reader = _READERS.get(effect.outcome)
    return {} if reader is None else reader(now, effect)


def prejudice_of(effect: Effect, *, tried: bool) -> str:
    """Read on what terms a charge or claim was dismissed.

    What the prosecution drops can be brought again, unless a trial of the defendant began by then on any
    charge of the case: from the swearing of the jury on, only the text can say.
    """
    stated = str(effect.details.get("prejudice") or "")
    if effect.outcome in PREJUDICE:
        return PREJUDICE[effect.outcome]
    if stated:
        return stated
    if effect.outcome in BY_PROSECUTOR:
        return "unspecified" if tried else "without"
    return "unspecified" if effect.outcome == Outcome.DISMISSED_AFTER_DEFERRAL else ""


def _dismissed(effect: Effect, *, tried: bool) -> Changes:
    """Say by whom and on what terms."""
    by = str(effect.details.get("by") or "")
    if not by:
        ours = effect.outcome in BY_PROSECUTOR or effect.kind == EventKind.NOTICE
        by = "prosecutor" if ours else "court"
    return {
        "prejudice": prejudice_of(effect, tried=tried),
        "terms_assumed": effect.outcome in BY_PROSECUTOR and not effect.details.get("prejudice"),
        "by": {"prosecution": "prosecutor", "judge": "court"}.get(by, by),
        "after_deferral": effect.outcome == Outcome.DISMISSED_AFTER_DEFERRAL,
    }


def _acquitted(_now: StateOf, effect: Effect) -> Changes:
    """Say who acquitted."""
    return {"by": effect.details.get("by") or ACQUITTED_BY[Outcome(effect.outcome)]}


def _plea(now: StateOf, effect: Effect) -> Changes:
    """Say what was pleaded."""
    plea = str(effect.details.get("plea") or now.plea or PleaType.GUILTY)
    return {
        "plea": plea,
        "how": NO_CONTEST if plea == PleaType.NO_CONTEST else PLEADED_GUILTY,
        "finding": Finding("", occurred(effect)),
    }


def _verdict(now: StateOf, effect: Effect) -> Changes:
    """Say that guilt was found at a trial."""
    if effect.outcome == Outcome.CONVICTED_TRIAL and now.how:
        return {}
    by = str(effect.details.get("by") or "")
    return {"how": VERDICT, "by": by, "finding": Finding(by, occurred(effect))}


def _plea_withdrawn(now: StateOf, _effect: Effect) -> Changes:
    """Refuse to withdraw a plea where a verdict was returned."""
    return None if now.how == VERDICT else {}


def _sentenced(now: StateOf, effect: Effect) -> Changes:
    """Put the components in place of those that stood."""
    if now.sentence is not None and now.sentence.components == effect.components and not now.completed:
        return {"idle": True}
    changes: dict[str, Any] = {
        "sentence": _sentencing(effect),
        "merged": False,
        "release": "",
        "completed": False,
        "unread": None,
    }
    if now.state in UNDECIDED or now.state == ChargeState.OUTCOME_NOT_READ:
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


def _resentenced(now: StateOf, effect: Effect) -> Changes:
    """Replace the components when the effect brings some; mark a commutation."""
    changes: dict[str, Any] = {}
    if effect.components:
        changes = {"sentence": _sentencing(effect), "release": "", "completed": False}
    elif effect.outcome == Outcome.SUSPENSION_ACTIVATED and now.sentence is not None:
        served = tuple(replace(part, suspended=None) for part in now.sentence.components)
        changes = {"sentence": replace(_sentencing(effect), components=served)}
    if effect.outcome == Outcome.COMMUTED:
        changes["commuted"] = now.commuted or occurred(effect)
    return changes or {"idle": True}


def _released(now: StateOf, effect: Effect) -> Changes:
    """Keep the ground of a release; an unknown ground is the defendant's flag alone."""
    if now.completed:
        return {"idle": True}
    ground = str(effect.details.get("ground") or ReleaseGround.UNKNOWN)
    return {} if ground == ReleaseGround.UNKNOWN else {"release": ground}


def _returned(_now: StateOf, _effect: Effect) -> Changes:
    """Undo a release."""
    return {"release": ""}


def _completed(_now: StateOf, _effect: Effect) -> Changes:
    """Say that nothing of the sentence remains."""
    return {"completed": True}


def _paused(now: StateOf, effect: Effect) -> Changes:
    """Pause one count; a second pause leaves the first one's reason."""
    if now.pause is not None and effect.outcome == now.pause.outcome:
        return {"idle": True}
    return {"pause": pause_of(effect)}


def pause_of(effect: Effect) -> Pause:
    """Keep why proceedings are paused."""
    text = effect.details.get("reason") or effect.details.get("text") or ""
    return Pause(effect.outcome, str(text), effect.event)


def _resumed(_now: StateOf, _effect: Effect) -> Changes:
    """End the pause of one count."""
    return {"pause": None}


def _not_read(now: StateOf, effect: Effect) -> Changes:
    """Keep the words; the first that were not understood stand for all."""
    return {"unread": now.unread or Unread(str(effect.details.get("text") or ""), effect.event)}


def _pardoned(now: StateOf, effect: Effect) -> Changes:
    """Mark a pardon."""
    return {"pardoned": now.pardoned or occurred(effect)}


_DISMISSES = frozenset[str]({*PREJUDICE, *BY_PROSECUTOR, Outcome.DISMISSED_AFTER_DEFERRAL})
_READERS: dict[str, Callable[[StateOf, Effect], Changes]] = {
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
    Outcome.OUTCOME_NOT_READ: _not_read,
    Outcome.MERGED: lambda _now, _effect: {"merged": True},
    Outcome.AMENDED: lambda _now, _effect: {"amended": True},
    Outcome.CONVICTED_LESSER: lambda _now, _effect: {"lesser": True},
    **dict.fromkeys(PAUSES, _paused),
    **dict.fromkeys(PAUSE_OVER, _resumed),
}
