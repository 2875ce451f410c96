"""An uploaded table, workbook or case file, parsed and checked, and which record each row names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models

from people.models import Party
from proceedings.admin.visibility import visible_to
from proceedings.casefiles.parsing import reader
from proceedings.casefiles.parsing.documents import Block, Document
from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError
from proceedings.casefiles.reading import Matter, read_documents
from proceedings.importers.tables.existing_records import Recorded, Seen, batches
from proceedings.importers.tables.file_discovery import CSV, XLSX
from proceedings.importers.tables.loader import (
    Place,
    TableLoader,
    begin,
    read_matter,
)
from proceedings.law.codes import Publication
from proceedings.models import Case, Event
from proceedings.record.roles import may_seal
from proceedings.record.visibility import exclude_closed_in_part

LARGEST_UPLOAD = 10 * 1024 * 1024
MOST_ROWS = 20_000  # a preview of more would keep everybody else from saving for minutes
TABLES = (CSV, XLSX)
SUFFIXES = (*TABLES, *reader.SUFFIXES)
# What names a record: its kind, its case where it is in one, its id.
Identity = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A row of a table, or a block of a case file: where it stands, and which record it is."""

    file: str
    number: int
    record: Identity


@dataclass(frozen=True, slots=True)
class ParsedUpload:
    """A file that is sound: the case file it makes, and the record of each of its rows."""

    matter: Matter
    rows: tuple[UploadRow, ...]


def is_table(name: str) -> bool:
    """Tell whether a file of this name is a table or a workbook, whose rows stand for themselves."""
    return Path(name).suffix.casefold() in TABLES


def parse_upload(
    content: bytes, *, name: str, kind: str, publish: bool, user: Any, without: Collection[Place] = ()
) -> ParsedUpload:
    """Read and check what was sent, as far as this person may see what it names.

    New events are drafts unless they are to be published. Of a table, rows at some places are left out.
    Raises UnreadableCaseFilesError.
    """
    publication = Publication.PUBLISHED if publish else Publication.DRAFT
    if is_table(name):
        reading = begin(
            {name: content}, kind=kind, publication=publication.value, seen=readable_by(user), without=without
        )
        return _tables(name, reading)
    return _case_file(content, name, publication.value, readable_by(user))


def readable_by(user: Any) -> Seen:
    """Return what keeps the records a person may see whole: what is closed in part is not theirs."""

    def keep(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        rows = visible_to(user, rows)
        if rows.model is not Case or may_seal(user):
            return rows
        return exclude_closed_in_part(rows)

    return keep


def _tables(name: str, reading: TableLoader) -> ParsedUpload:
    if reading.rows > MOST_ROWS:
        expected = f"at most {MOST_ROWS:,} rows; split it by case, or have it imported on the server"
        raise UnreadableCaseFilesError([Problem(name, 1, "the file", "", expected)])
    matter = read_matter(reading)
    lines = (UploadRow(row.sheet.name, row.number, record) for row, record in reading.records.items())
    return ParsedUpload(matter, tuple(lines))


def _case_file(content: bytes, name: str, publication: str, seen: Seen) -> ParsedUpload:
    as_json = Path(name).suffix.casefold() == ".json"
    document, problems = reader.parse(content, name=name, as_json=as_json)
    if problems:
        raise UnreadableCaseFilesError(problems)
    lines = tuple(_lines(document))
    refused = [*_closed(lines, document, seen), *_settle(document, publication)]
    if refused:
        raise UnreadableCaseFilesError(refused)
    return ParsedUpload(read_documents([document]), lines)


def _lines(document: Document) -> Iterator[UploadRow]:
    """Yield every block of a case file that is a record of its own."""

    def line(block: Block, kind: str, case: str, key: str) -> UploadRow:
        return UploadRow(document.name, document.line(block.place), (kind, case, key))

    for kind in ("courts", "sources", "parties", "incidents"):
        for block in _blocks(document.root, kind):
            yield line(block, kind, "", _id(block))
    for case in _blocks(document.root, "cases"):
        key = _id(case)
        yield line(case, "case", key, "")
        for defendant in _blocks(case, "defendants"):
            yield line(defendant, "defendant", key, str(defendant.get("party", "")))
            for kind in ("charge", "claim"):
                for count in _blocks(defendant, f"{kind}s"):
                    yield line(count, kind, key, _id(count))
        for event in _blocks(case, "events"):
            yield line(event, "event", key, _id(event))


def _blocks(block: object, key: str) -> list[Block]:
    values = block.get(key) if isinstance(block, Block) else None
    return [value for value in values if isinstance(value, Block)] if isinstance(values, list) else []


def _id(block: Block) -> str:
    return str(block.get("id", ""))


def _closed(lines: tuple[UploadRow, ...], document: Document, seen: Seen) -> Iterator[Problem]:
    """Refuse ids of records that are closed to this person."""
    recorded = Recorded(seen)
    for kind, model, place in (("parties", Party, 2), ("case", Case, 1)):
        named = {line.record[place]: line for line in lines if line.record[0] == kind}
        for key in recorded.closed(model, named):
            expected = "another id; this one is in use, and the record is closed to you"
            yield Problem(document.name, named[key].number, "id", key, expected)


def _settle(document: Document, publication: str) -> Iterator[Problem]:
    """Say of every event whether it is public: what is published stays so, the rest waits or is published."""
    events = [
        (_id(case), event) for case in _blocks(document.root, "cases") for event in _blocks(case, "events")
    ]
    held = _publications({case for case, _event in events})
    for case, event in events:
        now = held.get((case, _id(event)), Publication.DRAFT.value)
        said = event.get("publication", Publication.PUBLISHED.value)
        if publication == Publication.PUBLISHED:
            continue
        if said == Publication.WITHDRAWN != now:
            expected = "an event that is not withdrawn: only who publishes withdraws"
            yield document.problem((*event.place, "publication"), said, expected)
        elif said in {Publication.PUBLISHED, Publication.DRAFT}:
            event["publication"] = now
            if now == Publication.WITHDRAWN:
                yield document.problem(event.place, None, "an event that is not withdrawn here")


def _publications(cases: set[str]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for batch in batches(sorted(cases)):
        rows = Event.objects.filter(case__key__in=batch).values_list("case__key", "key", "publication")
        found |= {(case, key): publication for case, key, publication in rows}
    return found
