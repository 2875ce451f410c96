"""The kinds of rows the API answers with: their fields, and how rows and single records are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kit.tables.json_file import json_value
from proceedings.api.params import RecordAsked, RowsAsked
from proceedings.api.schemas import (
    CHANGES,
    DEFENDANT,
    Shape,
    column_shape,
)
from proceedings.models.status_span import FOREVER
from proceedings.record.answer_redaction import redacted
from proceedings.record.as_of import Clocks
from proceedings.record.public_rows import Facts, Rows
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import restricted_among
from proceedings.research import statuses
from proceedings.research.lists.changes_since import changes_since
from proceedings.research.lists.definitions import LISTS
from proceedings.research.lists.definitions.defendants import DefendantRow
from proceedings.research.lists.list_definition import ListDefinition
from proceedings.research.lists.rows import withheld

Absolute = Callable[[str], str]
Plain = dict[str, Any]
ENDLESS = FOREVER - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One kind of row. `fields` are the shapes of a row's fields; a record may have `further` ones."""

    slug: str
    rows_of: ListDefinition
    fields: Mapping[str, Shape]
    further: Mapping[str, Shape]
    rows: Callable[[RowsAsked, Sequence[Any], Absolute], list[Plain]]
    record: Callable[[ListDefinition, int, RecordAsked, Absolute], Plain | None]

    def row_names(self) -> list[tuple[str, str]]:
        """Return what `fields` may name in a list."""
        return [(name, name) for name in self.fields]

    def record_names(self) -> list[tuple[str, str]]:
        """Return what `fields` may name in a record."""
        return [(name, name) for name in {**self.fields, **self.further}]


def only(row: Plain, wanted: Sequence[str]) -> Plain:
    """Return the wanted fields of a row, in its own order; all when none is named."""
    return {name: value for name, value in row.items() if name in wanted} if wanted else row


# --- Defendants: a row has parts of its own --------------------------------------------------------------


def _defendants(asked: RowsAsked, rows: Sequence[Any], absolute: Absolute) -> list[Plain]:
    facts = asked.filterset.facts
    loader = statuses.StatusLoader(rows, facts)
    written = [DefendantRow(row).values for row in loader.rows] if facts.clocks.known_asked else []
    changes = changes_since(asked.kind, written, facts) or [""] * len(loader.rows)
    plain = (
        statuses.as_json(row, absolute) | {"changed_since": code or None}
        for row, code in zip(loader.rows, changes, strict=True)
    )
    return [redacted(one, loader.redactor, row.case_id) for one, row in zip(plain, loader.rows, strict=True)]


def _defendant(_list: ListDefinition, pk: int, asked: RecordAsked, absolute: Absolute) -> Plain | None:
    """Return a defendant with every stretch of days and its status."""
    closed = Redactor.now()
    row = statuses.record(pk, asked.clocks, closed)
    if row is None:
        return None
    plain = statuses.as_json(row, absolute)
    if not asked.wanted or "changes" in asked.wanted:
        changes = statuses.changes(pk, asked.clocks, closed)
        plain |= {"changes": [statuses.change_as_json(change, absolute) for change in changes]}
    return redacted(plain, closed, row.case_id)


# --- Every other kind: a row is its columns --------------------------------------------------------------


def _written(kind: ListDefinition, rows: Sequence[Any], facts: Facts, absolute: Absolute) -> list[Plain]:
    read = [row.values for row in kind.read(rows, facts)]
    changes = changes_since(kind, read, facts)
    values = (one | {"changed_since": code or None} for one, code in zip(read, changes, strict=True))
    return [_line(kind, one, absolute) for one in withheld(rows, values, facts.closed)]


def _line(kind: ListDefinition, values: Mapping[str, Any], absolute: Absolute) -> Plain:
    plain = {column.key: json_value(values[column.key]) for column in kind.columns}
    return plain | {"url": absolute(values["url"])}


def _lines(asked: RowsAsked, rows: Sequence[Any], absolute: Absolute) -> list[Plain]:
    return _written(asked.kind, rows, asked.filterset.facts, absolute)


def _record(kind: ListDefinition, pk: int, asked: RecordAsked, absolute: Absolute) -> Plain | None:
    """Return one record; None when nothing of it was published by then, or had happened.

    Raises NotPublicError (404) and ClosedError (410).
    """
    facts = Facts(asked.clocks, closed=Redactor.now())
    found = list(kind.add_columns(_public(kind, facts, pk), facts))
    if found:
        [plain] = _written(kind, found, facts, absolute)
        return plain
    _refuse_closed(kind, pk, facts)
    return None


def _public(kind: ListDefinition, facts: Facts, pk: int) -> Rows:
    return kind.scope(facts).narrow(kind.rows(facts, {}), {}).filter(id=pk)


def _refuse_closed(kind: ListDefinition, pk: int, facts: Facts) -> None:
    """Raise NotPublicError or ClosedError for a record that the public may not see, at any day.

    A record is closed when it would be seen if nothing were. A court is closed by nobody: one whose cases are
    all closed is not known here.
    """
    whenever = Clocks(on=ENDLESS, known=facts.clocks.known)
    if _public(kind, Facts(whenever, closed=facts.closed), pk).exists():
        return
    if kind.slug == "people":
        is_closed = bool(restricted_among("party", [pk]))
    elif kind.slug == "courts":
        is_closed = False
    else:
        nothing_closed = Redactor()
        is_closed = any(
            _public(kind, Facts(clocks, closed=nothing_closed), pk).exists()
            for clocks in (whenever, facts.clocks)
        )
    raise statuses.ClosedError if is_closed else statuses.NotPublicError


def _plain_kind(kind: ListDefinition) -> Resource:
    return Resource(
        slug=kind.slug,
        rows_of=kind,
        fields={column.key: column_shape(column) for column in kind.columns},
        further={},
        rows=_lines,
        record=_record,
    )


KINDS: dict[str, Resource] = {slug: _plain_kind(kind) for slug, kind in LISTS.items()} | {
    "defendants": Resource(
        slug="defendants",
        rows_of=LISTS["defendants"],
        fields=DEFENDANT,
        further={"changes": CHANGES},
        rows=_defendants,
        record=_defendant,
    )
}
