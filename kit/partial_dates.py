"""Dates as well as they are known: one text in EDTF form, and the first and last day it may mean.

The subset of EDTF (ISO 8601-2) read here: ``2024-03-06``, ``2024-03``, ``2024``, each with an optional
``?`` (uncertain) or ``~`` (approximate) at its end; ``[2024-05-13,2024-05-14]`` for one of several days;
``[2023-01-19..2023-02-01]`` for some day between; ``[..2023-02-01]`` and ``[2023-02-01..]`` for on or
before, and on or after.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

FIRST_DAY = date(1, 1, 1)
LAST_DAY = date(9999, 12, 31)
EXPECTED = "2024-03-06, 2024-03, 2024, [2024-05-13,2024-05-14], [2023-01-19..2023-02-01] or [..2023-02-01]"

_SINGLE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[?~%]?)")


class UnreadableDateError(ValueError):
    """A text that is no partial date; says what was given and what can be read."""

    def __init__(self, text: str) -> None:
        """Keep the text, so that a page can show it back."""
        self.text = text
        super().__init__(
            _("“%(text)s” is not a date; expected %(expected)s") % {"text": text, "expected": EXPECTED}
        )


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date text with the first and the last day it may mean (both included)."""

    text: str
    earliest: date
    latest: date

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a text in EDTF form.

        Raises UnreadableDateError when the text is empty, names no calendar day, or ends before it starts.
        """
        return _read(text.strip())

    @property
    def is_exact(self) -> bool:
        """Tell whether the text means one day only."""
        return self.earliest == self.latest

    @property
    def is_doubted(self) -> bool:
        """Tell whether the text carries a mark of doubt."""
        return self.text.endswith(("?", "~", "%"))

    def words(self) -> str:
        """Say the date as people read it: “6 March 2024”, “March 2024”, “13 or 14 May 2024”."""
        return _said(self, get_language())


@lru_cache(maxsize=20_000)  # a page of a long docket says each of its days many times
def _said(date_: PartialDate, _language: str | None) -> str:
    if not date_.text.startswith("["):
        shown = _single_words(date_.text.rstrip("?~%"))
        if date_.text.endswith("~"):
            return _("about %(date)s") % {"date": shown}
        return _("%(date)s (uncertain)") % {"date": shown} if date_.is_doubted else shown
    inner = date_.text[1:-1]
    if ".." not in inner:
        days = [_single_words(part.strip()) for part in inner.split(",")]
        return _("%(days)s or %(last)s") % {"days": ", ".join(days[:-1]), "last": days[-1]}
    first, last = (part.strip() for part in inner.split("..", 1))
    if not first:
        return _("on or before %(day)s") % {"day": _single_words(last)}
    if not last:
        return _("on or after %(day)s") % {"day": _single_words(first)}
    return _("between %(first)s and %(last)s") % {
        "first": _single_words(first),
        "last": _single_words(last),
    }


@lru_cache(maxsize=20_000)  # a load reads each date three times, and there are only so many days
def _read(text: str) -> PartialDate:
    try:
        earliest, latest = _set(text) if text.startswith("[") else _single(text)
    except ValueError as error:
        raise UnreadableDateError(text) from error
    if earliest > latest:
        raise UnreadableDateError(text)
    return PartialDate(text, earliest, latest)


def _single(text: str) -> tuple[date, date]:
    match = _SINGLE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year = int(match["year"])
    if match["month"] is None:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(match["month"])
    if match["day"] is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    day = date(year, month, int(match["day"]))
    return day, day


def _set(text: str) -> tuple[date, date]:
    if not text.endswith("]"):
        raise ValueError(text)
    inner = text[1:-1]
    if ".." in inner:
        first, last = (part.strip() for part in inner.split("..", 1))
        if not first and not last:
            raise ValueError(text)
        return (_single(first)[0] if first else FIRST_DAY), (_single(last)[1] if last else LAST_DAY)
    days = [_single(part.strip()) for part in inner.split(",")]
    return min(first for first, _last in days), max(last for _first, last in days)


def _single_words(text: str) -> str:
    first, last = _single(text)
    if first == last:
        return date_format(first, "j F Y")
    return date_format(first, "F Y" if len(text) > len("2024") else "Y")


def validate_partial_date(text: str) -> None:
    """Refuse, as a form or a model does, a text that is no partial date."""
    try:
        PartialDate.parse(text)
    except UnreadableDateError as error:
        raise ValidationError(str(error), code="unreadable_date") from error


class PartialDateField(models.CharField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A column that holds a partial date as its EDTF text; empty when nothing is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Set the length every partial date fits in."""
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("help_text", f"A date as well as it is known: {EXPECTED}")
        super().__init__(*args, **kwargs)
        self.validators.append(validate_partial_date)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave the words of help out of migrations."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("help_text", None)
        return name, path, list(args), dict(kwargs)
