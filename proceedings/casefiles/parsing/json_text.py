"""JSON read with the place of every value: numbers keep their digits, `true` is `yes`, `null` is nothing."""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]  # not in the stubs

from proceedings.casefiles.parsing.documents import (
    DEEPEST,
    Block,
    Document,
    Place,
    SyntaxProblemError,
    Value,
    check_text,
)

SPACE = re.compile(r"[ \t\r\n]*")
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")
WORDS: dict[str, str | None] = {"true": "yes", "false": "no", "null": None}


def fill(document: Document, text: str) -> None:
    """Read a JSON text into a document.

    Raises SyntaxProblemError at the first thing that is no JSON, or a key given twice.
    """
    reading = _Reading(document, text)
    document.root = reading.value(())
    reading.skip()
    if reading.at < len(text):
        raise reading.stop((), "nothing after the end of the value")


class _Reading:
    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.text = text
        self.at = 0
        self._counted = 0
        self._line = 1

    def line(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def skip(self) -> str:
        """Go to the next sign and return it; nothing at the end."""
        match = SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def stop(self, place: Place, expected: str) -> SyntaxProblemError:
        return SyntaxProblemError(self.line(), place, self.text[self.at : self.at + 20], f"JSON: {expected}")

    def value(self, place: Place) -> Value:
        sign = self.skip()
        self.document.lines.setdefault(place, self.line())
        if sign and sign in "{[" and len(place) >= DEEPEST:
            raise self.stop(place, f"at most {DEEPEST} levels")
        if sign == "{":
            return self.mapping(place)
        if sign == "[":
            return self.sequence(place)
        if sign == '"':
            return self.string(place)
        for word, meaning in WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        number = NUMBER.match(self.text, self.at)
        if number is None:
            raise self.stop(place, "a value")
        self.at = number.end()
        return number[0]

    def string(self, place: Place) -> str:
        line = self.line()
        try:
            text, self.at = scanstring(self.text, self.at + 1, True)  # noqa: FBT003  # the C signature
        except JSONDecodeError as error:
            raise self.stop(place, f"a string ({error.msg})") from error
        return check_text(text, line, place)

    def sequence(self, place: Place) -> list[Value]:
        self.at += 1
        values: list[Value] = []
        if self.skip() == "]":
            self.at += 1
            return values
        while True:
            values.append(self.value((*place, len(values))))
            if self._ends("]", place):
                return values

    def mapping(self, place: Place) -> Block:
        self.at += 1
        block = Block(self.document, place)
        if self.skip() == "}":
            self.at += 1
            return block
        while True:
            self._pair(block, place)
            if self._ends("}", place):
                return block

    def _pair(self, block: Block, place: Place) -> None:
        if self.skip() != '"':
            raise self.stop(place, "a key in double quotes")
        line, start = self.line(), self.at
        key = self.string(place)
        inner = (*place, key)
        if inner in self.document.lines:
            self.at = start
            raise self.stop(inner, f"each key once; it stands in line {self.document.lines[inner]} already")
        self.document.lines[inner] = line
        if self.skip() != ":":
            raise self.stop(inner, "a colon")
        self.at += 1
        value = self.value(inner)
        if value is not None:
            block[key] = value

    def _ends(self, closing: str, place: Place) -> bool:
        sign = self.skip()
        if sign not in {",", closing}:
            raise self.stop(place, f"a comma or {closing}")
        self.at += 1
        return sign == closing
