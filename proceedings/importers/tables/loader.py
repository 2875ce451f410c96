"""Tables read whole: rows by case, the case files they make, and every problem of every row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from proceedings.casefiles.format.case import VERSION
from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError
from proceedings.casefiles.reading import Matter, read_documents
from proceedings.importers.tables.case_input import CaseInput, Identity
from proceedings.importers.tables.case_matching import Cases
from proceedings.importers.tables.case_rows import CaseRows
from proceedings.importers.tables.existing_records import Recorded, Seen, everything
from proceedings.importers.tables.file_discovery import by_kind, read_tables
from proceedings.importers.tables.kinds import KINDS
from proceedings.importers.tables.row_blocks import TableDocument, document_of
from proceedings.importers.tables.shared_records import shared_blocks
from proceedings.importers.tables.table import Row, Sheet
from proceedings.law.codes import Publication

SHARED = ("courts", "sources", "parties")
# Where a row stands: its sheet, and its number there.
Place = tuple[str, int]


@dataclass(slots=True)
class TableLoader:
    """Tables on their way into case files: rows by case, which record each row is, and what is wrong."""

    sheets: list[Sheet]
    recorded: Recorded
    publication: str
    problems: list[Problem]
    told_first: frozenset[Problem] = frozenset()
    shared: dict[str, Any] = field(default_factory=dict)
    cases: dict[str, CaseInput] = field(default_factory=dict)
    records: dict[Row, Identity] = field(default_factory=dict)
    conflicts: dict[Problem, Problem] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Count the rows of all tables."""
        return sum(len(sheet.rows) for sheet in self.sheets)

    def documents(self, size: int) -> Iterator[tuple[list[str], TableDocument]]:
        """Yield case files of some cases each, with their ids; problems of rows gather meanwhile."""
        waiting = list(self.cases)
        for start in range(0, len(waiting), size):
            keys = waiting[start : start + size]
            held = self.recorded.cases(keys)
            made = [self._case(self.cases[key], held.get(key)) for key in keys]
            yield keys, document_of({"casetracker": VERSION, "cases": made}, "the tables")

    def _case(self, of: CaseInput, held: Mapping[str, Any] | None) -> Any:  # noqa: ANN401  # a block in the making
        rows = CaseRows(of, held, self.publication)
        made = rows.made()
        self.problems += rows.problems
        self.records |= rows.records
        self.conflicts |= rows.conflicts
        return made

    def shared_document(self) -> TableDocument:
        """Return the case file of what the cases share."""
        return document_of({"casetracker": VERSION, **self.shared}, "the tables")


def begin(
    files: Mapping[str, bytes],
    *,
    kind: str = "",
    publication: str = Publication.DRAFT.value,
    seen: Seen = everything,
    without: Collection[Place] = (),
) -> TableLoader:
    """Open tables, and find out which case each row is in; rows at some places are left out.

    Raises UnreadableCaseFilesError where a table cannot be read at all.
    """
    sheets, problems = read_tables(files, kind=kind)
    for sheet in sheets:
        sheet.rows = [row for row in sheet.rows if (sheet.name, row.number) not in without]
    problems = [problem for problem in problems if (problem.file, problem.line) not in without]
    reading = TableLoader(sheets, Recorded(seen), publication, problems, frozenset(problems))
    rows = by_kind(sheets)
    reading.shared = shared_blocks(rows, reading.recorded, problems)
    for kind_of_rows in SHARED:
        reading.records.update(
            {row: (kind_of_rows, "", row.get("id")) for row in rows[kind_of_rows] if row.get("id")}
        )
    cases = Cases(rows, reading.recorded, problems)
    reading.cases = {key: CaseInput(key, row) for key, row in cases.given.items() if key not in cases.closed}
    for each in KINDS:
        if each.in_case:
            for row in rows[each.name]:
                if key := cases.key_of(row):
                    reading.cases.setdefault(key, CaseInput(key)).rows.setdefault(each.name, []).append(row)
    return reading


def read_matter(reading: TableLoader) -> Matter:
    """Make and check the case file of all tables, with the database around it.

    Raises UnreadableCaseFilesError with every problem of every row.
    """
    documents = [
        reading.shared_document(),
        *(made for _keys, made in reading.documents(max(len(reading.cases), 1))),
    ]
    found: Sequence[Problem] = ()
    matter: Matter | None = None
    try:
        matter = read_documents(documents)
    except UnreadableCaseFilesError as error:
        found = error.problems
    problems = without_consequences(reading, [*reading.problems, *found])
    if problems or matter is None:
        raise UnreadableCaseFilesError(problems)
    return matter


def without_consequences(reading: TableLoader, problems: Sequence[Problem]) -> list[Problem]:
    """Leave out what follows from another problem: of broken rows, and of contradictions to a wrong cell."""
    broken = {(row.sheet.name, row.number) for sheet in reading.sheets for row in sheet.rows if row.is_broken}
    found = [
        problem
        for problem in problems
        if problem in reading.told_first or (problem.file, problem.line) not in broken
    ]
    wrong = {_cell(problem) for problem in found if problem not in reading.conflicts}
    return [
        problem
        for problem in found
        if problem not in reading.conflicts or _cell(reading.conflicts[problem]) not in wrong
    ]


def _cell(problem: Problem) -> tuple[str, int, str]:
    return problem.file, problem.line, problem.place
