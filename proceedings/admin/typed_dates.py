"""Fields that take dates and times of day as people write them, and say them back."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.partial_dates import PartialDate, UnreadableDateError
from kit.typed_dates import read_date
from kit.typed_times import UnreadableTimeError, read_time
from proceedings.models.status_span_queries import today

LONGEST_TYPED = 80
DATE_HELP = gettext_lazy("As you would write it: 6 March 2024, March 2024, 13 or 14 May 2024.")
DAY_HELP = gettext_lazy("Such as 6 March 2024.")
TIME_HELP = gettext_lazy("Such as 9:30 a.m. or 13:30.")


class TypedDateBoundField(forms.BoundField):
    """A date on a page: says back, in our own words, what was typed."""

    @property
    def read_back(self) -> str:
        """Say the typed date; nothing when it cannot be read."""
        return read_back(self.value())


class TypedDateField(forms.CharField):
    """A date as somebody writes it; cleans to the text that is kept."""

    bound_field_class = TypedDateBoundField
    how: Any = DATE_HELP

    def __init__(self, **kwargs: Any) -> None:
        """Say how a date may be written."""
        kwargs.setdefault("max_length", LONGEST_TYPED)
        kwargs.setdefault("help_text", self.how)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: Any) -> str:
        """Read the text; refuse what is no date, saying how to write one."""
        text: str = super().clean(value)
        return _read(text).text if text else ""


class TypedDayField(TypedDateField):
    """A single day as somebody writes it; cleans to a day, or to nothing."""

    how = DAY_HELP

    def prepare_value(self, value: Any) -> Any:
        """Show a recorded day as it is typed."""
        return value.isoformat() if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, however they are typed."""
        typed = str(data or "").strip()
        try:
            return bool((read_date(typed, today=today()).earliest if typed else None) != initial)
        except UnreadableDateError:
            return True

    def clean(self, value: Any) -> Any:
        """Read the text; refuse what names more than one day."""
        text = super().clean(value)
        if not text:
            return None
        read = PartialDate.parse(text)
        if not read.is_exact:
            raise forms.ValidationError(_("Give the whole day, such as 6 March 2024."))
        return read.earliest


class TypedTimeBoundField(forms.BoundField):
    """A time of day on a page: says back what was typed."""

    @property
    def read_back(self) -> str:
        """Say the typed time; nothing when it cannot be read."""
        try:
            return time_format(read_time(str(self.value() or "")))
        except UnreadableTimeError:
            return ""


class TypedTimeField(forms.CharField):
    """A time of day as somebody writes it; cleans to a time, or to nothing."""

    bound_field_class = TypedTimeBoundField
    how: Any = TIME_HELP

    def __init__(self, **kwargs: Any) -> None:
        """Say how a time may be written."""
        kwargs.setdefault("help_text", self.how)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value: Any) -> Any:
        """Show a recorded time as it is typed."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare times, however they are typed."""
        typed = str(data or "").strip()
        try:
            return bool((read_time(typed) if typed else None) != initial)
        except UnreadableTimeError:
            return True

    def clean(self, value: Any) -> Any:
        """Read the text."""
        text: str = super().clean(value)
        if not text:
            return None
        try:
            return read_time(text)
        except UnreadableTimeError as error:
            raise forms.ValidationError(str(error), code="unreadable_time") from error


def read_back(value: Any) -> str:
    """Say a typed date in our own words; nothing when it cannot be read."""
    text = value.isoformat() if isinstance(value, date) else str(value or "").strip()
    if not text:
        return ""
    try:
        return read_date(text, today=today()).words()
    except UnreadableDateError:
        return ""


def _read(text: str) -> PartialDate:
    try:
        read = read_date(text, today=today())
    except UnreadableDateError as error:
        raise forms.ValidationError(str(error), code="unreadable_date") from error
    return read
