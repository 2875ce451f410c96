"""Pages by key: the next page starts after the last row shown, whatever was added or removed meanwhile.

A cursor is readable, `2024-06-30~17`: the sort value and the id of a row. The condition has the form
`a <= x AND NOT (a = x AND id >= y)`, which both databases answer from an index on (a, id).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any, Generic, Self, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kit.filtering import read_day

Row = TypeVar("Row", bound=Model)
SEPARATOR = "~"
_ID = re.compile(r"[1-9][0-9]{0,17}")


def read_text(text: str) -> str | None:
    """Read a sort value that is a text: any but an empty one."""
    return text or None


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a list: by a column, then by id, each up or down; ids are unique in the list."""

    column: str
    id_column: str
    read: Callable[[str], date | str | None]
    column_down: bool = False
    id_down: bool = False

    def reverse(self) -> Self:
        """Return the same order walked the other way."""
        return replace(self, column_down=not self.column_down, id_down=not self.id_down)

    def asked_of(self, _asked: Callable[[], Any]) -> Self:
        """Return the order as one question needs it; most orders are the same for all."""
        return self

    def parts(self, rows: QuerySet[Row]) -> Sequence[QuerySet[Row]]:
        """Return the rows in the parts that are read one by one; most orders read them together."""
        return (rows,)

    def sorted(self, rows: Sequence[Row]) -> list[Row]:
        """Return rows of several parts in this order, of which none is a text."""
        by_id = sorted(rows, key=attrgetter(self.id_column), reverse=self.id_down)
        return sorted(by_id, key=attrgetter(self.column), reverse=self.column_down)

    def names(self) -> tuple[str, str]:
        """Return the order as a queryset wants it."""
        return (f"{'-' * self.column_down}{self.column}", f"{'-' * self.id_down}{self.id_column}")

    def after(self, cursor: Cursor) -> Q:
        """Return the condition that keeps what comes after a row."""
        near = "lte" if self.column_down else "gte"
        passed = "gte" if self.id_down else "lte"
        at = Q(**{self.column: cursor.value, f"{self.id_column}__{passed}": cursor.id})
        return Q(**{f"{self.column}__{near}": cursor.value}) & ~at

    def cursor(self, row: object) -> Cursor:
        """Return the cursor of a row."""
        return Cursor(getattr(row, self.column), getattr(row, self.id_column))

    def printed(self, cursor: Cursor) -> str:
        """Return a cursor as addresses carry it."""
        return str(cursor)

    def read_cursor(self, text: str) -> Cursor | None:
        """Read a cursor of this order; nothing when it is none."""
        value, separator, key = text.rpartition(SEPARATOR)
        read = self.read(value)
        if not separator or read is None or not _ID.fullmatch(key):
            return None
        return Cursor(read, int(key))

    def accepted(self) -> str:
        """Say what a cursor of this order looks like."""
        example = "2024-06-30~17" if self.read is read_day else "A name~17"
        return _("the value a “next” or “previous” address of this list carries, such as %(example)s") % {
            "example": example
        }


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of a row in an order."""

    value: date | str
    id: int

    def __str__(self) -> str:
        value = self.value.isoformat() if isinstance(self.value, date) else self.value
        return f"{value}{SEPARATOR}{self.id}"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list in order, and the cursors of the pages around them."""

    rows: list[Row]
    next: str | None
    previous: str | None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is on the page."""
        return not self.rows


def page(
    rows: QuerySet[Row], order: Order, *, size: int, after: Cursor | None = None, before: Cursor | None = None
) -> Page[Row]:
    """Return one page: the first, the one after a row, or the one before a row. One query a part."""
    if before is not None:
        found = _next(rows, order.reverse(), size + 1, before)
        more_before, more_after = len(found) > size, True
        found = found[:size][::-1]
    else:
        found = _next(rows, order, size + 1, after)
        more_before, more_after = after is not None, len(found) > size
        found = found[:size]
    if not found:
        return Page([], None, None)
    return Page(
        found,
        next=order.printed(order.cursor(found[-1])) if more_after else None,
        previous=order.printed(order.cursor(found[0])) if more_before else None,
    )


def _next(rows: QuerySet[Row], order: Order, number: int, after: Cursor | None) -> list[Row]:
    """Return the next rows, at most so many."""
    found: list[list[Row]] = []
    for part in order.parts(rows):
        kept = part if after is None else part.filter(order.after(after))
        found.append(list(kept.order_by(*order.names())[:number]))
    if len(found) == 1:
        return found[0]
    return order.sorted([row for part in found for row in part])[:number]


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there are, as far as anybody counts."""

    value: int
    is_capped: bool

    @property
    def words(self) -> str:
        """Say the number: “1,204”, or “more than 10,000”."""
        number = number_format(self.value, use_l10n=True, force_grouping=True)
        return _("more than %(number)s") % {"number": number} if self.is_capped else number


def count(rows: QuerySet[Any], *, limit: int) -> Count:
    """Count rows, but no further than the limit."""
    found = rows.order_by()[: limit + 1].count()
    return Count(min(found, limit), is_capped=found > limit)
