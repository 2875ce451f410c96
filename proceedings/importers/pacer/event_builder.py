"""The events of a case while they are gathered: each under its id, in the order of the days they may mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from proceedings.importers.pacer.entries import EntryStatement

NEVER = "9999-12-31"
# What comes first within a day: what brings charges, what is heard, what is decided, what follows.
ORDER = (
    "arrest",
    "filing",
    "warrant",
    "executed",
    "hearing",
    "plea",
    "ruling",
    "judgment",
    "sentence",
    "after",
)


@dataclass(frozen=True, slots=True)
class EventDay:
    """When something happened, as the docket lets us know; `entered` is when it was written down."""

    date: str = ""
    entered: str = ""

    @property
    def last(self) -> str:
        """Return the last day it may mean."""
        text = self.date or self.entered
        if not text.startswith("["):
            return text
        return text.strip("[]").split("..")[1]


def between(first: str, last: str) -> EventDay | None:
    """Return some day between two; None where nothing says by when."""
    if not last or last < first:
        return None
    return EventDay(first if first == last else f"[{first}..{last}]")


@dataclass(slots=True)
class EventBuilder:
    """Events by their ids, in the order they were found."""

    source: str
    _found: dict[str, tuple[tuple[str, int, int], dict[str, Any]]] = field(default_factory=dict)

    def add(self, key: str, day: EventDay, rank: str, *, at: str, **block: Any) -> dict[str, Any]:
        """Add an event; the first of an id stands, and cites what later ones cite."""
        cited = {"source": self.source, "at": at}
        if key in self._found:
            known = self._found[key][1]
            if cited not in known["sources"]:
                known["sources"].append(cited)
            return known
        event = {"id": key, "date": day.date, "entered": _later(day), **block, "sources": [cited]}
        self._found[key] = ((day.last, ORDER.index(rank), len(self._found)), event)
        return event

    def add_said(self, key: str, one: EntryStatement, rank: str, **block: Any) -> dict[str, Any]:
        """Add an event that an entry tells of, in the entry's words; the first of an id stands."""
        day = EventDay(one.day, one.entry.filed)
        return self.add(key, day, rank, at=one.entry.cited, source_text=one.entry.text, **block)

    def take_back(self, key: str) -> dict[str, Any] | None:
        """Remove an event that another one tells better; return it."""
        found = self._found.pop(key, None)
        return found[1] if found else None

    def has(self, key: str) -> bool:
        """Tell whether there is an event of this id."""
        return key in self._found

    def in_order(self) -> list[dict[str, Any]]:
        """Return the events by the last day each may mean."""
        return [event for _place, event in sorted(self._found.values(), key=lambda one: one[0])]


def _later(day: EventDay) -> str:
    """Return the day of entry where it says more than the date, and cannot come before it."""
    return day.entered if not day.date or (day.entered > day.last) else ""
