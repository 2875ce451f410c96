"""Citations: one defendant's status, or a list, frozen by `on`, `known` and a short hash of what it said.

Pure: nothing here reads the database. A page makes a `Citation` from what it shows, and writes it as text,
BibTeX, CSL-JSON or RIS. Whoever opens the address later sees the record as it was; `differences` says what
has changed since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from proceedings.research.citations.bibtex import bibtex
from proceedings.research.citations.citation import (
    HASH,
    Citation,
    CitedKind,
    frozen_address,
)
from proceedings.research.citations.csl import csl_json
from proceedings.research.citations.fingerprint import (
    ChangedValue,
    differences,
    fingerprint,
    fingerprint_of_rows,
    is_fingerprint,
)
from proceedings.research.citations.footnote import text
from proceedings.research.citations.ris import ris
from proceedings.research.citations.snapshot import (
    ChangedPart,
    ChangeKind,
    SnapshotPart,
    changed_since,
    fingerprint_of,
)


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write citations: its name, its media type, and what writes it."""

    name: str
    content_type: str
    write: Callable[..., str]


FORMATS: dict[str, Format] = {
    "txt": Format("text", "text/plain; charset=utf-8", text),
    "bib": Format("BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", ris),
}

__all__ = [
    "FORMATS",
    "HASH",
    "ChangeKind",
    "ChangedPart",
    "ChangedValue",
    "Citation",
    "CitedKind",
    "Format",
    "SnapshotPart",
    "bibtex",
    "changed_since",
    "csl_json",
    "differences",
    "fingerprint",
    "fingerprint_of",
    "fingerprint_of_rows",
    "frozen_address",
    "is_fingerprint",
    "ris",
    "text",
]
