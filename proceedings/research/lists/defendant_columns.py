"""The columns of the list of defendants: key, heading, meaning, type; `standing.sheet` has their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kit.columns import Column
from proceedings.research.lists.rows import column

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _counted(key: str, label: StrOrPromise, meaning: StrOrPromise) -> Column[Any]:
    """Return the column of one of the counts."""
    return column(key, label, meaning, "integer")


DEFENDANTS: tuple[Column[Any], ...] = (
    column("id", _("Number"), _("The defendant's number here; kept."), "integer"),
    column("name", _("Defendant"), _("The name the party goes by.")),
    column(
        "name_as_printed",
        _("Name as printed"),
        _("The name as the case prints it."),
    ),
    column(
        "status",
        _("Status"),
        _("The code of where the defendant's case stood at the end of the day asked about."),
    ),
    column("status_label", _("Status in short"), _("The status in a few words.")),
    column("phase", _("Phase"), _("The one phase the status belongs to.")),
    column("words", _("Where it stands"), _("The status as a sentence.")),
    column(
        "qualifiers",
        _("Said besides"),
        _("What must be said with the status and is not in its sentence; parts are separated by semicolons."),
    ),
    column(
        "since",
        _("Since"),
        _(
            "The day the unbroken run of this status began, at the latest: the first day it is certain; "
            "empty when nothing is recorded before."
        ),
        "date",
    ),
    column(
        "since_earliest",
        _("Since, at the earliest"),
        _("The first day that run may have begun; the same day as “since” when the date is certain."),
        "date",
    ),
    _counted("charges", _("Charges"), _("Charges or claims counted.")),
    _counted("guilty", _("Guilty"), _("Of these, guilty.")),
    _counted("acquitted", _("Acquitted"), _("Of these, acquitted.")),
    _counted("dismissed", _("Dismissed"), _("Of these, dismissed.")),
    _counted("undecided", _("Undecided"), _("Of these, undecided.")),
    column(
        "rule",
        _("Row"),
        _("The row of the precedence table that gave the status; see the method page."),
        "integer",
    ),
    column("case", _("Case"), _("The caption of the case.")),
    column(
        "docket_number",
        _("Docket number"),
        _("As printed; empty when it may not be printed or is not recorded."),
    ),
    column("case_type", _("Type of case"), _("Criminal, civil and so on, as a code.")),
    column("court", _("Court"), _("The court the case is before.")),
    column("court_key", _("Court's key"), _("The court as filters take it.")),
    column(
        "deciding_event",
        _("Decided by"),
        _("The event that decides the status; empty when none does, or when it is closed to the public."),
        "integer",
    ),
    column(
        "deciding_date",
        _("Decided on"),
        _("The date of that event, as well as it is known (EDTF)."),
    ),
    column("on", _("On"), _("The day in court that is asked about."), "date"),
    column(
        "known",
        _("As published by"),
        _("The instant by which this was published here."),
        "datetime",
    ),
    column("url", _("Address"), _("The page of the row.")),
)
