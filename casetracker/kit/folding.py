"""Text folded for finding: one form for every way of typing the same name, on any database."""

from __future__ import annotations

import re
import unicodedata

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
    }
)
_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Return text without case and accents, letters with strokes spelled plainly."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text, cut at anything that is neither letter nor digit."""
    folded = unicodedata.normalize("NFKD", fold(text))
    return _words(folded)


def _words(folded: str) -> list[str]:
    words = _WORD.findall(folded)
    if words or not folded.strip():
        return words
    # Scripts beyond Latin keep their letters: cut at spaces and punctuation only.
    return re.findall(r"\w+", folded)


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


def _digits(group: str) -> list[str]:
    """Cut a year from the serial number that is printed onto it."""
    year_and_serial = re.fullmatch(r"((?:19|20)\d\d)(\d{3,})", group)
    if year_and_serial:
        return [year_and_serial[1], year_and_serial[2].lstrip("0") or "0"]
    return [group.lstrip("0") or "0"]
