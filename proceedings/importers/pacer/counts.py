"""Counts as a docket names them: “18:371 Conspiracy(1-3)”, “(2s)”, “(1ss)”.

The number is the last parenthesis; each `s` after it marks one superseding instrument. Nothing here
knows of Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_RANGE = 400
# One piece of a list of counts: 1, 2s, 1-3, 1s-3s.
_PIECE = re.compile(r"(\d{1,4})([a-z]{0,5})(?:\s*-\s*(\d{1,4})([a-z]{0,5}))?", re.IGNORECASE)
_ROMAN = re.compile(r"\b[IVX]{1,6}\b", re.IGNORECASE)
_LIST = re.compile(rf"{_PIECE.pattern}(?:\s*(?:,|and|&|,\s*and)\s*{_PIECE.pattern})*", re.IGNORECASE)
_LAST_PARENTHESIS = re.compile(rf"\(\s*({_LIST.pattern})\s*\)\s*$", re.IGNORECASE)

_SECTION = r"\d+[A-Za-z]{0,3}(?:\.[A-Z])?(?:-\d+[a-z]?)?(?:\([0-9A-Za-z]{1,5}\))*"
_SUBSECTION = r"(?:\([0-9A-Za-z]{1,5}\))+"
_CITATION = rf"\d{{1,2}}:\s?{_SECTION}"
# How one citation goes on to the next.
_AND = r"(?:\s*(?:,|;|&|,?\s+and|,?\s+or|\s+enhanced by)\s*)"
_STATUTE = re.compile(
    rf"\s*({_CITATION}(?:\s*\(?\s*{_CITATION})?"
    rf"(?:{_AND}(?:{_CITATION}|{_SECTION}(?![\w:])|{_SUBSECTION}|et seq\.?)|\s+et seq\.?)*)"
    r"(?:\s*[;:\-\u2013,.]\s*|\s+|$)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a count with its suffix: 2 and “s”."""

    number: int
    suffix: str = ""

    @property
    def label(self) -> str:
        """Return it as dockets write it: 2s."""
        return f"{self.number}{self.suffix}"

    @property
    def rank(self) -> int | None:
        """Return how many instruments came before the one that brought it; None for a suffix not known."""
        return len(self.suffix) if set(self.suffix) <= {"s"} else None


@dataclass(frozen=True, slots=True)
class CountName:
    """What the docket calls a count, or several of one offence: the statute, the offence, the numbers."""

    statute: str
    offence: str
    numbers: tuple[Number, ...]


def read_count(text: str) -> CountName:
    """Read the name of a count; what is no number and no statute stays in the offence, as printed.

    >>> read_count("18:371 and 3551 et seq.; Imaginary conspiracy(1-2)").statute
    '18:371 and 3551 et seq.'
    >>> [number.label for number in read_count("MOCKERY(1s)").numbers]
    ['1s']
    """
    text = " ".join(text.split())
    last = _LAST_PARENTHESIS.search(text)
    numbers = read_numbers(last[1]) if last else None
    name = text[: last.start()].strip() if last and numbers else text
    statute = _STATUTE.match(name)
    cited = statute[1].strip(" ;,") if statute else ""
    offence = name[statute.end() :].strip(" .;") if statute else name.strip(" .;")
    return CountName(cited, offence or name, tuple(numbers or ()))


def _roman(text: str) -> int:
    """Return the number of a numeral: XIV is 14."""
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in text.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def read_numbers(text: str) -> list[Number] | None:
    """Read a list of counts; None where it is none, or a range runs backwards or on without end.

    >>> [number.label for number in read_numbers("1s-3s, 5 and 7")]
    ['1s', '2s', '3s', '5', '7']
    """
    text = re.sub(r"\s+(?:through|thru)\s+", "-", text, flags=re.IGNORECASE)
    text = _ROMAN.sub(lambda found: str(_roman(found[0])), text)
    if not _LIST.fullmatch(text.strip()):
        return None
    numbers: list[Number] = []
    for piece in _PIECE.finditer(text):
        first, suffix, last, last_suffix = piece.groups()
        if last is None:
            numbers.append(Number(int(first), suffix.lower()))
            continue
        if suffix and last_suffix and suffix.lower() != last_suffix.lower():
            return None
        span = range(int(first), int(last) + 1)
        if not 1 < len(span) <= LONGEST_RANGE:
            return None
        numbers += [Number(number, (last_suffix or suffix).lower()) for number in span]
    return list(dict.fromkeys(numbers))
