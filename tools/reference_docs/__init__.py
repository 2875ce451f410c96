"""Documents written from the code, so that they cannot fall behind it: `manage.py write_docs` writes them.

To add one: write a module with a function that returns its text, and name both in DOCUMENTS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from proceedings.casefiles.format import schema
from tools.reference_docs import architecture, case_file, data_dictionary, status_rules


@dataclass(frozen=True, slots=True)
class Document:
    """A generated document: its path in the project, and what writes its text."""

    path: str
    text: Callable[[], str]


DOCUMENTS = (
    Document("docs/architecture.md", architecture.text),
    Document("docs/case-file.md", case_file.text),
    Document("docs/case-file.schema.json", schema.text),
    Document("docs/data-dictionary.md", data_dictionary.text),
    Document("docs/status-rules.md", status_rules.text),
)


def outdated(root: Path) -> list[Document]:
    """Return the documents that are missing under a folder, or say something else than the code."""
    return [document for document in DOCUMENTS if not _says_so(root / document.path, document.text())]


def _says_so(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
