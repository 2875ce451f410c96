"""Plain text that every file format can carry: without the characters XML and calendars refuse."""

from __future__ import annotations

import re

# What XML 1.0 cannot hold, not even escaped: control characters (but tab, LF, CR), lone surrogates, and
# two non-characters.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Where lines break to one program or another: also NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR.
_BREAKS = re.compile(r"[\s\x85\u2028\u2029]+")


def printable(text: object) -> str:
    """Return the text without control characters; tabs and line breaks stay."""
    return _REFUSED.sub("", str(text))


def one_line(text: object) -> str:
    """Return the text on one line, with single spaces between words."""
    return _BREAKS.sub(" ", printable(text)).strip()
