"""Rows of what cases share - courts, sources, parties - laid over what the database holds of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from people.models import Party
from proceedings.casefiles.problems import Problem
from proceedings.importers.tables.column_kinds import ColumnHeading, ColumnSubject, Form
from proceedings.importers.tables.existing_records import Recorded
from proceedings.importers.tables.row_blocks import BlockFromRow
from proceedings.importers.tables.table import Row

YES = {"yes": "yes", "true": "yes", "1": "yes", "no": "no", "false": "no", "0": "no"}


def several(text: str) -> list[str]:
    """Return the parts of a cell that stand between semicolons."""
    return [part for part in (part.strip() for part in text.split(";")) if part]


def value_of(heading: ColumnHeading, text: str) -> str | list[str]:
    """Return what a cell says, as the case file has it."""
    if heading.form is Form.SEVERAL:
        return several(text)
    if heading.form is Form.YES_NO:
        return YES.get(text.casefold(), text)
    return text


def lay(
    block: BlockFromRow, row: Row, *, on: ColumnSubject = ColumnSubject.RECORD, leave: Iterable[str] = ()
) -> None:
    """Lay the cells of a row over a block; an empty cell leaves what is there."""
    for heading in row.sheet.kind.headings:
        text = row.get(heading.name)
        if not text or heading.on is not on or heading.name in leave:
            continue
        value = value_of(heading, text)
        if heading.key == "sources":
            value = merged_sources(block.get("sources", []), several(text))
        block.tell(heading.key, value, row)


def merged_sources(held: list[Any], cited: list[str]) -> list[Any]:
    """Return citations with those of a row added; what is said besides of one that is held stays."""
    known = {one if isinstance(one, str) else one["source"] for one in held}
    return [*held, *(key for key in cited if key not in known)]


def missing(row: Row) -> list[Problem]:
    """Report the cells every row needs and this one has not."""
    if row.is_broken:
        return []
    return [
        row.problem(heading.name, "a value; every row needs one", "")
        for heading in row.sheet.kind.headings
        if heading.needed and not row.get(heading.name)
    ]


def over(held: Mapping[str, Any] | None, row: Row) -> BlockFromRow:
    """Return the block a row lays itself over: what is recorded, or nothing yet."""
    block = BlockFromRow(row)
    block.update(held or {})
    return block


def shared_blocks(
    rows: Mapping[str, list[Row]], recorded: Recorded, problems: list[Problem]
) -> dict[str, Any]:
    """Return the blocks of courts, sources and parties."""
    readers = {"courts": recorded.courts, "sources": recorded.sources, "parties": recorded.parties}
    made: dict[str, Any] = {}
    for kind, read in readers.items():
        own = _once(rows[kind], problems)
        closed = recorded.closed(Party, own) if kind == "parties" else set()
        for key in closed:
            expected = "another id; this one is in use, and the record is closed to you"
            problems.append(own[key].problem("id", expected))
        held = read(set(own) - closed)
        made[kind] = [_block(held.get(key), row) for key, row in own.items()]
    return {kind: blocks for kind, blocks in made.items() if blocks}


def _block(held: Mapping[str, Any] | None, row: Row) -> BlockFromRow:
    block = over(held, row)
    lay(block, row, leave=("other_names",))
    if names := several(row.get("other_names")):
        known = {name["name"]: name for name in block.get("other_names", [])}
        added = [{"name": name} for name in dict.fromkeys(names) if name not in known]
        block.tell("other_names", [*known.values(), *added], row)
    return block


def _once(rows: list[Row], problems: list[Problem]) -> dict[str, Row]:
    """Return rows by their ids; one given twice is reported."""
    seen: dict[str, Row] = {}
    for row in rows:
        problems += missing(row)
        if not (key := row.get("id")):
            continue
        first = seen.setdefault(key, row)
        if first is not row:
            problems.append(row.problem("id", f"each id once; {first} has it"))
    return seen
