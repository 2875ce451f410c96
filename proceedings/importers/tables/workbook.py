"""XLSX: one sheet a kind, named after it. Formulas, macros and broken zips are refused in words."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from proceedings.casefiles.problems import Problem
from proceedings.importers.tables.column_kinds import TableKind
from proceedings.importers.tables.kinds import BY_NAME
from proceedings.importers.tables.table import (
    Cells,
    Sheet,
    UnreadableTableError,
    kind_named,
    sheet_of,
    stop,
)

LARGEST_FILE = 32 * 1024 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
SHARED_TEXTS = "xl/sharedStrings.xml"
LARGEST_SHARED_TEXTS = 8 * 1024 * 1024  # openpyxl reads them all before the first row
MOST_TIMES_SMALLER = 200  # a sheet packs some twenty times; a bomb packs a thousand
MOST_PARTS = 1_000
MOST_COLUMNS = 100
OLE = b"\xd0\xcf\x11\xe0"
# A sheet of this name says what the others are; nobody has to take it out.
ABOUT = "about"


def read_workbook(
    content: bytes, *, name: str, kind: TableKind | None, problems: list[Problem]
) -> list[Sheet]:
    """Read the sheets of a workbook; one sheet alone may be of the kind said.

    Raises UnreadableTableError where it is no workbook, or one that may not be opened.
    """
    _check_zip(content, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out (styles, lists to choose from)
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            try:
                return list(_sheets(book, name, kind, problems))
            finally:
                book.close()
    except UnreadableTableError:
        raise
    except (InvalidFileException, zipfile.BadZipFile, *_BROKEN) as error:
        raise stop(name, f"a workbook that can be opened ({type(error).__name__})") from error


# What openpyxl lets out of a damaged file.
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError, EOFError)


def _check_zip(content: bytes, name: str) -> None:
    if len(content) > LARGEST_FILE:
        raise stop(name, f"a workbook of at most {LARGEST_FILE // 1024 // 1024} MiB; split it by case")
    if content.startswith(OLE):
        raise stop(name, "an .xlsx workbook without a password; this is an old .xls or a locked one")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise stop(name, "an .xlsx workbook; this is no zip, or a damaged one") from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise stop(name, "an .xlsx workbook; this is a zip of something else", value=min(names, default=""))
    if any(part.endswith("vbaProject.bin") for part in names):
        raise stop(name, "a workbook without macros; save it as .xlsx")
    unpacked = sum(part.file_size for part in parts)
    packs_too_well = any(
        part.file_size > MOST_TIMES_SMALLER * max(part.compress_size, 5_000) for part in parts
    )
    if len(parts) > MOST_PARTS or packs_too_well:
        raise stop(name, "a workbook of an ordinary size; this one unpacks to far more than it holds")
    texts = sum(part.file_size for part in parts if part.filename == SHARED_TEXTS)
    if unpacked > LARGEST_UNPACKED or texts > LARGEST_SHARED_TEXTS:
        most = (
            f"{LARGEST_UNPACKED // 1024 // 1024} MiB, {LARGEST_SHARED_TEXTS // 1024 // 1024} MiB of it texts"
        )
        raise stop(name, f"a workbook that unpacks to at most {most}; split it by case, or send a CSV")


def _sheets(book: Any, name: str, kind: TableKind | None, problems: list[Problem]) -> Iterator[Sheet]:  # noqa: ANN401  # openpyxl's book
    tabs = [tab for tab in book.worksheets if tab.title.casefold() != ABOUT]
    if not tabs:
        raise stop(name, f"a sheet named after its kind: one of {', '.join(BY_NAME)}")
    for tab in tabs:
        said = f"{name}, sheet {tab.title}"
        only = kind if kind is not None and len(tabs) == 1 else None
        try:
            yield sheet_of(said, only or _kind_of(said, tab.title), _lines(tab, said), problems)
        except UnreadableTableError as error:
            problems.append(error.problem)


def _kind_of(said: str, title: str) -> TableKind:
    try:
        return kind_named(title)
    except UnreadableTableError as error:
        raise UnreadableTableError(said, 1, "the sheet", title, error.problem.expected) from error


def _lines(tab: Any, said: str) -> Iterator[Cells]:  # noqa: ANN401  # openpyxl's sheet
    """Yield the cells of each row as texts, all as wide as the headings or as far as something stands."""
    tab.reset_dimensions()  # what the file says of its own size is not to be trusted
    width = 0
    for row in tab.iter_rows(max_col=MOST_COLUMNS + 1):
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise stop(said, f"at most {MOST_COLUMNS} columns")
        width = width or len(cells)
        yield cells + [""] * (width - len(cells))


def _text(cell: Any) -> str:  # noqa: ANN401  # openpyxl's cell
    """Write a cell as a CSV would have it: days in ISO 8601, whole numbers without a point, yes and no."""
    value = "" if cell.value is None else cell.value
    if cell.data_type in {"f", "e"}:
        # An error (#REF!) is what became of a formula.
        return value if cell.data_type == "f" and isinstance(value, str) else f"={value}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value)
