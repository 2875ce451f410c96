"""Plain text that every file format can carry: without the characters XML and calendars refuse."""

from __future__ import annotations

import re
import unicodedata

# What XML 1.0 cannot hold, not even escaped: control characters (but tab, LF, CR), lone surrogates, and
# two non-characters.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Where lines break to one program or another: also NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR.
_BREAKS = re.compile(r"[\s\x85\u2028\u2029]+")

LONGEST_TEXT = 50_000  # characters of one text: a long opinion quoted whole, and no book
# Joiners that some scripts cannot be written without, and that mean nothing between Latin letters.
_JOINERS = "\u200c\u200d"


def printable(text: object) -> str:
    """Return the text without control characters; tabs and line breaks stay."""
    return _REFUSED.sub("", str(text))


def one_line(text: object) -> str:
    """Return the text on one line, with single spaces between words."""
    return _BREAKS.sub(" ", printable(text)).strip()


def unseen(name: str) -> str:
    """Return the name of a character that nobody sees and that makes a name read otherwise; else nothing.

    >>> unseen("Testa \u202egnibgnikcom")
    'RIGHT-TO-LEFT OVERRIDE'
    """
    for character in name:
        if unicodedata.category(character) == "Cf" and (character not in _JOINERS or _is_latin(name)):
            return unicodedata.name(character, f"U+{ord(character):04X}")
    return ""


def _is_latin(text: str) -> bool:
    return any(unicodedata.name(one, "").startswith("LATIN") for one in text)
