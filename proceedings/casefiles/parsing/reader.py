"""Case files found and read, as YAML or JSON by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from proceedings.casefiles.parsing import json_text, yaml_text
from proceedings.casefiles.parsing.documents import Document, SyntaxProblemError
from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError

LARGEST_FILE = 64 * 1024 * 1024
SUFFIXES = (".yaml", ".yml", ".json")


def find(paths: Iterable[Path]) -> list[Path]:
    """List the case files meant: a file is itself, a folder every case file in it and below, by name.

    Raises UnreadableCaseFilesError when a path is neither, or a folder holds none.
    """
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for path in paths:
        inside = (
            sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES) if path.is_dir() else [path]
        )
        if not inside or not all(file.is_file() for file in inside):
            problems.append(Problem(str(path), 1, "the file", "", "a case file, or a folder that holds some"))
            continue
        found.update(dict.fromkeys(inside))
    if problems:
        raise UnreadableCaseFilesError(problems)
    return list(found)


def read(path: Path) -> tuple[Document, list[Problem]]:
    """Read one file as far as it can be read; the problems say where it could not."""
    if path.stat().st_size > LARGEST_FILE:
        expected = f"a file of at most {LARGEST_FILE // 1024 // 1024} MiB; split it by case"
        return Document(str(path)), [Problem(str(path), 1, "the file", "", expected)]
    return parse(path.read_bytes(), name=str(path), as_json=path.suffix == ".json")


def parse(content: bytes, *, name: str, as_json: bool = False) -> tuple[Document, list[Problem]]:
    """Read the bytes of a case file."""
    document = Document(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return document, [Problem(name, line, "the file", "", "text in UTF-8")]
    reading: Callable[[Document, str], None] = json_text.fill if as_json else yaml_text.fill
    try:
        reading(document, text)
    except SyntaxProblemError as stop:
        return document, [Problem(name, stop.line, document.words(stop.place), stop.value, stop.expected)]
    return document, []
