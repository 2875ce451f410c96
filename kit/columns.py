"""Columns: one list of what a row says, for the table, the JSON, the downloads and the codebook alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its key in files, its heading, what it means, its type, and how to read it off a row.

    Types are those of the Table Schema standard: string, integer, date, datetime. Values are plain; a value
    that is not known is None.
    """

    key: str
    label: Any
    meaning: Any
    value: Callable[[Row], Any]
    type: str = "string"


def record(columns: Iterable[Column[Row]], row: Row) -> dict[str, Any]:
    """Return a row as values by column key."""
    return {column.key: column.value(row) for column in columns}


def table(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Iterator[list[Any]]:
    """Yield the headings' keys, then the values of each row."""
    yield [column.key for column in columns]
    for row in rows:
        yield [column.value(row) for column in columns]
