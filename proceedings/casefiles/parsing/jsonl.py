"""Case files as JSON lines, the form for very many cases: each line a whole case file, as a rule of one case.

Cases that refer to each other stand in one line, or the one that refers after the one it refers to. A line
is read at once by the JSON reader of Python; only where something is wrong with it is it read again by our
own, which knows the place of every value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from proceedings.casefiles.parsing import reader
from proceedings.casefiles.parsing.documents import Document
from proceedings.casefiles.parsing.reader import LARGEST_FILE
from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError
from proceedings.casefiles.reading import Matter, read_documents

SUFFIX = ".jsonl"
BATCH = 500
# Escapes that may stand for characters no column holds: our own reader looks closer.
DOUBTFUL = (b"\\u0000", b"\\ud", b"\\uD")
WORDS = {True: "yes", False: "no"}


class _UnlikeUsError(ValueError):
    """Something that our own reader has to judge."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some lines of a file, not yet read: their bytes and where they stand; the last ends at byte `end`."""

    name: str
    first: int
    lines: list[bytes]
    end: int

    @property
    def last(self) -> int:
        """Return the number of the last line."""
        return self.first + len(self.lines) - 1

    @property
    def checksum(self) -> str:
        """Return the SHA-256 of the lines."""
        return hashlib.sha256(b"".join(self.lines)).hexdigest()

    def matter(self) -> Matter:
        """Read and check the lines.

        Raises UnreadableCaseFilesError with every problem, each with its line.
        """
        filled = [(self.first + place, line) for place, line in enumerate(self.lines) if line.strip()]
        try:
            return read_documents([_read_fast(self.name, line) for _number, line in filled])
        except (UnreadableCaseFilesError, ValueError, RecursionError):
            read = [_read_closely(self.name, number, line) for number, line in filled]
        unread = [problem for _document, problems in read for problem in problems]
        return read_documents([document for document, problems in read if not problems], unread)


def batches(path: Path, size: int = BATCH) -> Iterator[Batch]:
    """Yield the lines of a file in batches; the file is never held whole."""
    with path.open("rb") as file:
        first, end = 1, 0
        while lines := list(islice(_limited(file, path, first), size)):
            end += sum(map(len, lines))
            yield Batch(str(path), first, lines, end)
            first += len(lines)


def as_line(file: dict[str, Any]) -> str:
    """Write a case file as one line."""
    return json.dumps(file, ensure_ascii=False, separators=(",", ":")) + "\n"


def _limited(file: BinaryIO, path: Path, first: int) -> Iterator[bytes]:
    """Yield lines; refuse one that is longer than a file may be.

    Raises UnreadableCaseFilesError.
    """
    while line := file.readline(LARGEST_FILE + 1):
        if len(line) > LARGEST_FILE:
            expected = f"lines of at most {LARGEST_FILE // 1024 // 1024} MiB, each a case file"
            raise UnreadableCaseFilesError([Problem(str(path), first, "the file", "", expected)])
        yield line


def _read_fast(name: str, line: bytes) -> Document:
    """Read a line into plain blocks, without places: whoever needs one reads it closely."""
    if any(sign in line for sign in DOUBTFUL):
        raise _UnlikeUsError
    document = Document(name)
    document.root = json.loads(
        line.decode("utf-8-sig"),
        object_pairs_hook=_block,
        parse_int=str,
        parse_float=str,
        parse_constant=_refuse,
    )
    return document


def _block(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a block as our own reader reads it: each key once, nothing for null, `yes` for true."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _UnlikeUsError
    for key, value in pairs:
        kind = type(value)
        if kind is list:
            if any(type(each) is not dict and type(each) is not str for each in value):
                made[key] = _texts(value)
        elif kind is bool:
            made[key] = WORDS[value]
        elif value is None:
            del made[key]
    return made


def _texts(value: object) -> Any:  # noqa: ANN401  # whatever JSON may hold, in texts
    """Return a value as our own reader reads it: `true` is `yes`."""
    if isinstance(value, bool):
        return WORDS[value]
    if isinstance(value, list):
        return [_texts(each) for each in value]
    return value


def _refuse(word: str) -> NoReturn:
    raise _UnlikeUsError(word)


def _read_closely(name: str, number: int, line: bytes) -> tuple[Document, list[Problem]]:
    """Read a line with the place of every value; the empty lines before it give it its number."""
    return reader.parse(b"\n" * (number - 1) + line.removeprefix(b"\xef\xbb\xbf"), name=name, as_json=True)


def is_lines(path: Path) -> bool:
    """Tell whether a path names a file of JSON lines."""
    return path.suffix == SUFFIX


def split(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Part the files of JSON lines from the others."""
    given = list(paths)
    return [path for path in given if is_lines(path)], [path for path in given if not is_lines(path)]
