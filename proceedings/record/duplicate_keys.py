"""Keys under which parties who may be one and the same meet: a whole name, or a docket number with a surname.

They stand among the words of parties' names, behind a blank, where no word that is looked for begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from kit.codepoint_field import prefixed
from kit.text_folding import docket_key, fold_words

BLANK = " "
NUMBERED = "#"
LONGEST = 80
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"})
ARE_KEYS = prefixed("word", BLANK)


def name_key(name: str) -> str:
    """Return the key of a whole name: its folded words in any order; nothing for a name without letters."""
    words = sorted(fold_words(name))
    return (BLANK + " ".join(words))[:LONGEST] if words else ""


def docket_keys(name: str, numbers: list[str]) -> Iterator[str]:
    """Yield for each docket number the key of a person in it: the surname with an initial.

    ``T. Mockingbird`` and ``Testa Q. Mockingbird, Jr.`` meet where a docket number names both. A sort name,
    surname first, is not read here.
    """
    words = [word for word in fold_words(name) if word not in SUFFIXES]
    if len(words) > 1:
        for number in numbers:
            if key := docket_key(number):
                yield f"{BLANK}{NUMBERED}{key} {words[-1]} {words[0][0]}"[:LONGEST]
