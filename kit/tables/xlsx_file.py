"""XLSX by XlsxWriter in its constant-memory mode: a sheet of rows, and a sheet that says what they are.

No cell is ever a formula or a link: text is written as text whatever it starts with. A `date` that a
spreadsheet can hold exactly is a real date. An instant stays text in ISO 8601, because a cell knows no time
zone and keeps no microseconds. The file is written to disk first, for a zip ends with its table of contents.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO, Any, TypeAlias

import xlsxwriter
from django.utils.translation import gettext as _

from kit.columns import Column
from kit.plain_text import printable
from kit.tables.file_metadata import FileMetadata
from kit.tables.values import Plain, as_text, values

PIECE = 64 * 1024  # bytes sent at a time
MOST_ROWS = 1_048_576  # of a sheet, its heading included
MOST_LETTERS = 32_767  # of a cell, counted in UTF-16 units
FIRST_EXACT_DAY = date(1900, 3, 1)  # before it spreadsheets disagree: Excel has a 29 February 1900
MOST_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
DATE_FORMAT = "yyyy-mm-dd"
Book: TypeAlias = Any  # XlsxWriter ships without types
Sheet: TypeAlias = Any
Style: TypeAlias = Any

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class TooManyRowsError(ValueError):
    """More rows than a sheet holds; says how many fit."""

    def __init__(self, cap: int) -> None:
        """Keep the number asked for."""
        super().__init__(f"{cap} rows asked for, but a sheet holds {MOST_ROWS - 1} and its heading")


def xlsx_chunks(
    columns: Sequence[Column[Any]], rows: Iterable[Mapping[str, Any]], about: FileMetadata
) -> Iterator[bytes]:
    """Yield a workbook of two sheets, "rows" and "about", with at most `about.cap` rows.

    Raises TooManyRowsError when the cap is above what a sheet holds.
    """
    if about.cap >= MOST_ROWS:
        raise TooManyRowsError(about.cap)
    return _pieces(columns, rows, about)


def _pieces(
    columns: Sequence[Column[Any]], rows: Iterable[Mapping[str, Any]], about: FileMetadata
) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        _write(file, columns, rows, about)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _write(
    file: IO[bytes], columns: Sequence[Column[Any]], rows: Iterable[Mapping[str, Any]], about: FileMetadata
) -> None:
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        # The same rows give the same bytes, so that a file can be checked against a checksum.
        made = datetime(about.on.year, about.on.month, about.on.day, tzinfo=UTC).replace(tzinfo=None)
        book.set_properties({"title": printable(about.title)[:255], "created": made})
        pen = _Pen(book)
        sheet = book.add_worksheet("rows")
        sheet.freeze_panes(1, 0)
        pen.line(sheet, 0, [column.key for column in columns], pen.heading)
        for number, row in enumerate(about.within_cap(rows), start=1):
            pen.line(sheet, number, values(columns, row))
        pen.tell(book.add_worksheet("about"), columns, about)


class _Pen:
    """Writes values into cells, each as what it is."""

    def __init__(self, book: Book) -> None:
        self.heading = book.add_format({"bold": True})
        self._date = book.add_format({"num_format": DATE_FORMAT})

    def line(self, sheet: Sheet, number: int, cells: Iterable[Plain], style: Style = None) -> None:
        """Write one row of a sheet."""
        for place, value in enumerate(cells):
            if value is not None:
                self._cell(sheet, number, place, value, style)

    def tell(self, sheet: Sheet, columns: Sequence[Column[Any]], about: FileMetadata) -> None:
        """Write what the file is, then what each column means."""
        lines: list[list[Plain]] = [[key, value] for key, value in about.facts().items()]
        lines += [[], ["column", "label", "type", "meaning"]]
        lines += [[each.key, str(each.label), each.type, str(each.meaning)] for each in columns]
        for number, cells in enumerate(lines):
            self.line(sheet, number, cells, self.heading if number == len(about.facts()) + 1 else None)

    def _cell(self, sheet: Sheet, row: int, place: int, value: Plain, style: Style) -> None:
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value, style)
        elif isinstance(value, datetime | str):
            sheet.write_string(row, place, _fitting(as_text(value)), style)
        elif isinstance(value, date):
            self._day(sheet, row, place, value)
        elif isinstance(value, int | float | Decimal) and -MOST_EXACT < value < MOST_EXACT:
            sheet.write_number(row, place, value, style)
        else:
            sheet.write_string(row, place, as_text(value), style)

    def _day(self, sheet: Sheet, row: int, place: int, day: date) -> None:
        if day >= FIRST_EXACT_DAY:
            sheet.write_datetime(row, place, day, self._date)
        else:
            sheet.write_string(row, place, day.isoformat())


def _fitting(text: str) -> str:
    """Return text a cell can hold; one that is too long says that it was cut."""
    text = printable(text)
    if len(text) * 2 <= MOST_LETTERS or len(text.encode("utf-16-le")) // 2 <= MOST_LETTERS:
        return text
    note = _(" [cut here: a cell holds no more; the CSV has it whole]")
    return (
        text.encode("utf-16-le")[: (MOST_LETTERS - len(note)) * 2].decode("utf-16-le", errors="ignore") + note
    )
