"""Strict filters: what a request asks is either understood whole, or refused with what would be accepted.

A misspelt parameter must not widen a search, and a value given twice must not be half obeyed. Every refusal
names the parameter, the value and what is accepted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.partial_dates import UnreadableDateError
from kit.typed_dates import read_date

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_VALUE = 500
MOST_REFUSALS = 20
SHOWN_LENGTH = 100
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A plus sign left bare in an address arrives as a space, and nothing else can stand there.
_INSTANT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)(?P<offset>Z|[-+ ][0-9]{2}:[0-9]{2}))?"
)

_WRITTEN_TIME = re.compile(
    r"(?P<day>.+?),? (?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?) (?:UTC|Z)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing in a request that was not understood."""

    parameter: str
    value: str
    message: str
    accepted: str

    def as_json(self) -> dict[str, str]:
        """Return the refusal as plain values."""
        return asdict(self)


def printable(text: str, length: int = SHOWN_LENGTH) -> str:
    """Return a text as it may be shown back: cut, and without characters that cannot be printed."""
    shown = "".join(
        "\ufffd" if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in text[:length]
    )
    return shown if len(text) <= length else f"{shown}…"


def refuse(value: str, message: str, accepted: str = "") -> ValidationError:
    """Return the error a field raises: with the value refused, and what is accepted when that is special."""
    return ValidationError(message, params={"value": value, "accepted": accepted})


