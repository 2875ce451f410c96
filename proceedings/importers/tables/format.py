"""Tables as a foreign format of `import_cases`: checked by rows, then handed on case by case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kit.text_folding import docket_key
from proceedings.casefiles.format.case import VERSION
from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError
from proceedings.casefiles.reading import read_documents
from proceedings.importers.formats import Format, Refusal, StagedCase, UnreadableSourceError
from proceedings.importers.tables.file_discovery import by_kind, files_at, read_tables
from proceedings.importers.tables.loader import (
    SHARED,
    TableLoader,
    begin,
    without_consequences,
)
from proceedings.importers.tables.row_blocks import TableDocument, document_of
from proceedings.importers.tables.table import Row

CASES_AT_ONCE = 200
# Under which keys a case names what cases share.
NAMED_BY = {"party": "parties", "judge": "parties", "court": "courts", "source": "sources"}
NAMED_IN = {"parties": "parties", "represents": "parties", "sources": "sources"}
Place = tuple[str, int]


def read(path: Path) -> Iterator[StagedCase]:
    """Yield the cases of a folder of tables, of a workbook or of one table.

    Raises UnreadableSourceError where a table cannot be read at all.
    """
    try:
        reading = begin(files_at(path))
    except UnreadableCaseFilesError as error:
        raise UnreadableSourceError(f"{error}\nNothing was read.") from error
    parcels = _Parcels(reading)
    for keys, document in reading.documents(CASES_AT_ONCE):
        yield from parcels.checked(keys, document)
    yield from parcels.left()


def count(path: Path) -> int:
    """Count the cases that the tables at a path name."""
    try:
        rows = by_kind(read_tables(files_at(path))[0])
    except UnreadableCaseFilesError:
        return 0  # said when it is read
    own = {row.get("id") or docket_key(row.get("docket_number")) for row in rows["cases"]}
    inside = {
        row.get("case") or docket_key(row.get("docket_number"))
        for kind in rows.values()
        for row in kind
        if row.sheet.kind.in_case
    }
    return len(own | inside)


class _Parcels:
    """Parcels of the cases that are sound, refusals of those that are not."""

    def __init__(self, reading: TableLoader) -> None:
        self.reading = reading
        self.shared = {
            kind: {block["id"]: block for block in reading.shared.get(kind, ())} for kind in SHARED
        }
        self.named: set[tuple[str, str]] = set()
        self.told: set[Problem] = set()
        self.case_of: dict[Place, str] = {
            (row.sheet.name, row.number): of.key
            for of in reading.cases.values()
            for row in _rows_of(of.own, of.rows)
        }
        self._leave_out_unsound()

    def _leave_out_unsound(self) -> None:
        """Leave out what cases share and is not sound: who names it is refused as well."""
        wrong = {(problem.file, problem.line) for problem in self._problems()}
        for blocks in self.shared.values():
            for key in [key for key, block in blocks.items() if _place(block.row) in wrong]:
                del blocks[key]

    def _problems(self) -> list[Problem]:
        """Return the problems of rows, and of what cases share."""
        found: Sequence[Problem] = ()
        try:
            read_documents([self.reading.shared_document()])
        except UnreadableCaseFilesError as error:
            found = error.problems
        self.about_shared = list(found)
        return without_consequences(self.reading, [*self.reading.problems, *found])

    def checked(self, keys: list[str], document: TableDocument) -> Iterator[StagedCase]:
        """Check some cases together, and yield each with what it names."""
        shared = self._named_in(document.root)
        found: Sequence[Problem] = ()
        try:
            read_documents([document_of({"casetracker": VERSION, **shared}, "the tables"), document])
        except UnreadableCaseFilesError as error:
            found = error.problems
        wrong: dict[str, list[Problem]] = defaultdict(list)
        for problem in dict.fromkeys(without_consequences(self.reading, [*self.reading.problems, *found])):
            wrong[self.case_of.get((problem.file, problem.line), "")].append(problem)
        root: Any = document.root
        for key, case in zip(keys, root["cases"], strict=True):
            of = self.reading.cases[key]
            row = str(next(_rows_of(of.own, of.rows)))
            named = self._named_in(case)
            self.named |= {(kind, block["id"]) for kind in SHARED for block in named.get(kind, ())}
            if key in wrong:
                self.told.update(wrong[key])
                yield StagedCase(key, row, None, refusals=_refusals(wrong[key]))
                continue
            content = {"cases": [_undecided(case)], **named}
            yield StagedCase(key, row, content, rows=_rows(self.reading, key))

    def _named_in(self, block: Any) -> dict[str, Any]:  # noqa: ANN401  # a block, a list or a text
        """Return the courts, parties and sources of the tables that a block names, and what these cite."""
        named = dict.fromkeys(_names(block))
        for kind, key in list(named):
            named.update(dict.fromkeys(_names(self.shared[kind].get(key))))
        result: dict[str, Any] = {}
        for kind, key in named:
            if key in self.shared[kind]:
                result.setdefault(kind, []).append(self.shared[kind][key])
        return result

    def left(self) -> Iterator[StagedCase]:
        """Yield what no case names, and refuse the rows that are in no case."""
        alone = {
            kind: [block for key, block in self.shared[kind].items() if (kind, key) not in self.named]
            for kind in SHARED
        }
        alone = {kind: blocks for kind, blocks in alone.items() if blocks}
        if alone:
            row = str(next(block.row for blocks in alone.values() for block in blocks))
            yield StagedCase("", row, {"cases": [], **alone})
        problems = without_consequences(self.reading, [*self.reading.problems, *self.about_shared])
        lost = [problem for problem in dict.fromkeys(problems) if problem not in self.told]
        if lost:
            yield StagedCase("", f"{lost[0].file}, row {lost[0].line}", None, refusals=_refusals(lost))


def _rows_of(own: Row | None, rows: Mapping[str, list[Row]]) -> Iterator[Row]:
    if own is not None:
        yield own
    for kind in rows.values():
        yield from kind


def _place(row: Row | None) -> Place:
    return (row.sheet.name, row.number) if row else ("", 0)


def _rows(reading: TableLoader, key: str) -> dict[str, str]:
    """Return the rows of the records of a case, by their ids."""
    of = reading.cases[key]
    found = {}
    for row in _rows_of(of.own, of.rows):
        if row in reading.records:
            found[reading.records[row][2] or key] = str(row)
    return found


def _refusals(problems: Sequence[Problem]) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(
            f"{problem.file}, row {problem.line}",
            f"{problem.place}: {f'“{problem.value}”; ' if problem.value else ''}expected {problem.expected}",
        )
        for problem in sorted(problems)
    )


def _undecided(case: Mapping[str, Any]) -> dict[str, Any]:
    """Leave open what is public: whoever imports decides."""
    events = [
        {key: value for key, value in event.items() if key != "publication"}
        for event in case.get("events", ())
    ]
    return {**case, **({"events": events} if events else {})}


def _names(block: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # a block, a list or a text
    if isinstance(block, list):
        for one in block:
            yield from _names(one)
    if not isinstance(block, dict):
        return
    for key, value in block.items():
        if key in NAMED_BY and isinstance(value, str):
            yield NAMED_BY[key], value
        if key in NAMED_IN and isinstance(value, list):
            yield from ((NAMED_IN[key], one) for one in value if isinstance(one, str))
        yield from _names(value)


FORMAT = Format("csv", "plain tables: a folder of CSVs, a workbook, or one table", read, count)
