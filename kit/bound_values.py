"""The values of an address, read by fields that every request shares.

A form of Django is made of copies of its fields, and a filter set of copies of its filters: for a set of
fifty filters that takes longer than answering. Fields that keep nothing of what they read need no copies.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict


class ReadValues:
    """What the fields read: `cleaned_data` by name, and `errors` of those that could not."""

    def __init__(self, fields: Mapping[str, forms.Field], data: QueryDict) -> None:
        """Keep fields and data; nothing is read yet."""
        self.fields = dict(fields)
        self.data = data

    @cached_property
    def _read(self) -> tuple[dict[str, Any], dict[str, list[ValidationError]]]:
        cleaned: dict[str, Any] = {}
        errors: dict[str, list[ValidationError]] = {}
        for name, field in self.fields.items():
            try:
                cleaned[name] = field.clean(field.widget.value_from_datadict(self.data, {}, name))
            except ValidationError as error:
                errors[name] = list(error.error_list)
        return cleaned, errors

    @property
    def cleaned_data(self) -> dict[str, Any]:
        """Return what was read, by name; what could not be read is missing."""
        return self._read[0]

    @property
    def errors(self) -> dict[str, list[ValidationError]]:
        """Return what could not be read, by name."""
        return self._read[1]

    def is_valid(self) -> bool:
        """Tell whether everything was read."""
        return not self.errors