class StrictField(forms.Field):
    """A field of one parameter; `accepted` says, in words, what it takes."""

    accepted: StrOrPromise = ""

    def __init__(self, *, accepted: StrOrPromise = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if accepted:
            self.accepted = accepted

    def accepts(self) -> str:
        """Say what is accepted."""
        return str(self.accepted)


class WordsField(StrictField):
    """Words to look for: at least one letter or digit, so that nothing asked is ever taken for everything."""

    accepted = gettext_lazy(
        "names, beginnings of names, or a docket number; at most 200 characters and 20 words"
    )
    LONGEST = 200
    MOST_WORDS = 20

    def clean(self, value: object) -> str:
        """Return the text without outer spaces."""
        text = str(value or "").strip()
        if not text:
            return ""
        if len(text) > self.LONGEST or len(text.split()) > self.MOST_WORDS:
            raise refuse(text, _("The text is too long."))
        if not any(letter.isalnum() for letter in text):
            raise refuse(text, _("The text has neither a letter nor a digit."))
        return text


class DayField(StrictField):
    """A day of the calendar that is not after the last one there is."""

    accepted = gettext_lazy("a day as YYYY-MM-DD, such as 2024-06-30, not after today (UTC)")

    def __init__(self, *, last: Callable[[], date], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.last = last

    def clean(self, value: object) -> date | None:
        """Return the day, or nothing when none is given."""
        text = str(value or "").strip()
        if not text:
            return None
        day = read_day(text) or read_written_day(text, today=self.last())
        if day is None:
            raise refuse(text, _("This is not a day of the calendar."))
        if day > self.last():
            raise refuse(text, _("This day is still to come."))
        return day


class InstantField(StrictField):
    """An instant that has passed. A day alone means its end in UTC: everything of that day is included."""

    accepted = gettext_lazy(
        "an instant as 2024-07-01T09:30Z or 2024-07-01T09:30:00+02:00, or a day as 2024-07-01, which means "
        "its end (UTC); not in the future"
    )

    def __init__(self, *, now: Callable[[], datetime], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.now = now

    def clean(self, value: object) -> datetime | None:
        """Return the instant in UTC, or nothing when none is given.

        The day it is today means now: its end has not come.
        """
        text = str(value or "").strip()
        if not text:
            return None
        read = read_instant(text) or read_written_instant(text, today=self.now().date())
        if read is None:
            raise refuse(text, _("This is not an instant: a time needs its offset from UTC, or Z."))
        instant, is_day = read
        now = self.now()
        if instant > now:
            if is_day and instant.date() == now.date():
                return now
            raise refuse(text, _("This instant is still to come."))
        return instant


class ClosedListField(StrictField):
    """A field that takes values of a closed list."""

    def __init__(self, *, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = list(choices)
        self.values = frozenset(value for value, _label in self.choices)

    def accepts(self) -> str:
        """List the values."""
        return ", ".join(value for value, _label in self.choices)


class OneOfField(ClosedListField):
    """One value of a closed list."""

    def clean(self, value: object) -> str:
        """Return the value, or nothing when none is given."""
        text = str(value or "").strip()
        if text and text not in self.values:
            raise refuse(text, _("This value is unknown."))
        return text


class SeveralField(ClosedListField):
    """Any number of values of a closed list."""

    widget = forms.SelectMultiple

    def clean(self, value: object) -> list[str]:
        """Return the values, each once, in the order given."""
        given = given_values(value)
        unknown = [refuse(text, _("This value is unknown.")) for text in given if text not in self.values]
        if unknown:
            raise ValidationError(unknown)
        return given


class KeysField(StrictField):
    """Any number of keys of rows that the public may see; `known` gives the names of those it may."""

    widget = forms.SelectMultiple

    def __init__(
        self, *, known: Callable[[Sequence[str]], Mapping[str, str]], accepted: StrOrPromise, **kwargs: Any
    ) -> None:
        super().__init__(accepted=accepted, **kwargs)
        self.known = known

    def clean(self, value: object) -> dict[str, str]:
        """Return the keys with their names, each once, in the order given."""
        given = given_values(value)
        known = self.known(given) if given else {}
        unknown = [refuse(text, _("No such key is known here.")) for text in given if text not in known]
        if unknown:
            raise ValidationError(unknown)
        return {key: known[key] for key in given}


def given_values(value: object) -> list[str]:
    """Return what was given for a parameter that takes several, without empty ones and repetitions."""
    given = value if isinstance(value, list) else []
    return list(dict.fromkeys(text.strip() for text in given if text.strip()))


def read_day(text: str) -> date | None:
    """Read YYYY-MM-DD, and nothing else."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_written_day(text: str, *, today: date) -> date | None:
    """Read a day as people write it: 1 March 2024, March 1, 2024, yesterday. Nothing less than one day."""
    if not text.isascii():
        return None
    try:
        written = read_date(text, today=today)
    except UnreadableDateError:
        return None
    return written.latest if written.is_exact else None


def read_written_instant(text: str, *, today: date) -> tuple[datetime, bool] | None:
    """Read an instant as pages print it, 30 November 2026, 22:55:20 UTC, or a day as people write it."""
    match = _WRITTEN_TIME.fullmatch(text)
    day = read_written_day(match["day"] if match else text, today=today)
    if day is None:
        return None
    if match is None:
        return datetime.combine(day, time.max, UTC), True
    try:
        return datetime.combine(day, time.fromisoformat(match["time"]), UTC), False
    except ValueError:
        return None


def read_instant(text: str) -> tuple[datetime, bool] | None:
    """Read an instant with its offset, or a day (its end in UTC); tell which it was."""
    match = _INSTANT.fullmatch(text.upper())
    if match is None:
        return None
    try:
        if match["time"] is None:
            return datetime.combine(date.fromisoformat(match["day"]), time.max, UTC), True
        offset = match["offset"].replace(" ", "+")
        return datetime.fromisoformat(f"{match['day']}T{match['time']}{offset}").astimezone(UTC), False
    except (ValueError, OverflowError):
        return None


def stamp(instant: datetime) -> str:
    """Write an instant as an address carries it: UTC, to the microsecond."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class StrictFilter(django_filters.Filter):
    """A filter whose field refuses what it cannot read."""

    field_class: type[StrictField] = StrictField

    def __init__(self, **kwargs: Any) -> None:
        # Without a label django-filter would make one from a model's column, which not every filter has.
        super().__init__(**{"label": "", **kwargs})

    def filter(self, qs: QuerySet[Any], value: object) -> QuerySet[Any]:
        """Keep the rows that have the value, or one of the values; all when none is given."""
        if not value:
            return qs
        values = list(value) if isinstance(value, list | dict) else [value]
        return qs.filter(**{f"{self.field_name}__in": values})


class WordsFilter(StrictFilter):
    """Words to look for."""

    field_class = WordsField


class DayFilter(StrictFilter):
    """A day."""

    field_class = DayField


class InstantFilter(StrictFilter):
    """An instant."""

    field_class = InstantField


class OneOfFilter(StrictFilter):
    """One value of a closed list."""

    field_class = OneOfField


class SeveralFilter(StrictFilter):
    """Any number of values of a closed list."""

    field_class = SeveralField


class KeysFilter(StrictFilter):
    """Any number of keys of public rows."""

    field_class = KeysField


class StrictFilterSet(django_filters.FilterSet):
    """A filter set that refuses unknown parameters, repeated single values and whatever it cannot read.

    `refusals` must be empty before anything else is asked for.
    """

    data: QueryDict

    def __init__(self, data: QueryDict, queryset: QuerySet[Any] | None = None) -> None:
        # Without rows of its own, a filter set only reads what is asked.
        super().__init__(data, QuerySet() if queryset is None else queryset)
        self._refusals: list[Refusal] | None = None

    @property
    def refusals(self) -> list[Refusal]:
        """Return what was not understood, at most MOST_REFUSALS of it; nothing else has been read then."""
        if self._refusals is None:
            self._refusals = self._refuse()[:MOST_REFUSALS]
        return self._refusals

    @property
    def asked(self) -> dict[str, Any]:
        """Return what was asked for, read and checked.

        Raises ValueError when something was refused: then nothing else may be answered.
        """
        if self.refusals:
            raise ValueError("; ".join(f"{one.parameter}: {one.message}" for one in self.refusals))
        asked: dict[str, Any] = self.form.cleaned_data
        return asked

    def check_together(self, _asked: Mapping[str, Any]) -> Iterable[Refusal]:
        """Refuse what is wrong only in combination; called when each value is readable by itself."""
        return ()

    def refusal(self, parameter: str, value: str, message: str, accepted: str = "") -> Refusal:
        """Return a refusal, fit to be shown."""
        if not accepted and parameter in self.filters:
            accepted = self.filters[parameter].field.accepts()
        return Refusal(printable(parameter), printable(value), message, accepted)

    def _refuse(self) -> list[Refusal]:
        """Look at the shape first: nothing ill-shaped reaches a field, and so no database."""
        shape = list(self._ill_shaped())
        if shape:
            self.data = self.data.copy()
            for parameter, _refusal in shape:
                self.data.pop(parameter, None)
        refused = [*(refusal for _parameter, refusal in shape), *self._unreadable()]
        if refused:
            return refused
        # Each value is readable by itself: from here on what is asked may be read, to be checked together.
        self._refusals = []
        return list(self.check_together(self.form.cleaned_data))

    def _ill_shaped(self) -> Iterator[tuple[str, Refusal]]:
        """Yield each parameter that is unknown, repeated, or holds what no text should, with its refusal."""
        names = ", ".join(self.filters) or _("no parameter at all")
        for parameter, values in self.data.lists():
            if parameter not in self.filters:
                shown = values[0] if values else ""
                yield parameter, self.refusal(parameter, shown, _("This parameter is unknown."), names)
                continue
            several = isinstance(self.filters[parameter].field.widget, forms.SelectMultiple)
            if len(values) > 1 and not several:
                message = _("This parameter is given more than once.")
                yield parameter, self.refusal(parameter, ", ".join(values), message)
            for value in values:
                if "\x00" in value:
                    message = _("The value has a character no text has.")
                    yield parameter, self.refusal(parameter, value, message)
                elif len(value) > LONGEST_VALUE:
                    yield parameter, self.refusal(parameter, value, _("The value is too long."))

    def _unreadable(self) -> Iterator[Refusal]:
        for parameter, errors in self.form.errors.as_data().items():
            for error in errors:
                params = error.params or {}
                yield self.refusal(
                    parameter,
                    str(params.get("value", "")),
                    str(error.message),
                    str(params.get("accepted", "")),
                )
