"""How long from filing to outcome, each kind of outcome apart. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from proceedings.law.codes import Phase, StatusCode
from proceedings.law.rules import phase_of
from proceedings.research.statistics.incremental_counts import Sums
from proceedings.research.statistics.status_groups import (
    OUTCOMES,
    PHASES,
    SIDES,
)


@dataclass
class Durations:
    """Days from filing to outcome, as {days: how many}, by outcome; and who is left out, by side and why."""

    days: dict[Phase, dict[int, int]] = field(default_factory=dict)
    uncertain: dict[Phase, int] = field(default_factory=dict)
    left_out: dict[bool, dict[Phase, int]] = field(default_factory=dict)


def durations(outcomes: Sums, standing: Mapping[str, int]) -> Durations:
    """Gather days from filing to the outcome that stands; `standing` is how many stand at each status.

    Who has no outcome is counted by phase: open (guilty in part with charges undecided included), deferred,
    elsewhere.
    """
    found = Durations()
    for (phase, days, unsure), number in outcomes.items():
        outcome = Phase(phase)
        found.days.setdefault(outcome, defaultdict(int))[days] += number
        found.uncertain[outcome] = found.uncertain.get(outcome, 0) + number * bool(unsure)
    ended = {code for codes in OUTCOMES.values() for code in codes}
    for civil in SIDES:
        found.left_out[civil] = dict.fromkeys(PHASES[civil], 0)
    for status, number in standing.items():
        if status not in ended:
            civil = StatusCode(status).is_civil
            phase = phase_of(status)
            found.left_out[civil][Phase.OPEN if phase is Phase.GUILTY else phase] += number
    return found
