"""When each event takes effect, and in which order (docs/domain.md, Dates).

An event counts on the latest day it can have happened. Where the possible days of two events on one
target overlap, recorded order decides: the earlier takes effect no later than the later one, and the
later cannot have happened before the first possible day of the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from proceedings.law.rules.inputs import Effect, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """One event with the day it takes effect and the first day it can have happened."""

    event: int
    possible: date
    day: date
    order: tuple[int, int]
    effects: tuple[Effect, ...]


@dataclass(slots=True)
class _Dated:
    """An event while its days are being worked out."""

    event: int
    earliest: date
    latest: date
    order: tuple[int, int]
    effects: tuple[Effect, ...]
    own: frozenset[int]

    @property
    def targets(self) -> frozenset[int]:
        """The counts it acts on; asked only where days are uncertain, which few are."""
        return frozenset[int]().union(
            *(self.own if effect.count is None else {effect.count} for effect in self.effects)
        )

    def bears_on(self, other: _Dated) -> bool:
        """Tell whether both share a target and can have happened on the same day."""
        overlap = self.earliest <= other.latest and other.earliest <= self.latest
        return overlap and not self.targets.isdisjoint(other.targets)


def in_order(record: Record) -> tuple[DatedEvent, ...]:
    """Return the events in the order in which they take effect: day, recorded order, key."""
    dated = _dated(record)
    days = _last_days(dated)
    possible = _first_days(dated, days)
    found = (
        DatedEvent(
            event=one.event,
            possible=min(possible[one.event], days[one.event]),
            day=days[one.event],
            order=one.order,
            effects=one.effects,
        )
        for one in dated
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.order, one.event)))


def _dated(record: Record) -> list[_Dated]:
    """Gather effects by event, in recorded order."""
    # An effect on the defendant as a whole bears on every own count, and on the flags (key -1).
    own = frozenset(count.key for count in record.counts if not count.elsewhere) | {-1}
    by_event: dict[int, list[Effect]] = {}
    for effect in record.effects:
        by_event.setdefault(effect.event, []).append(effect)
    dated = [_one(effects, own) for effects in by_event.values()]
    return sorted(dated, key=lambda one: (one.order, one.event))


def _one(effects: Iterable[Effect], own: frozenset[int]) -> _Dated:
    """Join the effects of one event."""
    ordered = tuple(
        sorted(effects, key=lambda effect: (effect.position, -1 if effect.count is None else effect.count))
    )
    first = ordered[0]
    return _Dated(first.event, first.earliest, first.latest, first.order, ordered, own)


def _last_days(dated: list[_Dated]) -> dict[int, date]:
    """Work out the day of each event, from the last recorded to the first."""
    days: dict[int, date] = {}
    for place in range(len(dated) - 1, -1, -1):
        one = dated[place]
        if one.earliest == one.latest:
            days[one.event] = one.latest
            continue
        later = (days[other.event] for other in dated[place + 1 :] if one.bears_on(other))
        days[one.event] = max(one.earliest, min((one.latest, *later)))
    return days


def _first_days(dated: list[_Dated], days: dict[int, date]) -> dict[int, date]:
    """Work out the first day each event can have happened, from the first recorded to the last.

    An event that takes effect later, although it was recorded before, bounds nothing: what is told of a day
    must not depend on what came after it.
    """
    possible: dict[int, date] = {}
    for place, one in enumerate(dated):
        if one.earliest == one.latest:
            possible[one.event] = one.earliest
            continue
        sooner = (
            possible[other.event]
            for other in dated[:place]
            if one.bears_on(other) and days[other.event] <= days[one.event]
        )
        possible[one.event] = min(one.latest, max((one.earliest, *sooner)))
    return possible
