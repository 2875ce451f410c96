"""The rows of what happened in one case: rows with the same id are one event; nothing is taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.utils.text import slugify

from proceedings.casefiles.problems import Problem
from proceedings.importers.tables.case_input import CaseInput, Identity
from proceedings.importers.tables.column_kinds import ColumnSubject
from proceedings.importers.tables.event_parts import merged_components, merged_outcomes
from proceedings.importers.tables.event_text import default_event_text
from proceedings.importers.tables.kinds import KINDS
from proceedings.importers.tables.row_blocks import BlockFromRow
from proceedings.importers.tables.shared_records import (
    lay,
    merged_sources,
    missing,
    several,
)
from proceedings.importers.tables.table import Row
from proceedings.law.codes import Publication

Resolve = Callable[[str, Row], str]
# How an event that was given no id is called: no event entered by hand begins so.
UNNAMED = "imported"


class EventRows:
    """The events of one case in the making."""

    def __init__(
        self,
        of: CaseInput,
        block: BlockFromRow,
        resolve: Resolve,
        holders: Mapping[str, str],
        publication: str,
    ) -> None:
        """Start from the events that are recorded."""
        self.of = of
        self.block = block
        self.resolve = resolve
        self.holders = holders
        self.publication = publication
        self.problems: list[Problem] = []
        self.records: dict[Row, Identity] = {}
        # Which earlier cell each contradiction is with.
        self.conflicts: dict[Problem, Problem] = {}
        self.events: dict[str, BlockFromRow] = {
            held["id"]: BlockFromRow(None, **{"publication": Publication.PUBLISHED.value, **held})
            for held in block.get("events", [])
        }

    def made(self) -> None:
        """Lay the rows over the events, each event's rows together."""
        rows: dict[str, list[Row]] = {}
        for kind in KINDS:
            if kind.is_event:
                for row in self.of.of(kind.name):
                    self.problems += missing(row)
                    rows.setdefault(_key(row), []).append(row)
        for key, own in rows.items():
            self._event(key, own)
        if self.events:
            self.block["events"] = list(self.events.values())

    def _event(self, key: str, rows: list[Row]) -> None:
        event = self.events.get(key)
        if event is None:
            event = self.events[key] = BlockFromRow(rows[0], id=key, publication=self.publication)
        told_before = default_event_text(event)
        event.row = rows[0]
        kind = rows[0].sheet.kind.event or rows[0].get("kind")
        if event.get("kind", kind) != kind:
            expected = f"another id; {key} is a {event['kind']} in the database"
            self.problems.append(rows[0].problem("id", expected, key))
            return
        if kind:
            event["kind"] = kind
        for row in rows:
            self.records[row] = ("event", self.of.key, key)
            self._lay(event, row)
        self.problems += merged_outcomes(event, rows, self.resolve)
        self.problems += merged_components(event, rows, self.resolve, self.holders)
        if event.get("publication") == Publication.DRAFT.value:
            event["publication"] = self.publication
        if event.get("what", told_before) == told_before:
            event["what"] = default_event_text(event)

    def _lay(self, event: BlockFromRow, row: Row) -> None:
        """Lay what a row says of the event itself over it; rows of one event have to agree."""
        if (row.sheet.kind.event or row.get("kind")) != event.get("kind"):
            self.problems.append(row.problem("id", f"an id of its own; {event.row} is of another kind"))
            return
        lay(event, row, leave=("id", "scheduled_at", "sources", *self._said_before(event, row)))
        if cited := several(row.get("sources")):
            event["sources"] = merged_sources(event.get("sources", []), cited)
            event.told.setdefault("sources", row)
        self._schedule(event, row)

    def _said_before(self, event: BlockFromRow, row: Row) -> Iterator[str]:
        """Yield the columns that an earlier row of the event has told; another value there is refused."""
        for heading in row.sheet.kind.headings:
            value, before = row.get(heading.name), event.told.get(heading.key)
            if (
                heading.on is not ColumnSubject.RECORD
                or not value
                or before is None
                or heading.name == "sources"
            ):
                continue
            column = before.sheet.kind.named_for(heading.key, ColumnSubject.RECORD)
            yield heading.name
            if before.get(column) != value:
                expected = f"“{before.get(column)}” as in {before}: rows with one id are one event"
                problem = row.problem(heading.name, expected)
                self.conflicts[problem] = before.problem(column, "")
                self.problems.append(problem)

    def _schedule(self, event: BlockFromRow, row: Row) -> None:
        day, hour = row.get("scheduled_on"), row.get("scheduled_at")
        if hour and not day:
            self.problems.append(row.problem("scheduled_on", "the day as well as the hour", ""))
        if day and hour and event.told.get("scheduled") is row:
            # A workbook's day comes with a midnight when its cell is one of day and hour.
            event.tell("scheduled", f"{day}T{hour[:5]}", row)
        if day and not any(event.get(key) for key in ("date", "entered", "reported")):
            event.tell("date", day[:10], row)


def _key(row: Row) -> str:
    """Return the id of the event a row is of; without one it is made of date, kind and type."""
    if row.get("id"):
        return row.get("id")
    days = (row.get(name) for name in ("date", "date_entered", "date_reported", "scheduled_on"))
    kind = row.sheet.kind.event or row.get("kind")
    day = next((day for day in days if day), "undated")
    return slugify(f"{UNNAMED}-{day}-{kind}-{row.get('type')}")[:160].strip("-")
