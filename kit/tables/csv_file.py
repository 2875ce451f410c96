"""CSV after RFC 4180: UTF-8 without a mark, CRLF, the columns' keys in the first line.

What the file is stands in `About.headers()` and its file name, so that every reader of CSV meets a plain
table. Asked for `preamble`, the same facts come first, one `# key: value` to a line, for people who open the
file by hand. Text a spreadsheet would run as a formula has an apostrophe before it (`values.guarded`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kit.columns import Column
from kit.plain_text import one_line
from kit.tables.chunks import chunks
from kit.tables.file_metadata import FileMetadata
from kit.tables.values import (
    Plain,
    as_text,
    guarded,
    plain,
)

# Exactly of these types, csv.writer itself writes a value as `as_text` does.
WRITTEN_ALIKE = frozenset({int, date, type(None)})


class _Line:
    """What csv.writer writes to: hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def csv_chunks(
    columns: Sequence[Column[Any]],
    rows: Iterable[Mapping[str, Any]],
    about: FileMetadata,
    *,
    preamble: bool = False,
) -> Iterator[bytes]:
    """Yield the rows as CSV, at most `about.cap` of them; with the facts about the file first when asked."""
    return chunks(_lines(columns, rows, about, preamble=preamble))


def cell(value: Plain) -> str:
    """Write one value: numbers as they are, text guarded against being run as a formula."""
    if isinstance(value, str):
        return guarded(value.replace("\0", "") if "\0" in value else value)
    return as_text(value)


def _lines(
    columns: Sequence[Column[Any]], rows: Iterable[Mapping[str, Any]], about: FileMetadata, *, preamble: bool
) -> Iterator[str]:
    write = csv.writer(_Line(), lineterminator="\r\n").writerow
    if preamble:
        for key, value in about.facts().items():
            yield str(write([f"# {key}: {one_line(as_text(value))}"]))
    yield str(write([column.key for column in columns]))
    for row in about.within_cap(rows):
        yield str(write(_cells(columns, row)))


def _cells(columns: Sequence[Column[Any]], row: Mapping[str, Any]) -> list[Plain]:
    """Return a row's cells as csv.writer takes them: what it writes as we do, and harmless text, as it is."""
    found = [row[column.key] for column in columns]
    return [
        value
        if (kind := type(value)) in WRITTEN_ALIKE
        # Most texts begin with a letter or a digit: no spreadsheet runs them.
        or (kind is str and value[:1].isalnum() and "\0" not in value)
        else cell(plain(column, value))
        for column, value in zip(columns, found, strict=True)
    ]
