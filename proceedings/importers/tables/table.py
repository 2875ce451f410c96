"""A table as it stands in its file: headings, and rows of texts, each with its number."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kit.tables.values import unguarded
from proceedings.casefiles.problems import Problem
from proceedings.importers.tables.column_kinds import TableKind
from proceedings.importers.tables.kinds import BY_NAME

MOST_ROWS = (
    200_000  # of one table, its heading not counted: a country's year fits, a slip of the hand does not
)
LONGEST_CELL = 20_000  # letters
HEADING_ROW = 1
Cells = Sequence[str]


@dataclass(slots=True, eq=False)
class Row:
    """One row: its sheet, its number as a spreadsheet shows it, and its cells that are not empty."""

    sheet: Sheet
    number: int
    cells: dict[str, str]
    is_broken: bool = False

    def get(self, column: str) -> str:
        """Return a cell; nothing when it is empty."""
        return self.cells.get(column, "")

    def problem(self, column: str, expected: str, value: str | None = None) -> Problem:
        """Report what stands in a column of this row, and what was expected there."""
        shown = self.get(column) if value is None else value
        return Problem(
            self.sheet.name, self.number, f"column {column}" if column else "the row", shown, expected
        )

    def __str__(self) -> str:
        return f"{self.sheet.name}, row {self.number}"


@dataclass(slots=True, eq=False)
class Sheet:
    """A table of one kind: the name people know it by, its columns and its rows."""

    name: str
    kind: TableKind
    columns: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)


_CALL = re.compile(r"[+\-@][^\s]*[(!|]")


class UnreadableTableError(Exception):
    """A table that cannot be read at all; carries the problem."""

    def __init__(self, name: str, row: int, place: str, value: str, expected: str) -> None:
        """Keep where reading had to stop."""
        self.problem = Problem(name, row, place, value, expected)
        super().__init__(str(self.problem))


def stop(name: str, expected: str, *, row: int = HEADING_ROW, value: str = "") -> UnreadableTableError:
    """Return the refusal of a whole file."""
    return UnreadableTableError(name, row, "the file", value, expected)


def kind_named(name: str, kind: str = "") -> TableKind:
    """Return the kind of a table: as said, or by the name of its file or sheet.

    Raises UnreadableTableError when the name is that of no kind.
    """
    asked = kind or name.rpartition("/")[2].rpartition(".")[0] or name
    asked = asked.strip().casefold().replace("-", "_").replace(" ", "_")
    if asked in BY_NAME:
        return BY_NAME[asked]
    raise stop(name, f"a table named after its kind: one of {', '.join(BY_NAME)}", value=asked)


def sheet_of(name: str, kind: TableKind, lines: Iterable[Cells], problems: list[Problem]) -> Sheet:
    """Make a sheet of the lines of a file, the first of them its headings.

    Raises UnreadableTableError where the headings are not those of the kind: no row can be read then.
    """
    sheet = Sheet(name, kind)
    counted = iter(enumerate(lines, start=HEADING_ROW))
    sheet.columns = _columns(sheet, next(counted, (HEADING_ROW, []))[1], problems)
    for number, cells in counted:
        if number > MOST_ROWS + HEADING_ROW:
            raise stop(name, f"at most {MOST_ROWS:,} rows; split the table by case", row=number)
        if any(cells):
            _add(sheet, number, cells, problems)
    return sheet


def _columns(sheet: Sheet, cells: Cells, problems: list[Problem]) -> tuple[str, ...]:
    names = [cell.strip().casefold().replace(" ", "_") for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise stop(sheet.name, f"headings in the first row: {', '.join(sheet.kind.names)}")
    found = list(_wrong_headings(sheet, names))
    if found:
        problems += found[1:]
        raise UnreadableTableError(sheet.name, HEADING_ROW, found[0].place, found[0].value, found[0].expected)
    return tuple(names)


def _wrong_headings(sheet: Sheet, names: list[str]) -> Iterator[Problem]:
    known = sheet.kind.names
    head = Row(sheet, HEADING_ROW, {})
    for place, name in enumerate(names):
        if name in names[:place]:
            yield head.problem(name, "each column once", name)
        elif name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            meant = f"the column {near[0]}" if near else f"one of the columns {', '.join(known)}"
            yield head.problem(name or str(place + 1), meant, name)
    for heading in sheet.kind.headings:
        if heading.needed and heading.name not in names:
            yield head.problem(heading.name, "this column, which every row needs", "")
    if sheet.kind.in_case and "case" not in names and "docket_number" not in names:
        yield head.problem("case", "a column that names the case: case, or court and docket_number", "")


def _add(sheet: Sheet, number: int, cells: Cells, problems: list[Problem]) -> None:
    """Keep a row, and report what no cell may hold."""
    row = Row(sheet, number, {})
    sheet.rows.append(row)
    wrong = _wrong_width(cells, len(sheet.columns))
    if wrong:
        # Its cells may stand under the wrong headings; what it names is known all the same.
        row.is_broken = True
        problems.append(row.problem("", *wrong))
    for column, cell in zip(sheet.columns, cells, strict=False):
        text = cell.strip()
        if not text:
            continue
        expected = _refused(text)
        if expected:
            row.is_broken = True
            problems.append(row.problem(column, expected, text))
            continue
        # Our own downloads put an apostrophe before what a spreadsheet would run.
        row.cells[column] = unguarded(text)


def _wrong_width(cells: Cells, width: int) -> tuple[str, str] | None:
    """Return what was expected of a row of another width than its headings, and what it has."""
    if any(cells[width:]):
        return f"no more cells than the {width} headings", next(cell for cell in cells[width:] if cell)
    if len(cells) < width:
        return f"a cell for each of the {width} headings; this row has {len(cells)}", ""
    return None


def _refused(text: str) -> str:
    for is_wrong, expected in _REFUSALS:
        if is_wrong(text):
            return expected
    return ""


def _is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would run a text: it begins as a formula, or as a call or link does."""
    return text[0] in "=\uff1d" or _CALL.match(text) is not None


def _is_unprintable(text: str) -> bool:
    return not text.isprintable() and any(
        (letter < " " and letter not in "\t\r\n") or letter == "\x7f" or "\ud800" <= letter <= "\udfff"
        for letter in text
    )


_REFUSALS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (lambda text: len(text) > LONGEST_CELL, f"at most {LONGEST_CELL:,} letters in a cell"),
    (_is_formula, "a value, not a formula: paste values only"),
    (_is_unprintable, "text without control characters"),
)
