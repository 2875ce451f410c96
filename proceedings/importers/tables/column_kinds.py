"""What a kind of table is made of: one row of it, and its columns, each with the key its values become."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from proceedings.casefiles.format import event as format_event
from proceedings.casefiles.format.base import Part


class ColumnSubject(Enum):
    """What a column says something of: the record itself, which case it is in, or a part of the record."""

    RECORD = "record"
    CASE = "case"
    EFFECT = "outcomes"
    COMPONENT = "components"


class Form(Enum):
    """How a cell is written: one text, several with semicolons between them, or yes and no."""

    TEXT = "text"
    SEVERAL = "several, with semicolons between them"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """A column: its name, the key of the case file its values become, and whether each row needs one."""

    name: str
    key: str
    on: ColumnSubject = ColumnSubject.RECORD
    form: Form = Form.TEXT
    needed: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table. `event` is the kind of the events its rows are, where all are of one."""

    name: str
    one_row: str
    headings: tuple[ColumnHeading, ...]
    model: type[Part]
    section: str = ""
    event: str = ""
    in_case: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(each.name for each in self.headings)

    @property
    def is_event(self) -> bool:
        """Tell whether its rows are things that happened."""
        return self.section == "events"

    def heading(self, name: str) -> ColumnHeading:
        """Return the column of this name. Raises KeyError."""
        return next(each for each in self.headings if each.name == name) if name in self.names else _no(name)

    def named_for(self, key: str, on: ColumnSubject) -> str:
        """Return the name of the column whose values stand under a key of the case file; the key if none."""
        for each in self.headings:
            if each.key == key and each.on is on:
                return each.name
        return next((each.name for each in self.headings if each.key == key), key)

    def meaning(self, heading: ColumnHeading) -> str:
        """Say what a column means."""
        if heading.says:
            return heading.says
        parts: dict[ColumnSubject, type[Part]] = {
            ColumnSubject.EFFECT: format_event.Effect,
            ColumnSubject.COMPONENT: format_event.Component,
        }
        model = parts.get(heading.on, self.model)
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        return fields[heading.key].description or ""


def _no(name: str) -> ColumnHeading:
    raise KeyError(name)


def text(
    name: str,
    key: str = "",
    on: ColumnSubject = ColumnSubject.RECORD,
    *,
    needed: bool = False,
    says: str = "",
) -> ColumnHeading:
    """Return a column of one text each."""
    return ColumnHeading(name, key or name, on, Form.TEXT, needed, says)


def texts(*names: str, on: ColumnSubject = ColumnSubject.RECORD) -> tuple[ColumnHeading, ...]:
    """Return columns of one text each that are called as the case file calls them."""
    return tuple(text(name, on=on) for name in names)


def several(
    name: str, key: str = "", on: ColumnSubject = ColumnSubject.RECORD, says: str = ""
) -> ColumnHeading:
    """Return a column of several texts."""
    return ColumnHeading(name, key or name, on, Form.SEVERAL, says=says)


def yes_no(name: str, key: str = "", on: ColumnSubject = ColumnSubject.RECORD) -> ColumnHeading:
    """Return a column of yes and no."""
    return ColumnHeading(name, key or name, on, Form.YES_NO)
