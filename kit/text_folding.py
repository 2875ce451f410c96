"""Text folded for finding: one form for every way of typing the same name, on any database."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that compatibility decomposition leaves whole.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ƶ": "z",
        "ɨ": "i",
    }
)
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return text without case and accents, letters with strokes spelled plainly."""
    if text.isascii():  # the most of it, and nothing of it is folded but its case
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text, cut at anything that is neither letter nor digit."""
    folded = fold(text)
    return _WORD.findall(folded if folded.isascii() else unicodedata.normalize("NFKD", folded))


def found_under(text: str) -> list[str]:
    """Return the folded words under which a name is found, those joined by a hyphen or an apostrophe too.

    ``Mary O'Brien-Smith`` is found under its four words and under ``obriensmith``.
    """
    return [word for part in text.split() for word in part_found_under(part)]


def part_found_under(part: str) -> tuple[str, ...]:
    """Return the folded words of one part of a name, between blanks, and all of them joined."""
    cut = fold_words(part)
    return (*cut, "".join(cut)) if len(cut) > 1 else tuple(cut)


@lru_cache(maxsize=2048)  # a load asks several times for the numbers of one batch
def docket_key(number: str) -> str:
    """Return the form of a docket number under which all its printed styles meet.

    Letters and digits only, groups of digits without their leading zeros:
    ``D-0101-CR-202300039`` and ``D-101-CR-2023-00039`` both give ``d101cr202339``.
    """
    folded = fold(number)
    groups: list[str] = []
    for group in re.findall(r"[a-z]+|[0-9]+", folded):
        if group.isdigit():
            groups.extend(_digits(group))
        else:
            groups.append(group)
    return "".join(groups)


@lru_cache(maxsize=2048)
def docket_tail(number: str) -> str:
    """Return the folded form of a docket number from its year on, by which it is often called.

    ``D-101-CR-2023-00040`` gives ``202340``, ``2:23-cv-00451`` gives ``23cv451``; nothing when no year is
    told from the rest, or when nothing stands before it or after it.
    """
    year = re.search(r"(?<=[^0-9])(?:19|20)\d\d(?=\W?\d)|(?<=^\d:)\d\d(?=\W)", number)
    return docket_key(number[year.start() :]) if year else ""


def _digits(group: str) -> list[str]:
    """Cut a year from the serial number that is printed onto it."""
    year_and_serial = re.fullmatch(r"((?:19|20)\d\d)(\d{3,})", group)
    if year_and_serial:
        return [year_and_serial[1], year_and_serial[2].lstrip("0") or "0"]
    return [group.lstrip("0") or "0"]
