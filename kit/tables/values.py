"""Values as files want them: dates and numbers as they are, text that no spreadsheet takes for a formula."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from kit.columns import Column
from kit.filtering import stamp

Plain = str | int | float | Decimal | date | datetime | None

# What needs no second look, which nearly every value is: exactly of these types, nothing derived from them.
_PLAIN = frozenset({str, int, bool, date, type(None)})

# A spreadsheet that opens a CSV runs a text that starts so, some programs also behind blanks. The last four
# are the full-width forms of = + - @, which some versions read as the plain ones.
_RUNS = re.compile("'*[\\s\x00-\x1f]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


class UnwritableValueError(TypeError):
    """A value no file can hold as one cell; names the column and the type."""

    def __init__(self, key: str, value: object) -> None:
        """Keep the column's key."""
        self.key = key
        super().__init__(f"column {key}: cannot write a {type(value).__name__} as one value")


def plain(column: Column[Any], value: object) -> Plain:
    """Return a value as text, number, date or instant; None when it is not known.

    Translated text becomes text here. Raises UnwritableValueError for lists, mappings, naive instants and
    numbers that are none (NaN, infinity).
    """
    if type(value) in _PLAIN:
        return value  # type: ignore[return-value]  # one of these types
    if isinstance(value, str | Promise):
        return str(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise UnwritableValueError(column.key, value)
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        raise UnwritableValueError(column.key, value)
    if value is None or isinstance(value, int | float | Decimal | date):
        return value
    raise UnwritableValueError(column.key, value)


def values(columns: Sequence[Column[Any]], row: Mapping[str, Any]) -> list[Plain]:
    """Return a row's values in the order of the columns; KeyError when the row lacks one."""
    return [plain(column, row[column.key]) for column in columns]


def as_text(value: Plain) -> str:
    """Write a value as text: dates in ISO 8601, true and false, nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return stamp(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def guarded(text: str) -> str:
    """Put an apostrophe before a text a spreadsheet would run; `unguarded` takes exactly that one away.

    A text that already reads as an apostrophe before such a beginning gets one more, so nothing is lost.
    """
    # Most texts begin with a letter or a digit, and those run nothing.
    return text if text[:1].isalnum() or not _RUNS.match(text) else f"'{text}"


def unguarded(text: str) -> str:
    """Take away the apostrophe that `guarded` put before a text."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text
