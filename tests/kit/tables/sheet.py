"""Rows made up for the tests of tables, and readers of our files that share no code with what wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from kit.columns import Column
from kit.tables import FileMetadata

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def column(key: str, kind: str = "string") -> Column[Any]:
    """Return a column of mappings."""
    return Column(
        key=key,
        label=key.title(),
        meaning=f"The {key}",
        value=lambda row: row[key],
        type=kind,
    )


def about(total: int, cap: int = 1000) -> FileMetadata:
    """Return the head of a made-up file."""
    return FileMetadata(
        title="Made-up rows",
        address="https://tracker.example/rows/?on=2024-06-30",
        on=date(2024, 6, 30),
        known="2024-07-01T00:00:00.000000Z",
        total=total,
        cap=cap,
    )


@dataclass(frozen=True)
class Cell:
    """A cell as the file has it: type mark, text, number of its style, whether it is a formula."""

    type: str
    text: str
    style: str
    formula: bool


def read_xlsx(pieces: Iterable[bytes]) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """Return the cells of the sheets "rows" and "about"."""
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as book:
        assert book.testzip() is None
        first, second = (_cells(book.read(f"xl/worksheets/sheet{number}.xml")) for number in (1, 2))
        return first, second


def _cells(xml: bytes) -> list[list[Cell]]:
    root = ET.fromstring(xml)  # noqa: S314  # a file the test has just made
    return [[_cell(cell) for cell in row.iter(f"{SHEET}c")] for row in root.iter(f"{SHEET}row")]


def _cell(cell: ET.Element) -> Cell:
    text = "".join(part.text or "" for part in cell.iter() if part.tag in {f"{SHEET}t", f"{SHEET}v"})
    # Letters XML cannot hold are written _xHHHH_, here and by every spreadsheet.
    text = re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text)
    return Cell(cell.get("t", "n"), text, cell.get("s", "0"), cell.find(f"{SHEET}f") is not None)
