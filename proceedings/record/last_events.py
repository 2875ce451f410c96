"""The last event that concerns a defendant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from proceedings.models import Event


class EventPlace(NamedTuple):
    """The columns of an event that tell whether it is the last."""

    pk: int
    case_id: int
    latest: date
    order: int


Place = TypeVar("Place", EventPlace, Event)


class LastEvents(Generic[Place]):
    """Some events by whom they concern: whom they act on, or every defendant of a case when they name nobody.

    An event that acts on co-defendants alone is not the last of the others.
    """

    def __init__(self, events: Iterable[Place], acts: Iterable[tuple[int, int]]) -> None:
        """`acts` are pairs of an event and a defendant it acts on."""
        acting: dict[int, set[int]] = defaultdict(set)
        for event_id, defendant in acts:
            acting[event_id].add(defendant)
        self._on_defendant: dict[int, list[Place]] = defaultdict(list)
        self._on_case: dict[int, list[Place]] = defaultdict(list)
        for event in events:
            for defendant in acting.get(event.pk, ()):
                self._on_defendant[defendant].append(event)
            if event.pk not in acting:
                self._on_case[event.case_id].append(event)

    def last(self, defendant: int, *, case: int, on: date) -> Place | None:
        """Return the last event that counts on a day; what a case above did comes after the case's own."""
        concerning = (*self._on_case.get(case, ()), *self._on_defendant.get(defendant, ()))
        counting = (event for event in concerning if event.latest <= on)
        return max(
            counting, key=lambda event: (event.latest, event.case_id != case, event.order), default=None
        )
