"""What an address of the API asks: what its page may be asked, and which fields of a row are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Self

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from kit.filtering import (
    SeveralField,
    StrictFilter,
    StrictFilterSet,
    given_values,
)
from proceedings.research.lists.list_definition import ListDefinition
from proceedings.research.query.filters import RecordFilterSet
from proceedings.research.query.filterset import ListFilterSet
from proceedings.research.query.list_query import ListQuery
from proceedings.research.query.request_params import ClockParams

FIELDS = "fields"
Names = Sequence[tuple[str, str | Promise]]


class FieldsField(SeveralField):
    """Names of a closed list, one after the other with commas between, or the parameter repeated."""

    def clean(self, value: object) -> list[str]:
        """Return the names, each once, in the order given."""
        return super().clean([name for text in given_values(value) for name in text.split(",")])


class FieldsFilter(StrictFilter):
    """Names of fields."""

    field_class = FieldsField


def _take_fields(filterset: StrictFilterSet, names: Names) -> None:
    """Let a filter set read which fields are wanted."""
    filterset.filters[FIELDS] = FieldsFilter(label=gettext_lazy("Only these fields"), choices=list(names))


class FieldsFilterSet(ListFilterSet):
    """What a list may be asked, and the fields."""

    def __init__(self, data: QueryDict, kind: ListDefinition, names: Names) -> None:
        """Take the names of the fields."""
        super().__init__(data, kind)
        _take_fields(self, names)


class RowsAsked(ListQuery):
    """A request for the rows of one kind."""

    def __init__(self, kind: ListDefinition, names: Names, data: QueryDict) -> None:
        """Read the parameters; nothing is read from them while `refusals` is not empty."""
        super().__init__(kind, data)
        self.names = names
        self.filterset: Any = FieldsFilterSet(data, kind, names)

    def pinned(self) -> Self:
        """Return the same question at the very instant this one was settled on, read from history."""
        again = type(self)(self.kind, self.names, self.data)
        again.filterset.clocks = replace(self.clocks, is_past=True)
        return again

    @property
    def wanted(self) -> list[str]:
        """Return the fields that are wanted; all when nobody says."""
        fields: list[str] = self.asked[FIELDS]
        return fields


class RecordAsked(ClockParams):
    """A request for one record: the two clocks, the hash a citation of both carries, and the fields."""

    def __init__(self, names: Names, data: QueryDict) -> None:
        """Read the parameters; nothing is read from them while `refusals` is not empty."""
        self.names = names
        self.data = data
        self.filterset: Any = RecordFilterSet(data)
        _take_fields(self.filterset, names)

    def pinned(self) -> Self:
        """Return the same question at the very instant this one was settled on, read from history."""
        again = type(self)(self.names, self.data)
        again.filterset.clocks = replace(self.clocks, is_past=True)
        return again

    @property
    def wanted(self) -> list[str]:
        """Return the fields that are wanted; all when nobody says."""
        fields: list[str] = self.filterset.asked[FIELDS]
        return fields
