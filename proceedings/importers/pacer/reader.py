"""Files of docket JSON as parcels: one a case, several extracts of one docket together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from proceedings.importers.formats import Refusal, StagedCase, UnreadableSourceError
from proceedings.importers.pacer.case_file import case_file
from proceedings.importers.pacer.courts import (
    CIVIL_NUMBERS,
    CRIMINAL_NUMBERS,
    KINDS_NOT_HELD,
    court_block,
    court_of,
)
from proceedings.importers.pacer.docket import Docket, NotADocketError, merged, read_docket

LARGEST_FILE = 256 * 1024 * 1024


def read(path: Path) -> Iterator[StagedCase]:
    """Yield a parcel a case: of one file, or of all JSON files in a folder and below.

    Raises UnreadableSourceError when there is no such file.
    """
    cases: dict[str, list[Path]] = {}
    for file in _files(path):
        try:
            cases.setdefault(docket_in(file).key, []).append(file)
        except NotADocketError as error:
            yield StagedCase(
                key="", row=file.name, content=None, refusals=(Refusal(file.name, f"expected {error}"),)
            )
    for files in cases.values():
        yield parcel_of(merged(docket_in(file) for file in files), row=", ".join(file.name for file in files))


def count(path: Path) -> int:
    """Tell how many files there are, which is nearly how many cases."""
    return len(_files(path))


def parcel_of(docket: Docket, *, row: str) -> StagedCase:
    """Make the parcel of one docket; one of a sort we hold no record of is refused with the reason."""
    court = court_of(docket.court)
    reason = ""
    if not court:
        reason = f"the court “{docket.court}” is not in courts-db"
    elif docket.type not in {*CRIMINAL_NUMBERS, *CIVIL_NUMBERS}:
        kind = KINDS_NOT_HELD.get(
            docket.type, f"a docket of the sort “{docket.type}”, which is not read here"
        )
        reason = f"the docket is {kind}"
    elif not any(party.type for party in docket.parties):
        reason = "the docket lists no parties" + (", only entries" if docket.entries else "")
    elif docket.type in CRIMINAL_NUMBERS and not any(
        party.counts or party.complaints for party in docket.parties if party.type.lower() == "defendant"
    ):
        reason = "the docket lists no charge against anybody: a warrant, or an extract without the counts"
    if reason:
        return StagedCase(key=docket.key, row=row, content=None, refusals=(Refusal(row, reason),))
    written = case_file(docket, court_block(court), criminal=docket.type in CRIMINAL_NUMBERS)
    return StagedCase(
        key=docket.key,
        row=row,
        content=written.content,
        rows=written.rows,
        unrecognised=tuple(written.unrecognised),
        oddities=tuple(written.oddities),
    )


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.rglob("*.json"))
    if not path.is_file():
        raise UnreadableSourceError(f"{path}: expected a docket in JSON, or a folder of them")
    return [path]


def _day_of(file: Path) -> str:
    """Return the day a file was last written: what it tells had happened by then."""
    return datetime.fromtimestamp(file.stat().st_mtime, tz=UTC).date().isoformat()


def docket_in(file: Path) -> Docket:
    """Read one file. Raises NotADocketError."""
    if file.stat().st_size > LARGEST_FILE:
        raise NotADocketError(f"a file of at most {LARGEST_FILE // 1024 // 1024} MiB")
    try:
        given = json.loads(file.read_bytes())
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NotADocketError("JSON in UTF-8") from error
    return replace(read_docket(given), read_by=_day_of(file))
