"""A code: one value of a closed list, with the words that explain it.

Pure Python: the rules read codes, and the rules know no framework. Labels and definitions are marked
for translation here and translated where they are shown.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


def gettext_noop(text: str) -> str:
    """Mark a text for translation and return it unchanged."""
    return text


class Code(StrEnum):
    """A member of a closed list: its value is what is stored, exported and asked for."""

    label: str
    definition: str
    source: str

    def __new__(cls, value: str, label: str = "", definition: str = "", source: str = "own") -> Self:
        """Keep the words beside the value, so that no list of them is written twice."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.definition = definition
        member.source = source
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (value, label) pairs in the order of the list, as a form or a field wants them."""
        return [(member.value, member.label) for member in cls]
