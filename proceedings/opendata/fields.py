"""What a public table is made of: fields that say what they mean, where they are read, what they refer to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from kit.codes import Code
from kit.columns import Column
from proceedings.record.redaction import Redactor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


Record = dict[str, Any]


class WithoutReferred(Enum):
    """What becomes of a row without the row it refers to.

    It goes; or it is emptied of the reference; or it brings the other with it, which is public for its sake.
    """

    GOES = "goes"
    EMPTIED = "emptied"
    BROUGHT = "brought"


@dataclass(frozen=True, kw_only=True)
class TableField(Column[Mapping[str, Any]]):
    """A column of a public table.

    `path` is where the queryset has the value (a column, a relation, an annotation); `made` turns what is
    stored into one plain value. `codes` are the closed lists its values come from, `several` tells that they
    are separated by semicolons. `refers` names the table whose `id` it holds, `keeps` that such a reference
    makes the other row public; `named_by` the reference without which this value may not be told. Withheld
    names are taken out of every text; an address that has one, as `is_address` says, is left out whole.
    """

    path: str
    made: Callable[[Any], Any] | None = None
    codes: tuple[type[Code], ...] = ()
    several: bool = False
    refers: str = ""
    without: WithoutReferred = WithoutReferred.GOES
    keeps: bool = False
    named_by: str = ""
    is_address: bool = False

    def plain(self, value: Any) -> Any:  # noqa: ANN401  # whatever a column holds
        """Return a value as files have it: nothing for an empty text, numbers without idle decimals."""
        if value is None or value == "":
            return None
        if self.type == "boolean":
            return bool(value)
        if self.type == "number":
            return int(value) if value == int(value) else float(value)
        return value


def column(  # a declaration reads best when each part has its name
    key: str,
    label: StrOrPromise,
    meaning: StrOrPromise,
    type: str = "string",  # noqa: A002  # the word of the Table Schema standard
    *,
    path: str = "",
    **more: Any,
) -> TableField:
    """Declare a field; its path is its key unless given."""
    return TableField(
        key=key, label=label, meaning=meaning, value=itemgetter(key), type=type, path=path or key, **more
    )


def link(
    key: str,
    refers: str,
    label: StrOrPromise,
    meaning: StrOrPromise,
    *,
    without: WithoutReferred = WithoutReferred.GOES,
    **more: Any,
) -> TableField:
    """Declare a reference to the `id` of another public table."""
    return column(key, label, meaning, "integer", refers=refers, without=without, **more)


def coded(
    key: str,
    label: StrOrPromise,
    meaning: StrOrPromise,
    *codes: type[Code],
    several: bool = False,
    **more: Any,
) -> TableField:
    """Declare a field whose values are codes of closed lists."""
    return column(key, label, meaning, codes=codes, several=several, **more)


@dataclass(frozen=True, kw_only=True)
class PublicTable:
    """A public table: what one row is, which rows there are, and its fields, the first of them `id`.

    `rows` gives the rows before references are looked at; the gate leaves out those that refer to what is not
    public. A row of a table that is `kept` by others is public only while a public row refers to it;
    `is_brought` tells that those others come before it in the list of tables, and bring it.
    """

    name: str
    title: StrOrPromise
    one_row: StrOrPromise
    rows: Callable[[Redactor], QuerySet[Any]]
    fields: tuple[TableField, ...]
    is_kept: bool = False
    is_brought: bool = False

    @property
    def references(self) -> tuple[TableField, ...]:
        """Return the fields that refer to other tables."""
        return tuple(each for each in self.fields if each.refers)

    def has(self, key: str) -> bool:
        """Tell whether the table has a field."""
        return any(each.key == key for each in self.fields)
