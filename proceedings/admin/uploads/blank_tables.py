"""Files to fill in: the headings of a kind with a few made-up rows, as CSV and as a workbook."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from openpyxl import Workbook

from proceedings.importers.tables import example
from proceedings.importers.tables.column_kinds import TableKind
from proceedings.importers.tables.kinds import KINDS
from proceedings.importers.tables.workbook import ABOUT

EXAMPLES = Path(example.__file__).parent


def blank_csv(kind: TableKind) -> bytes:
    """Return a CSV of a kind with the rows of the example; its mark tells Excel that it is UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([kind.names, *_rows(kind)])
    return text.getvalue().encode("utf-8-sig")


def blank_workbook(kinds: tuple[TableKind, ...] = KINDS) -> bytes:
    """Return a workbook with a sheet a kind, and one that says what each column means."""
    book = Workbook(write_only=True)
    for kind in kinds:
        sheet = book.create_sheet(kind.name)
        for line in [kind.names, *_rows(kind)]:
            sheet.append(line)
    about = book.create_sheet(ABOUT)
    about.column_dimensions["C"].width = 80
    about.append(["table", "column", "meaning", "needed"])
    for kind in kinds:
        about.append([kind.name, "", kind.one_row, ""])
        for heading in kind.headings:
            needed = "yes" if heading.needed else ""
            about.append([kind.name, heading.name, kind.meaning(heading), needed])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _rows(kind: TableKind) -> list[list[str]]:
    """Return the example's rows of a kind, under all of its columns."""
    path = EXAMPLES / f"{kind.name}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [[row.get(name) or "" for name in kind.names] for row in csv.DictReader(lines)]
