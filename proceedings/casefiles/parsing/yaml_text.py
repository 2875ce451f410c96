"""YAML read event by event: texts, lists and blocks, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from proceedings.casefiles.parsing.documents import (
    DEEPEST,
    Block,
    Document,
    Place,
    SyntaxProblemError,
    Value,
    check_text,
)

# The same grammar either way; the C parser, where PyYAML was built with it, is ten times faster.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
NOTHING = ("", "~", "null", "Null", "NULL")


def fill(document: Document, text: str) -> None:
    """Read a YAML text into a document.

    Raises SyntaxProblemError at the first thing that is no YAML, or more than a case file may use.
    """
    reading = _Reading(document, yaml.parse(text, Loader=LOADER))
    try:
        reading.whole()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise SyntaxProblemError(line, (), "", f"YAML; {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise SyntaxProblemError(line, (), "", "YAML in printable text") from error


class _Reading:
    def __init__(self, document: Document, events: Iterator[yaml.Event]) -> None:
        self.document = document
        self.events = events

    def whole(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.document.lines:
                    raise SyntaxProblemError(_line(event), (), "---", "one document in one file")
                self.document.lines[()] = _line(event)
                self.document.root = self.value(next(self.events), ())

    def value(self, event: yaml.Event, place: Place) -> Value:
        line = _line(event)
        self._refuse_tricks(event, line, place)
        if isinstance(event, yaml.ScalarEvent):
            self.document.lines.setdefault(place, line)
            plain = event.style is None or event.style == ""
            return None if plain and event.value in NOTHING else check_text(event.value, line, place)
        if len(place) >= DEEPEST:
            raise SyntaxProblemError(line, place, "", f"at most {DEEPEST} levels")
        self.document.lines.setdefault(place, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(place)
        return self.mapping(place)

    @staticmethod
    def _refuse_tricks(event: yaml.Event, line: int, place: Place) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            expected = "the value written out: no anchors (&) or aliases (*)"
            raise SyntaxProblemError(line, place, anchor, expected)
        if tag:
            raise SyntaxProblemError(line, place, tag, "a plain value without a tag (!)")

    def sequence(self, place: Place) -> list[Value]:
        values: list[Value] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self.value(event, (*place, len(values))))
        return values

    def mapping(self, place: Place) -> Block:
        block = Block(self.document, place)
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise SyntaxProblemError(line, place, "", "a word as key")
            self._refuse_tricks(event, line, place)
            inner = (*place, event.value)
            if inner in self.document.lines:
                raise SyntaxProblemError(
                    line,
                    inner,
                    event.value,
                    f"each key once; it stands in line {self.document.lines[inner]} already",
                )
            self.document.lines[inner] = line
            value = self.value(next(self.events), inner)
            if value is not None:
                block[event.value] = value
        return block


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
