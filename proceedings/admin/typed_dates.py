"""Fields that take dates as people write them, and say them back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.partial_dates import PartialDate, UnreadableDateError
from kit.typed_dates import read_date
from proceedings.models.status_span_queries import today

LONGEST_TYPED = 80
DATE_HELP = gettext_lazy("As you would write it: 6 March 2024, March 2024, 13 or 14 May 2024.")


class TypedDateBoundField(forms.BoundField):
    """A date on a page: says back, in our own words, what was typed."""

    @property
    def read_back(self) -> str:
        """Say the typed date; nothing when it cannot be read."""
        return read_back(self.value())


class TypedDateField(forms.CharField):
    """A date as somebody writes it; cleans to the text that is kept."""

    bound_field_class = TypedDateBoundField

    def __init__(self, **kwargs: Any) -> None:
        """Say how a date may be written."""
        kwargs.setdefault("max_length", LONGEST_TYPED)
        kwargs.setdefault("help_text", DATE_HELP)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: Any) -> str:
        """Read the text; refuse what is no date, saying how to write one."""
        text: str = super().clean(value)
        return _read(text).text if text else ""


class TypedDayField(TypedDateField):
    """A single day as somebody writes it; cleans to a day, or to nothing."""

    def __init__(self, **kwargs: Any) -> None:
        """Say how a day may be written."""
        kwargs.setdefault("help_text", gettext_lazy("Such as 6 March 2024."))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Read the text; refuse what names more than one day."""
        text = super().clean(value)
        if not text:
            return None
        read = PartialDate.parse(text)
        if not read.is_exact:
            raise forms.ValidationError(_("Give the whole day, such as 6 March 2024."))
        return read.earliest


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
