"""Tables for tests: the example that ships, changed by each test where it wants something else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from proceedings.casefiles.load.files import load
from proceedings.casefiles.load.row_sync import LoadCounts
from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError
from proceedings.importers.tables import example
from proceedings.importers.tables.file_discovery import files_at
from proceedings.importers.tables.loader import begin, read_matter
from proceedings.record.bulk import BulkWriting

EXAMPLE = Path(example.__file__).parent


def example_files() -> dict[str, bytes]:
    """Return the tables of the example by their names."""
    return files_at(EXAMPLE)


def changed(name: str, *changes: tuple[str, str]) -> dict[str, bytes]:
    """Return the example with some texts of one table replaced."""
    files = example_files()
    text = files[name].decode()
    for old, new in changes:
        assert old in text, f"{name} does not hold {old!r}"
        text = text.replace(old, new, 1)
    return files | {name: text.encode()}


def table(headings: str, *rows: Sequence[str]) -> bytes:
    """Return a CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings.split(","), *rows])
    return text.getvalue().encode()


def import_tables(files: dict[str, bytes], *, publication: str = "published") -> LoadCounts:
    """Read and load tables whole."""
    return load(read_matter(begin(files, publication=publication)), kind=BulkWriting)


def load_example() -> None:
    """Load the example, published."""
    import_tables(example_files())


def problems_of(files: dict[str, bytes], *, kind: str = "") -> list[Problem]:
    """Return everything that is wrong with tables."""
    try:
        read_matter(begin(files, kind=kind))
    except UnreadableCaseFilesError as error:
        return error.problems
    return []


def told(problems: Iterable[Problem]) -> list[tuple[str, int, str, str]]:
    """Return file, row, place and value of problems."""
    return [(problem.file, problem.line, problem.place, problem.value) for problem in problems]
