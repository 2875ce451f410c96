"""Where the blocks of checked files stand: looked up when something is wrong with one, not kept for each."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.casefiles.format.base import Part
from proceedings.casefiles.parsing.documents import (
    Block,
    Document,
    Place,
    Value,
)

NOWHERE = (Document(""), ())


class SourceMap:
    """The blocks of some files, each with its document and its place."""

    def __init__(self) -> None:
        """Start without files."""
        self._files: list[tuple[Document, Value, Part]] = []
        self._found: dict[int, tuple[Document, Place]] = {}

    def add(self, document: Document, root: Value, file: Part) -> None:
        """Take in a file, read from a document; of one with problems, `root` is what was left of it."""
        self._files.append((document, root, file))

    def of(self, part: Part) -> tuple[Document, Place]:
        """Return the document and the place of a block of the files."""
        if not self._found:
            self._found = {
                id(inner): (document, place)
                for document, root, file in self._files
                for inner, place in _blocks(file, root)
            }
        return self._found.get(id(part), NOWHERE)


def _blocks(part: Part, given: Value) -> Iterator[tuple[Part, Place]]:
    """Yield a block and those within it, each with the place of what it was read from."""
    if not isinstance(given, Block):
        return
    yield part, given.place
    for name, field in type(part).model_fields.items():
        inner = given.get(field.alias or name, given.get(name))
        value = getattr(part, name)
        pairs = zip(value, inner, strict=True) if isinstance(inner, list) else [(value, inner)]
        for block, text in pairs:
            if isinstance(block, Part):
                yield from _blocks(block, text)
