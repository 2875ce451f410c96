"""Files and folders of tables: which of them there are, and of which kind each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError
from proceedings.importers.tables.column_kinds import TableKind
from proceedings.importers.tables.csv_reader import LARGEST_FILE, read_csv
from proceedings.importers.tables.kinds import BY_NAME, KINDS
from proceedings.importers.tables.table import (
    Row,
    Sheet,
    UnreadableTableError,
    kind_named,
    stop,
)
from proceedings.importers.tables.workbook import read_workbook

CSV, XLSX = ".csv", ".xlsx"
SUFFIXES = (CSV, XLSX)


def read_tables(files: Mapping[str, bytes], *, kind: str = "") -> tuple[list[Sheet], list[Problem]]:
    """Read the tables in some files, by their names; a single one may be of the kind said.

    Raises UnreadableCaseFilesError where a table cannot be read at all; the problems returned are of rows.
    """
    sheets: list[Sheet] = []
    unreadable: list[Problem] = []
    problems: list[Problem] = []
    for name, content in files.items():
        try:
            sheets += _sheets(name, content, kind if len(files) == 1 else "", unreadable, problems)
        except UnreadableTableError as error:
            unreadable.append(error.problem)
    unreadable += _twice(sheets)
    if unreadable:
        raise UnreadableCaseFilesError([*unreadable, *problems])
    return sheets, problems


def _sheets(
    name: str, content: bytes, kind: str, unreadable: list[Problem], problems: list[Problem]
) -> list[Sheet]:
    said: TableKind | None = kind_named(name, kind) if kind else None
    suffix = Path(name).suffix.casefold()
    if suffix == XLSX:
        before = len(problems)
        sheets = read_workbook(content, name=name, kind=said, problems=problems)
        # A sheet that could not be read is told by its heading row.
        unreadable += [problem for problem in problems[before:] if problem.line == 1]
        return sheets
    if suffix != CSV:
        raise stop(name, "a table as .csv or .xlsx")
    return [read_csv(content, name=name, kind=said or kind_named(name), problems=problems)]


def _twice(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for sheet in sheets:
        first = seen.setdefault(sheet.kind.name, sheet.name)
        if first != sheet.name:
            yield stop(sheet.name, f"one table a kind; {first} holds {sheet.kind.name} already").problem


def files_at(path: Path) -> dict[str, bytes]:
    """Return the tables at a path: a folder's, or the one file.

    Raises UnreadableCaseFilesError where there is none, or one too large.
    """
    found = sorted(_tables_in(path)) if path.is_dir() else [path]
    if not found or not all(file.is_file() for file in found):
        expected = (
            f"a folder of tables ({', '.join(f'{name}.csv' for name in BY_NAME)}), one of them, or a workbook"
        )
        raise UnreadableCaseFilesError([Problem(str(path), 1, "the file", "", expected)])
    large = [file for file in found if file.stat().st_size > LARGEST_FILE]
    if large:
        expected = f"a file of at most {LARGEST_FILE // 1024 // 1024} MiB; split the table by case"
        raise UnreadableCaseFilesError([Problem(file.name, 1, "the file", "", expected) for file in large])
    return {file.name: file.read_bytes() for file in found}


def _tables_in(folder: Path) -> Iterator[Path]:
    return (file for file in folder.iterdir() if file.suffix.casefold() in SUFFIXES)


def by_kind(sheets: Sequence[Sheet]) -> dict[str, list[Row]]:
    """Return the rows of tables by kind, in the order the kinds are read."""
    rows: dict[str, list[Row]] = {kind.name: [] for kind in KINDS}
    for sheet in sheets:
        rows[sheet.kind.name] += sheet.rows
    return rows
