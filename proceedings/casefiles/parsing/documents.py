"""Files as they stand: every scalar a text, every value with its place; nothing is guessed, nothing expanded.

A bare `on` stays `on`, `039` stays `039`, a date stays as it was typed. Anchors, tags, duplicate keys and
second documents are refused, so that no file can mean more than it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from proceedings.casefiles.problems import Problem

DEEPEST = 16

Place = tuple[str | int, ...]
# What a file may hold: texts, lists and blocks, and nothing.
Value: TypeAlias = "str | list[Value] | Block | None"


class Block(dict[str, "Value"]):
    """A mapping of the file that knows its document and its place in it."""

    def __init__(self, document: Document, place: Place) -> None:
        """Start empty, at a place."""
        super().__init__()
        self.document = document
        self.place = place


class Document:
    """One case file as read: its values, and the line of each."""

    def __init__(self, name: str) -> None:
        """Start with nothing read."""
        self.name = name
        self.root: Value = None
        self.lines: dict[Place, int] = {}

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def words(self, place: Place) -> str:
        """Say a place as people find it: `cases[doe-2020].events[filed].date`; lists count from 1."""
        said = ""
        value = self.root
        for step in place:
            value = _step_into(value, step)
            if isinstance(step, int):
                said += f"[{_name_of(value) or step + 1}]"
            else:
                said += f".{step}" if said else step
        return said or "the file"

    def problem(self, place: Place, value: object, expected: str) -> Problem:
        """Report what stands at a place, and what was expected there."""
        shown = "" if value is None else str(value) if not isinstance(value, dict | list) else ""
        return Problem(self.name, self.line(place), self.words(place), shown, expected)


def _step_into(value: Value, step: str | int) -> Value:
    if isinstance(value, dict):
        return value.get(str(step))
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _name_of(value: Value) -> str:
    name = value.get("id") or value.get("party") if isinstance(value, dict) else None
    return name if isinstance(name, str) else ""


@dataclass(frozen=True)
class SyntaxProblemError(Exception):
    """A place where reading has to stop."""

    line: int
    place: Place
    value: str
    expected: str


def check_text(text: str, line: int, place: Place) -> str:
    """Refuse characters that no column can hold.

    Raises SyntaxProblemError.
    """
    for letter in () if text.isprintable() else text:
        if letter == "\0" or "\ud800" <= letter <= "\udfff":
            raise SyntaxProblemError(line, place, "", f"text without the character U+{ord(letter):04X}")
    return text
