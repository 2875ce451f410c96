"""A list: what one row is, which rows there are, how they are sorted, written, counted and drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model, OuterRef, Q
from django.urls import reverse

from kit.columns import Column
from kit.paging import Order
from proceedings.record.public_rows import Facts, Rows, there_is
from proceedings.research.query.conditions import Condition
from proceedings.research.query.filter_scopes import FilterScope

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from proceedings.research.lists.rows import Row


# The condition that a column of a row has a value that a column of other rows has. A database asked for a row
# among a million may list the million first; asked row by row for one among few, it reads all rows there are.
Via = Callable[[str, Rows, str], Q]


def via_in(column: str, rows: Rows, other: str) -> Q:
    """Ask from the other rows, which are few."""
    return Q(**{f"{column}__in": rows.values(other)})


def via_exists(column: str, rows: Rows, other: str) -> Q:
    """Ask row by row whether there is such another one."""
    return Q(there_is(rows.filter(**{other: OuterRef(column)})))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column's heading on the page; one that can be sorted by names its two orders."""

    words: StrOrPromise
    up: str = ""
    down: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDefinition:
    """One kind of list.

    `unit` says how many rows there are and what one row is; `subject` begins the sentence that says what was
    asked. `rows` gives the public rows at the two clocks, before any filter; `read` turns some of them into
    rows for the page and for files, with a fixed number of queries. `sought` names what a text is looked for
    in, where that is not a name or a docket number; `found_through` is the column of a search word that names
    a row. `facets` are filters of which a row has one value, and where that value is read.
    """

    slug: str
    title: StrOrPromise
    subject: StrOrPromise
    unit: Callable[[int], str]
    nothing: StrOrPromise
    columns: tuple[Column[Any], ...]
    headings: tuple[Heading, ...]
    model: type[Model]
    rows: Callable[[Facts, Mapping[str, Any]], Rows]
    read: Callable[[Sequence[Any], Facts], Sequence[Row]]
    add_columns: Callable[[Rows, Facts], Rows]
    scope: Callable[[Facts], FilterScope]
    sorts: tuple[tuple[str, StrOrPromise], ...]
    orders: Mapping[str, Order]
    default_sort: str
    facets: Callable[[Facts], Mapping[str, Any]]
    events: Callable[[Rows, Facts, Via], Rows]
    add_case_id: Callable[[Rows, Facts], Rows] = lambda rows, _facts: rows
    found_through: str = ""
    sought: StrOrPromise = ""
    own_filters: Mapping[str, tuple[StrOrPromise, list[tuple[str, Any]]]] = field(default_factory=dict)
    own_conditions: Mapping[str, Condition] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Return the address of the list."""
        return reverse(self.slug)

    def file_address(self, ending: str) -> str:
        """Return the address of a file of the list: `csv`, `cite.txt`, `atom`."""
        return reverse(f"{self.slug}.{ending}")

    def counted(self, number: int, words: str) -> str:
        """Say how many rows there are and what one row is."""
        return self.unit(number) % {"number": words}
