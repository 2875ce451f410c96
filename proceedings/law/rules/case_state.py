"""Where one charge and one defendant stand while the effects are folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from proceedings.law.codes import ChargeState, ClaimState
from proceedings.law.rules.inputs import Component, Effect

UNDECIDED = frozenset(
    {
        ChargeState.FILED,
        ChargeState.BOUND_OVER,
        ChargeState.ON_TRIAL,
        ChargeState.MISTRIAL,
        ChargeState.REMANDED,
    }
)
# An undecided charge, or an open claim.
OPEN_STATES = frozenset[str]({*UNDECIDED, ClaimState.FILED})
GUILTY = frozenset({ChargeState.FOUND_GUILTY, ChargeState.CONVICTED})
DEFERRED = frozenset({ChargeState.DIVERTED, ChargeState.DEFERRED_ADJUDICATION, ChargeState.DEFERRED_SENTENCE})
# Neither undecided nor guilty nor deferred, in the order an alternative group prefers them.
ENDED = (
    ChargeState.TRANSFERRED,
    ChargeState.NOT_GUILTY_INSANITY,
    ChargeState.ACQUITTED,
    ChargeState.VACATED,
    ChargeState.ABATED,
    ChargeState.DISMISSED,
    ChargeState.NOT_PROCEEDED,
    ChargeState.LEFT_ON_FILE,
)
NOT_STANDING = frozenset({ChargeState.NONE, ChargeState.REPLACED})


class Occurred(NamedTuple):
    """That something happened: the event, its latest possible day, and its earliest where that is another."""

    event: int
    on: date
    earliest: date | None = None


def occurred(effect: Effect) -> Occurred:
    """Return that an effect happened."""
    return Occurred(effect.event, effect.latest, effect.earliest if effect.earliest < effect.latest else None)


class AppealOver(NamedTuple):
    """That an appeal ended and changed nothing: how, whose it was, and the event."""

    outcome: str
    by: tuple[str, ...]
    mark: Occurred


class Pause(NamedTuple):
    """Why proceedings cannot go on for now."""

    outcome: str
    text: str
    event: int


class Appeal(NamedTuple):
    """A pending appeal; ``target`` is a count, or None when it concerns the case as a whole."""

    by: str
    target: int | None
    event: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentencing:
    """The components that stand for one count, and the event that brought them."""

    event: int
    position: int
    earliest: date
    on: date
    outcome: str
    components: tuple[Component, ...]


class Finding(NamedTuple):
    """A verdict or plea of guilt: who found it (empty for a plea), and the event."""

    by: str
    mark: Occurred


class Unread(NamedTuple):
    """An outcome in words that were not understood: the words, and the event."""

    text: str
    event: int


class StateOf(NamedTuple):
    """Where one charge or claim stands, and what pages need to say about it.

    A tuple, as the world is: one is made for every step of every count, and tuples are made fastest.
    """

    state: ChargeState | ClaimState
    since: date | None = None
    since_earliest: date | None = None
    event: int | None = None
    # The last undecided state (the present one, while undecided), and the state just before this one.
    former: ChargeState | ClaimState | None = None
    before: ChargeState | ClaimState | None = None
    prejudice: str = ""
    # Whether these terms are what the law takes a silent record to mean.
    terms_assumed: bool = False
    by: str = ""
    plea: str = ""
    how: str = ""
    text: str = ""
    after_deferral: bool = False
    amended: bool = False
    lesser: bool = False
    replaced_by: tuple[int, ...] = ()
    pause: Pause | None = None
    sentence: Sentencing | None = None
    merged: bool = False
    release: str = ""
    completed: bool = False
    pardoned: Occurred | None = None
    commuted: Occurred | None = None
    finding_recorded: bool = True
    finding: Finding | None = None
    # Words of the source that end or change the charge and were not understood.
    unread: Unread | None = None


class CaseState(NamedTuple):
    """Every count of the record and the flags of the defendant, after some of the effects."""

    states: Mapping[int, StateOf]
    warrant: Occurred | None = None
    pause: Pause | None = None
    appeals: tuple[Appeal, ...] = ()
    appeal_over: AppealOver | None = None
    died: Occurred | None = None
    # Who stands in the place of a dead party to a suit, in words.
    substituted: str = ""
    released: Occurred | None = None
    inconsistent: tuple[int, ...] = ()
    began: Mapping[int, Occurred] = MappingProxyType({})
    # Whether a trial of the defendant has begun, on any charge of the case.
    tried: bool = False
