"""A row of a list: plain values for files, and cells for the page. Nothing closed is in either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django.utils.translation import gettext_lazy as _

from kit.columns import Column
from proceedings.record.answer_redaction import redacted
from proceedings.record.redaction import Redactor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one cell of the page: words with an address, a shape before them, quiet lines below.

    `said` names the column where the table has no headings, on narrow screens.
    """

    text: str = ""
    href: str = ""
    phase: str = ""
    quiet: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    said: str = ""
    is_name: bool = False
    is_day: bool = False

    @property
    def rest(self) -> int:
        """How many more links there are than a row of two lines has room for."""
        return len(self.more) - 1 if len(self.more) > 2 else 0  # noqa: PLR2004  # two lines


Cells = tuple[Cell, ...]
Written = TypeVar("Written", Cells, dict[str, Any])


class Row(Protocol):
    """One row, whichever way it is written."""

    @property
    def values(self) -> dict[str, Any]:
        """The values of a file, by column."""

    @property
    def cells(self) -> Cells:
        """The cells of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A row that is written both ways at once."""

    values: dict[str, Any]
    cells: Cells


def withheld(rows: Sequence[Any], written: Iterable[Written], closed: Redactor) -> Iterator[Written]:
    """Yield what is written of rows without the names withheld everywhere, or in the case of the row."""
    for row, one in zip(rows, written, strict=True):
        case = getattr(row, "the_case", None)
        number = case["id"] if case else getattr(row, "case_id", None)
        yield redacted(one, closed, *([number] if number is not None else []))


def column(key: str, label: StrOrPromise, meaning: StrOrPromise, type_: str = "string") -> Column[Row]:
    """Return a column that reads its value off a row."""
    return Column(key, label, meaning, lambda row: row.values[key], type_)


ON = column("on", _("On"), _("The day in court that is asked about."), "date")
KNOWN = column("known", _("As published by"), _("The instant by which this was published here."), "datetime")
URL = column("url", _("Address"), _("The page of the row."))
CHANGED_SINCE = column(
    "changed_since",
    _("Changed since"),
    _("Of an earlier instant: “changed” where this site says otherwise now, “gone” where it says nothing."),
)
LAST = (ON, KNOWN, CHANGED_SINCE, URL)
CASE = (
    column(
        "case", _("Case"), _("The caption of the case; one that repeats in its matter has the year it began.")
    ),
    column("case_id", _("Case's number"), _("The case's number here; kept."), "integer"),
    column(
        "docket_number",
        _("Docket number"),
        _("As printed; empty when it may not be printed or is not recorded."),
    ),
    column("case_type", _("Type of case"), _("Criminal, civil and so on, as a code.")),
    column("court", _("Court"), _("The court the case is before.")),
    column("court_key", _("Court's key"), _("The court as filters take it.")),
)
# Where the case is the row's own, or is named by its address alone.
CASE_WITHOUT_NUMBER = tuple(one for one in CASE if one.key != "case_id")
DEFENDANT = (
    column("defendant", _("Defendant"), _("The name the defendant goes by.")),
    column(
        "defendant_id",
        _("Defendant's number"),
        _("The number here of the defendant in this case; kept."),
        "integer",
    ),
)
