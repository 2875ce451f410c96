"""Case files read and checked whole, all of them, before anybody writes a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from proceedings.casefiles.format.case import Case, CaseFile, Correction, Restriction
from proceedings.casefiles.format.matter import (
    Court,
    Incident,
    Party,
    Source,
)
from proceedings.casefiles.load.references import courts_of, parties_of
from proceedings.casefiles.parsing import reader
from proceedings.casefiles.parsing.documents import Document
from proceedings.casefiles.parsing.source_map import SourceMap
from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError
from proceedings.casefiles.validation.case import check_case, check_dockets
from proceedings.casefiles.validation.file import ValidationReport, cases_of, check_shared
from proceedings.casefiles.validation.id_index import IdIndex
from proceedings.casefiles.validation.shape import shaped

Shared = TypeVar("Shared", Court, Incident, Party, Source)


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything the given files hold, each id once, with the ids that exist around it."""

    names: IdIndex
    courts: list[Court]
    incidents: list[Incident]
    parties: list[Party]
    sources: list[Source]
    cases: list[Case]
    corrections: list[Correction]
    restrictions: list[Restriction]


def read_files(paths: Sequence[Path]) -> Matter:
    """Read and check case files; folders stand for the case files in them.

    Raises UnreadableCaseFilesError with every problem of every file.
    """
    read = [reader.read(path) for path in reader.find(paths)]
    unread = [problem for _document, problems in read for problem in problems]
    return read_documents([document for document, problems in read if not problems], unread)


def read_documents(given: Sequence[Document], unread: Sequence[Problem] = ()) -> Matter:
    """Check documents against the format, each other and the database.

    Raises UnreadableCaseFilesError with every problem, those of files that could not be read at all included.
    """
    problems = list(unread)
    files: list[CaseFile] = []
    places = SourceMap()
    for document in given:
        read = shaped(document)
        problems += read.problems
        if read.file is not None:
            files.append(read.file)
            places.add(document, read.root, read.file)
    report = ValidationReport(IdIndex(document.root for document in given), places)
    check_shared(files, report)
    cases = cases_of(files)
    report.names.ask("courts", courts_of(cases))
    report.names.ask("parties", parties_of(cases))
    for case in cases:
        check_case(case, report)
    check_dockets(cases, files, report)
    problems += report.problems
    if problems:
        raise UnreadableCaseFilesError(problems)
    return Matter(
        names=report.names,
        courts=_once(file.courts for file in files),
        incidents=_once(file.incidents for file in files),
        parties=_once(file.parties for file in files),
        sources=_once(file.sources for file in files),
        cases=cases,
        corrections=[correction for file in files for correction in file.corrections],
        restrictions=[restriction for file in files for restriction in file.restrictions],
    )


def _once(lists: Iterable[Sequence[Shared]]) -> list[Shared]:
    """Return the blocks of all files, each id once."""
    found: dict[str, Shared] = {}
    for blocks in lists:
        for block in blocks:
            found.setdefault(block.id, block)
    return list(found.values())
