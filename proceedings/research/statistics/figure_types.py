"""What a figure is made of: words and geometry a template only prints, and records a file only writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kit.charts import Bars, Columns, Spreads
from kit.columns import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value of a table, with the address of the rows it is counted from, where there is one."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a table; `phase` names the shape before its label."""

    label: Cell
    cells: tuple[Cell, ...]
    phase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading of a table of numbers."""

    words: str
    phase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of numbers."""

    caption: str
    first: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One entry of a picture's key: a pattern with its words."""

    pattern: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with its title, its description and its key."""

    name: str
    title: str
    description: str
    drawn: Bars | Columns | Spreads
    key: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One side of a figure: criminal or civil, with its picture, its table, and what is said beside it."""

    name: str
    heading: str
    counted: Cell
    picture: Picture | None
    table: Table | None
    notes: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: what it shows, its sections, and the same as records of a file."""

    key: str
    title: str
    description: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    columns: tuple[Column[Mapping[str, Any]], ...] = ()
    records: Sequence[Mapping[str, Any]] = field(default=())
    is_cut: bool = False
