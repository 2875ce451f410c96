"""Blocks made of rows, and the document they become: every value knows its row and its column."""

from __future__ import annotations

import difflib
from typing import Any

from proceedings.casefiles.parsing.documents import (
    Block,
    Document,
    Place,
    Value,
)
from proceedings.casefiles.problems import Problem
from proceedings.importers.tables.column_kinds import ColumnSubject
from proceedings.importers.tables.table import Row

MOST_CODES = 12  # told one by one
NEAR_CODES = 6


class BlockFromRow(dict[str, Any]):
    """A block of the case file in the making: the row it comes from, and the rows of single values of it."""

    def __init__(self, row: Row | None = None, **values: Any) -> None:  # texts, lists, blocks
        """Start from a row, or from what the database holds (no row)."""
        super().__init__(values)
        self.row = row
        self.told: dict[str, Row] = {}

    def tell(self, key: str, value: Any, row: Row) -> None:  # noqa: ANN401  # texts, lists, blocks
        """Set a value, and remember which row said so."""
        self[key] = value
        self.told[key] = row
        self.row = self.row or row


class TableDocument(Document):
    """A case file made of tables: a place in it is a row and a column of theirs."""

    def __init__(self, name: str) -> None:
        """Start with no rows."""
        super().__init__(name)
        self.rows: dict[Place, Row] = {}

    def problem(self, place: Place, value: object, expected: str) -> Problem:
        """Report what stands in a column of a row, and what was expected there."""
        row, rest = self._row_at(place)
        if row is None:
            return super().problem(place, value, expected)
        column = _column(row, place, rest)
        expected = _in_short(expected, str(value))
        shown = "" if value is None else str(value) if not isinstance(value, dict | list) else ""
        if not column:
            return row.problem("", expected, shown)
        return row.problem(column, expected, shown or row.get(column))

    def _row_at(self, place: Place) -> tuple[Row | None, Place]:
        """Return the row of the nearest block around a place, and what of the place lies within it."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.rows:
                return self.rows[place[:length]], place[length:]
        return None, place

    def line(self, place: Place) -> int:
        """Return the number of the row a place comes from."""
        row, _rest = self._row_at(place)
        return row.number if row else 1


def _column(row: Row, place: Place, rest: Place) -> str:
    """Return the column a place is told by; nothing where it is the row as a whole."""
    key = next((step for step in reversed(place) if isinstance(step, str)), "")
    if not rest and isinstance(place[-1] if place else 0, int):
        return ""
    parts = [part for part in (ColumnSubject.EFFECT, ColumnSubject.COMPONENT) if part.value in place]
    key = next((step for step in rest if isinstance(step, str)), key)
    return row.sheet.kind.named_for(key, parts[0] if parts else ColumnSubject.RECORD)


def _in_short(expected: str, value: str) -> str:
    """Say a long list of codes by those that are most like what was given."""
    codes = expected.removeprefix("one of ").split(", ")
    if not expected.startswith("one of ") or len(codes) <= MOST_CODES:
        return expected
    near = difflib.get_close_matches(value, codes, n=NEAR_CODES, cutoff=0.3) or codes[:NEAR_CODES]
    return f"one of {len(codes)} codes, such as {', '.join(near)}; docs/data-dictionary.md tells them all"


def document_of(root: dict[str, Any], name: str) -> TableDocument:
    """Turn blocks in the making into a document."""
    document = TableDocument(name)
    document.root = _placed(root, (), document)
    return document


def _placed(value: Any, place: Place, document: TableDocument) -> Value:  # noqa: ANN401  # texts, lists, blocks
    if isinstance(value, dict):
        block = Block(document, place)
        if isinstance(value, BlockFromRow):
            if value.row is not None:
                document.rows[place] = value.row
            document.rows.update(
                {(*place, key): row for key, row in value.told.items() if row is not value.row}
            )
        block.update({key: _placed(inner, (*place, key), document) for key, inner in value.items()})
        return block
    if isinstance(value, list):
        return [_placed(inner, (*place, number), document) for number, inner in enumerate(value)]
    return str(value)
