"""Dates as people write them, turned into the one form dates are kept in.

“6 Mar 2024”, “March 6, 2024”, “March 2024”, “13 or 14 May 2024”, “between 19 January and 1 February 2023”,
“on or before 1 February 2023”, “about 2019”, “25/12/2024”, “yesterday”, and everything that ``PartialDate``
reads and says.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from kit.partial_dates import PartialDate, UnreadableDateError

_WEEKDAYS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?", re.IGNORECASE
)
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_YEARS_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_MOST_MONTHS = 12
_SHORTEST_MONTH_NAME = 3


class AmbiguousDateError(UnreadableDateError):
    """A date in figures that reads as two days; says both."""

    def __init__(self, text: str, one: date, other: date) -> None:
        """Name the two days, so that the writer can choose."""
        super().__init__(text)
        words = {
            "text": text,
            "one": PartialDate.parse(one.isoformat()).words(),
            "other": PartialDate.parse(other.isoformat()).words(),
        }
        self.args = (_("“%(text)s” can be %(one)s or %(other)s: write the month as a word.") % words,)


class UnreadableTypedDateError(UnreadableDateError):
    """A text that no way of writing a date explains."""

    def __init__(self, text: str) -> None:
        """Say what can be read."""
        super().__init__(text)
        self.args = (
            _(
                "“%(text)s” is not a date. Write it as 6 March 2024, March 2024, 2024, 13 or 14 May 2024, "
                "between 19 January and 1 February 2023, or on or before 1 February 2023."
            )
            % {"text": text},
        )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What one written date names; what it leaves out is read from its neighbour."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def filled(self, other: _Parts) -> _Parts:
        """Take the month and the year from another date, where this one has none."""
        month = self.month if self.month is not None or self.day is None else other.month
        return replace(self, month=month, year=self.year if self.year is not None else other.year)

    def text(self) -> str:
        """Return the date in the kept form. Raises ValueError when it is none."""
        if self.year is None or (self.day is not None and self.month is None):
            raise ValueError
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return date(self.year, self.month, self.day).isoformat()


def read_date(text: str, *, today: date) -> PartialDate:
    """Read a date as somebody typed it.

    Raises UnreadableDateError when it is none, and AmbiguousDateError when its figures read as two days.
    """
    typed = " ".join(text.split())
    try:
        return PartialDate.parse(typed)
    except UnreadableDateError:
        pass
    try:
        return PartialDate.parse(_kept(typed, today))
    except AmbiguousDateError:
        raise
    except ValueError as error:
        raise UnreadableTypedDateError(text) from error


def _kept(typed: str, today: date) -> str:
    """Return the kept form of a typed date. Raises ValueError when it has none."""
    plain = _WEEKDAYS.sub(" ", typed).strip()
    plain = re.sub(r"\s+", " ", plain).strip(" ,;").casefold()
    marks = (("(uncertain)", "?"), ("(approximate)", "~"))
    for ending, mark in marks:
        if plain.endswith(ending):
            return _one(plain.removesuffix(ending).strip(), today) + mark
    if about := re.match(r"(?:about|around|circa|approximately|c\.|ca\.?) (.+)", plain):
        return _one(about[1], today) + "~"
    if plain.endswith("?"):
        return _one(plain[:-1].strip(), today) + "?"
    return _open_or_set(plain, today)


def _open_or_set(plain: str, today: date) -> str:
    if before := re.fullmatch(r"(?:on or before|not after|by) (.+)", plain):
        return f"[..{_one(before[1], today)}]"
    if after := re.fullmatch(r"(?:on or after|not before) (.+)", plain):
        return f"[{_one(after[1], today)}..]"
    if between := re.fullmatch(r"between (.+?) and (.+)", plain):
        first, last = _shared([between[1], between[2]], today)
        return f"[{first}..{last}]"
    alternatives = re.split(r"\s+or\s+|\s*,\s*(?!\s*\d{4}\b)", plain)
    if len(alternatives) > 1:
        return f"[{','.join(_shared(alternatives, today))}]"
    return _one(plain, today)


def _shared(texts: list[str], today: date) -> list[str]:
    """Read dates that share a month or a year: “13 or 14 May 2024”, “May 13 or 14, 2024”."""
    parts = [_parts(text, today) for text in texts]
    for place in range(len(parts) - 2, -1, -1):
        parts[place] = parts[place].filled(parts[place + 1])
    for place in range(1, len(parts)):
        parts[place] = parts[place].filled(parts[place - 1])
    return [part.text() for part in parts]


def _one(text: str, today: date) -> str:
    return _parts(text, today).text()


def _parts(text: str, today: date) -> _Parts:
    text = text.strip(" ,")
    near = {_("today"): today, "today": today, "yesterday": today - timedelta(days=1)}.get(text)
    if near is not None:
        return _Parts(near.year, near.month, near.day)
    if figures := _NUMERIC.fullmatch(text):
        return _of_figures(text, int(figures[1]), int(figures[2]), int(figures[3]))
    if figures := _YEARS_FIRST.fullmatch(text):
        return _Parts(int(figures[1]), int(figures[2]), int(figures[3]))
    if re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", text):
        year, month, *day = (int(figure) for figure in text.split("-"))
        return _Parts(year, month, day[0] if day else None)
    return _of_words(text)


def _of_figures(text: str, first: int, second: int, year: int) -> _Parts:
    if first <= _MOST_MONTHS and second <= _MOST_MONTHS and first != second:
        raise AmbiguousDateError(text, date(year, second, first), date(year, first, second))
    day, month = (first, second) if second <= _MOST_MONTHS else (second, first)
    return _Parts(year, month, day)


def _of_words(text: str) -> _Parts:
    found = _Parts()
    for word in re.split(r"[\s,]+", text):
        found = _with(found, word)
    if found == _Parts():
        raise ValueError
    return found


def _with(found: _Parts, word: str) -> _Parts:
    """Add what one word names. Raises ValueError when it names nothing, or what is named already."""
    if word in {"", "of", "the", "on", "in"}:
        return found
    if re.fullmatch(r"\d{4}", word) and found.year is None:
        return replace(found, year=int(word))
    if (day := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\.?", word)) and found.day is None:
        return replace(found, day=int(day[1]))
    month = _month(word.rstrip("."))
    if month is None or found.month is not None:
        raise ValueError
    return replace(found, month=month)


def _month(word: str) -> int | None:
    """Return the month a word, or its beginning, names, in English or in the reader's language."""
    if len(word) < _SHORTEST_MONTH_NAME:
        return None
    names = {number: {calendar.month_name[number], str(MONTHS[number])} for number in MONTHS}
    found = [
        number for number, called in names.items() if any(name.casefold().startswith(word) for name in called)
    ]
    if word == "sept":
        return 9
    return found[0] if len(found) == 1 else None
