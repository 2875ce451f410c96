"""JSON in one document, written row by row: about, columns, rows, and last how many rows were written.

A download that broke off is not valid JSON, and one that is whole says its count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kit.columns import Column
from kit.tables.chunks import chunks
from kit.tables.file_metadata import FileMetadata
from kit.tables.values import Plain, as_text, values


def json_chunks(
    columns: Sequence[Column[Any]], rows: Iterable[Mapping[str, Any]], about: FileMetadata
) -> Iterator[bytes]:
    """Yield `{"about": ..., "columns": [...], "rows": [...], "count": n}`, at most `about.cap` rows."""
    return chunks(_pieces(columns, rows, about))


def _pieces(
    columns: Sequence[Column[Any]], rows: Iterable[Mapping[str, Any]], about: FileMetadata
) -> Iterator[str]:
    yield f'{{"about": {_dump({key: json_value(value) for key, value in about.facts().items()})},\n'
    yield f'"columns": {_dump([_described(column) for column in columns])},\n"rows": ['
    count = 0
    for row in about.within_cap(rows):
        named = zip(columns, values(columns, row), strict=True)
        yield (",\n" if count else "\n") + _dump({column.key: json_value(value) for column, value in named})
        count += 1
    yield f'\n],\n"count": {count}}}\n'


def _described(column: Column[Any]) -> dict[str, str]:
    return {
        "key": column.key,
        "label": str(column.label),
        "type": column.type,
        "meaning": str(column.meaning),
    }


def json_value(value: Plain) -> str | int | float | None:
    """Return a value as JSON has it: numbers as numbers, dates and instants in ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return as_text(value) if isinstance(value, date) else value


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
