"""Keeps the days by which lists are in order in step with the events they are copied from.

No day is typed in: all follow from published events, whatever is closed to the public. What a reader may see
is looked up for the rows of a page (`proceedings.research.lists.date_order`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from proceedings.law.codes import EventKind
from proceedings.models import (
    DayOfCase,
    DayOfCharge,
    DayOfClaim,
    DayOfComponent,
    Effect,
    Event,
    ListedDay,
    SentenceComponent,
)
from proceedings.record.visibility import PUBLISHED, is_published

BATCH = 500
Days = tuple[date, date]
Found = dict[int, Days]
Kind = type[ListedDay]
KINDS: tuple[Kind, ...] = (DayOfCase, DayOfCharge, DayOfClaim, DayOfComponent)
# The columns of an event that its sort dates follow from.
DATED_BY = ("case_id", "kind", *PUBLISHED, "latest", "earliest")


@dataclass(slots=True)
class TouchedDates:
    """The facts whose day may have changed, by the table of their days."""

    facts: dict[type[Any], set[int]] = field(default_factory=lambda: defaultdict(set))

    def note(self, event: int) -> None:
        """Remember what rests on an event, as the database has it. Two queries."""
        rows = Event.objects.filter(pk=event).order_by()
        for facts in rows.values_list("case_id", "effects__charge_id", "effects__claim_id"):
            for kind, fact in zip((DayOfCase, DayOfCharge, DayOfClaim), facts, strict=True):
                if fact is not None:
                    self.facts[kind].add(fact)
        parts = SentenceComponent.objects.filter(event=event).order_by().values_list("id", flat=True)
        self.facts[DayOfComponent].update(parts)

    def note_parts(self, before: Iterable[models.Model], after: Iterable[models.Model]) -> None:
        """Remember what parts of an event act on only before a change, or only after it."""
        for _part, kind, fact in _acted_on(before) ^ _acted_on(after):
            self.facts[kind].add(fact)


def _acted_on(parts: Iterable[models.Model]) -> set[tuple[int, Kind, int]]:
    found: set[tuple[int, Kind, int]] = set()
    for part in parts:
        if isinstance(part, Effect) and part.charge_id is not None:
            found.add((part.pk, DayOfCharge, part.charge_id))
        if isinstance(part, Effect) and part.claim_id is not None:
            found.add((part.pk, DayOfClaim, part.claim_id))
        if isinstance(part, SentenceComponent):
            found.add((part.pk, DayOfComponent, part.pk))
    return found


def model_of(kind: Kind) -> type[models.Model]:
    """Return the model of the facts whose days a table holds."""
    field: Any = kind._meta.get_field(kind.OF.removesuffix("_id"))
    model: type[models.Model] = field.related_model
    return model


def refresh(touched: TouchedDates) -> None:
    """Bring the days of some facts up to date."""
    for kind, facts in touched.facts.items():
        ids = sorted(facts)
        for start in range(0, len(ids), BATCH):
            _refresh(kind, ids[start : start + BATCH])


def _refresh(kind: Kind, ids: list[int]) -> None:
    wanted = derive(kind, ids)
    days: Any = kind._default_manager
    gone = [fact for fact in ids if fact not in wanted]
    if gone:
        days.filter(pk__in=gone).delete()
    fresh = [row_of(kind, fact, found) for fact, found in wanted.items()]
    if fresh:
        days.bulk_create(
            fresh, update_conflicts=True, unique_fields=["pk"], update_fields=["latest", "earliest"]
        )


def row_of(kind: Kind, fact: int, days: Days) -> ListedDay:
    """Return the row that says the days of a fact."""
    latest, earliest = days
    return kind(**{kind.OF: fact, "latest": latest, "earliest": earliest})


def stored(kind: Kind, ids: Collection[int]) -> Found:
    """Return the days that are stored for some facts. One query."""
    days: Any = kind._default_manager
    rows = days.filter(pk__in=ids).values_list("pk", "latest", "earliest")
    return {fact: (latest, earliest) for fact, latest, earliest in rows}


def derive(kind: Kind, ids: Collection[int]) -> Found:
    """Return the days of some facts as published events give them. One query."""
    days: tuple[str, ...] = ("event__latest", "event__earliest")
    if kind is DayOfCase:
        events = Event.objects.filter(is_published(), case__in=ids).order_by()
        found = events.values_list("case_id", "latest", "earliest", "kind")
        return firsts((fact, latest, earliest, what) for fact, latest, earliest, what in found)
    if kind is DayOfComponent:
        parts = SentenceComponent.objects.filter(is_published("event__"), pk__in=ids).order_by()
        return firsts((*row, "") for row in parts.values_list("id", *days))
    key = kind.OF
    effects = Effect.objects.filter(is_published("event__"), **{f"{key}__in": ids}).order_by()
    return firsts((*row, "") for row in effects.values_list(key, *days))


def firsts(rows: Iterable[tuple[int, date, date, str]]) -> Found:
    """Return the first days of each fact, from fact, last day, first day and kind of event.

    What is more than a statement comes before any statement: a case of statements alone begins with one.
    """
    found: dict[int, tuple[bool, date, date]] = {}
    for fact, latest, earliest, what in rows:
        days = (what == EventKind.STATEMENT, latest, earliest)
        if fact not in found or days < found[fact]:
            found[fact] = days
    return {fact: days[1:] for fact, days in found.items()}


def derive_from(
    events: Iterable[Event], effects: Iterable[Effect], parts: Iterable[Any]
) -> dict[Kind, Found]:
    """Return the days that new facts give, all of them in memory."""
    published = {event.pk: event for event in events if event.is_public}

    def of(rows: Iterable[Any], key: str) -> Iterator[tuple[int, date, date, str]]:
        for row in rows:
            event, fact = published.get(row.event_id), getattr(row, key)
            if event is not None and fact is not None:
                yield fact, event.latest, event.earliest, ""

    acted = list(effects)
    return {
        DayOfCase: firsts((one.case_id, one.latest, one.earliest, one.kind) for one in published.values()),
        DayOfCharge: firsts(of(acted, "charge_id")),
        DayOfClaim: firsts(of(acted, "claim_id")),
        DayOfComponent: firsts(of(parts, "pk")),
    }


def batches() -> Iterator[tuple[Kind, range]]:
    """Yield the numbers of all facts there are, a batch at a time."""
    for kind in KINDS:
        last = model_of(kind)._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
        for start in range(1, last + 1, BATCH):
            yield kind, range(start, start + BATCH)


def differences() -> Iterator[str]:
    """Derive every day again; yield what differs from the stored one, in words."""
    for kind, ids in batches():
        wanted, held = derive(kind, ids), stored(kind, ids)
        for fact in sorted(wanted.keys() | held.keys()):
            if wanted.get(fact) != held.get(fact):
                says = f"stored {_describe(held.get(fact))} - facts give {_describe(wanted.get(fact))}"
                yield f"{model_of(kind)._meta.verbose_name} {fact}, day in lists: {says}"


def _describe(days: Days | None) -> str:
    return "nothing" if days is None else f"{days[1]}..{days[0]}"
