"""CSV: UTF-8 with or without a mark, commas (or semicolons, or tabs) between the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from proceedings.casefiles.problems import Problem
from proceedings.importers.tables.column_kinds import TableKind
from proceedings.importers.tables.table import (
    Cells,
    Sheet,
    UnreadableTableError,
    sheet_of,
    stop,
)

LARGEST_FILE = 64 * 1024 * 1024
SEPARATORS = (",", ";", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SIGNATURES = {
    b"PK\x03\x04": "a CSV; this is a zip or a workbook: give it the ending .xlsx if it is one",
    b"\xd0\xcf\x11\xe0": "a CSV; this is an old Excel workbook (.xls): save it as .xlsx or as CSV UTF-8",
    b"\x1f\x8b": "a CSV that is not compressed; unpack it first",
    b"%PDF": "a CSV; this is a PDF",
}


def read_csv(content: bytes, *, name: str, kind: TableKind, problems: list[Problem]) -> Sheet:
    """Read the bytes of a CSV; what is wrong with single rows is added to the problems.

    Raises UnreadableTableError where nothing of it can be read.
    """
    text = _decoded(content, name)
    return sheet_of(name, kind, _lines(text, name), problems)


def _decoded(content: bytes, name: str) -> str:
    if len(content) > LARGEST_FILE:
        raise stop(name, f"a file of at most {LARGEST_FILE // 1024 // 1024} MiB; split the table by case")
    for start, expected in _SIGNATURES.items():
        if content.startswith(start):
            raise stop(name, expected)
    if content.startswith(_UTF_16) or b"\0" in content[:4096]:
        raise stop(name, "text in UTF-8; this is UTF-16 (Excel: save as “CSV UTF-8”)")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        near = content[max(0, error.start - 10) : error.start + 10].decode("cp1252", errors="replace")
        expected = "text in UTF-8; this looks like Latin-1 or Windows-1252 (Excel: save as “CSV UTF-8”)"
        raise UnreadableTableError(name, line, "the file", near, expected) from error


def _lines(text: str, name: str) -> Iterator[Cells]:
    """Yield the cells of each row; a quoted cell may go over several lines."""
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            expected = f"a row of CSV; reading stops here ({error})"
            raise UnreadableTableError(name, number, "the row", "", expected) from error
