"""One event of a case, brought in step with a file: its columns, outcomes, parts of sentence, sources."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from people.models import Party
from proceedings.casefiles.format import case as format_case
from proceedings.casefiles.format import event
from proceedings.casefiles.format.scalars import court_time
from proceedings.casefiles.load.effect_targets import component_target, targets_of
from proceedings.casefiles.load.existing_rows import ExistingRows
from proceedings.casefiles.load.row_sync import (
    CITED_BY,
    LoadCounts,
    RowSync,
    code,
)
from proceedings.casefiles.validation.id_index import IdIndex
from proceedings.law.codes import Publication
from proceedings.models import Case, Citation, Effect, Event, EventParty, SentenceComponent

STEP = 10  # room to record an event between two others without moving either


class EventLoad:
    """An event of the files and the row it is to become."""

    def __init__(
        self, part: event.Event, case: format_case.Case, row: Event, shelf: ExistingRows, names: IdIndex
    ) -> None:
        """Keep what the event is written from."""
        self.part = part
        self.case_part = case
        self.row = row
        self.shelf = shelf
        self.names = names

    def write(self, case: Case, order: int, tally: LoadCounts) -> None:
        """Write what differs."""
        change = RowSync(self.row)
        was = self.row.publication if not change.is_new else ""
        change.set(case=case, order=order, **self._columns(case))
        if was not in {"", Publication.DRAFT} and self.row.publication == Publication.DRAFT:
            # What readers were told is withdrawn, with a reason; no file makes it unsaid.
            self._keep_published(was, tally)
        self._effects(change)
        self._components(change)
        change.children(
            "event_parties",
            [{"party": self.shelf.get(Party, key)} for key in self.part.parties],
            new=EventParty,
            to="event",
            by=[("party",)],
        )
        change.children(
            "citations",
            self.shelf.citations(self.part.sources),
            new=Citation,
            to="event",
            by=CITED_BY,
        )
        change.record(tally)

    def _keep_published(self, was: str, tally: LoadCounts) -> None:
        self.row.publication = was
        words = f"event {self.part.id} of {self.case_part.id} is {was} here, and no draft any more"
        tally.only_here.append(words)

    def _columns(self, case: Case) -> dict[str, Any]:
        part = self.part
        on, at = court_time(part.scheduled, case.court.time_zone) if part.scheduled else (None, None)
        return {
            "key": part.id,
            "kind": part.kind.value,
            "type": part.type,
            "date": part.date,
            "date_entered": part.entered,
            "date_reported": part.reported,
            "what": part.what,
            "result": part.result,
            "source_text": part.source_text,
            "disposition": code(part.disposition),
            "outcome": code(part.outcome),
            "scheduled_on": on,
            "scheduled_at": at,
            "judge": self.shelf.maybe(Party, part.judge),
            "confidence": code(part.confidence),
            "dispute": part.dispute,
            "note": part.note,
            "publication": part.publication.value,
            "withdrawal_reason": part.reason,
        }

    def _effects(self, change: RowSync) -> None:
        wanted: list[dict[str, Any]] = []
        for part in self.part.outcomes:
            details = details_of(part)
            for target in targets_of(part, self.case_part, self.names):
                defendant, charge, claim = self.shelf.targets(target)
                wanted.append(
                    {
                        "defendant": defendant,
                        "charge": charge,
                        "claim": claim,
                        "outcome": part.outcome,
                        "details": details,
                        "position": len(wanted),
                    }
                )
        count = ("defendant", "charge", "claim")
        change.children(
            "effects",
            wanted,
            new=Effect,
            to="event",
            by=[(*count, "outcome", "details"), (*count, "outcome"), count],
        )

    def _components(self, change: RowSync) -> None:
        rows = change.children(
            "components",
            [self._component(part, position) for position, part in enumerate(self.part.components)],
            new=SentenceComponent,
            to="event",
            by=[
                ("defendant", "charge", "kind", "minimum", "maximum", "unit", "amount", "text"),
                ("defendant", "charge", "kind"),
                ("defendant", "kind"),
            ],
        )
        for part, row in zip(self.part.components, rows, strict=True):
            change.children(
                "citations",
                self.shelf.citations(part.sources),
                new=Citation,
                to="component",
                of=row,
                by=CITED_BY,
            )

    def _component(self, part: event.Component, position: int) -> dict[str, Any]:
        target = component_target(part, self.part, self.case_part, self.names)
        defendant, charge, _claim = self.shelf.targets(target)
        return {
            "defendant": defendant,
            "charge": charge,
            "kind": part.kind.value,
            "minimum": part.minimum,
            "maximum": part.maximum,
            "suspended": part.suspended,
            "unit": code(part.unit),
            "credit": part.credit,
            "amount": part.amount,
            "currency": part.currency,
            "supervised": part.supervised,
            "time_served": part.time_served,
            "relation": part.relation.value,
            "text": part.text,
            "confidence": code(part.confidence),
            "dispute": part.dispute,
            "position": position,
        }


def details_of(part: event.Effect) -> dict[str, str]:
    """Return what an outcome says beside its code."""
    given = {key: getattr(part, key) for key in Effect.DETAIL_KEYS}
    return {key: str(value) for key, value in given.items() if value}


def orders(held_orders: Sequence[int | None], taken: Sequence[int]) -> list[int]:
    """Return the recorded order of each event of a file, moving as few of those that have one as can be.

    `taken` are the orders in use in the case; none of them is given to another event, not even when its own
    event moves, for two events may not share an order even for a moment.
    """
    standing = _longest_rising(held_orders)
    top = max([0, *taken])
    used = set(taken)
    result: list[int] = []
    last = 0
    for number, order in enumerate(held_orders):
        if number in standing and order is not None and order > last:
            last = order
        else:
            ceiling = next((o for n, o in enumerate(held_orders) if n > number and n in standing and o), None)
            last = _free_between(last, ceiling, used, top)
            used.add(last)
            top = max(top, last)
        result.append(last)
    return result


def _free_between(last: int, ceiling: int | None, used: set[int], top: int) -> int:
    """Return a free number above `last`, below the ceiling where there is room, else above all."""
    if ceiling is None:
        return top + STEP
    room = [number for number in range(last + 1, ceiling) if number not in used]
    return room[len(room) // 2] if room else top + STEP


def _longest_rising(values: Sequence[int | None]) -> set[int]:
    """Return the places of a longest rising run of values, gaps allowed."""
    ends: list[int] = []
    places: list[int] = []
    before: dict[int, int | None] = {}
    for number, value in enumerate(values):
        if value is None:
            continue
        at = bisect_left(ends, value)
        before[number] = places[at - 1] if at else None
        ends[at : at + 1] = [value]
        places[at : at + 1] = [number]
    rising: set[int] = set()
    place = places[-1] if places else None
    while place is not None:
        rising.add(place)
        place = before[place]
    return rising
