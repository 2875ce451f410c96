"""The columns of lists and downloads: key, heading, meaning, type, and how each is read off a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from casetracker.kit.columns import Column
from casetracker.kit.filtering import stamp
from proceedings.standing import Row

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _counted(key: str, label: StrOrPromise, meaning: StrOrPromise) -> Column[Row]:
    """Return the column of one of the counts."""
    return Column(key, label, meaning, lambda row: row.status.counts[key], "integer")


DEFENDANTS: tuple[Column[Row], ...] = (
    Column("id", _("Number"), _("The defendant's number here; kept."), lambda row: row.id, "integer"),
    Column("name", _("Defendant"), _("The name the party goes by."), lambda row: row.name),
    Column(
        "name_as_printed",
        _("Name as printed"),
        _("The name as the case prints it."),
        lambda row: row.name_as_printed,
    ),
    Column(
        "status",
        _("Status"),
        _("The code of where the defendant's case stood at the end of the day asked about."),
        lambda row: row.status.code,
    ),
    Column(
        "status_label", _("Status in short"), _("The status in a few words."), lambda row: row.status.label
    ),
    Column("phase", _("Phase"), _("The one phase the status belongs to."), lambda row: row.status.phase),
    Column("words", _("Where it stands"), _("The status as a sentence."), lambda row: row.status.words),
    Column(
        "qualifiers",
        _("Said besides"),
        _("What must be said with the status and is not in its sentence; parts are separated by semicolons."),
        lambda row: "; ".join(one.words for one in row.status.besides),
    ),
    Column(
        "since",
        _("Since"),
        _(
            "The day the unbroken run of this status began, at the latest: the first day it is certain; "
            "empty when nothing is recorded before."
        ),
        lambda row: row.status.since,
        "date",
    ),
    Column(
        "since_earliest",
        _("Since, at the earliest"),
        _("The first day that run may have begun; the same day as “since” when the date is certain."),
        lambda row: row.status.since_earliest,
        "date",
    ),
    _counted("charges", _("Charges"), _("Charges or claims counted.")),
    _counted("guilty", _("Guilty"), _("Of these, guilty.")),
    _counted("acquitted", _("Acquitted"), _("Of these, acquitted.")),
    _counted("dismissed", _("Dismissed"), _("Of these, dismissed.")),
    _counted("undecided", _("Undecided"), _("Of these, undecided.")),
    Column(
        "rule",
        _("Row"),
        _("The row of the precedence table that gave the status; see the method page."),
        lambda row: row.status.rule,
        "integer",
    ),
    Column("case", _("Case"), _("The caption of the case."), lambda row: row.case.caption),
    Column(
        "docket_number",
        _("Docket number"),
        _("As printed; empty when it may not be printed or is not recorded."),
        lambda row: row.case.docket_number,
    ),
    Column(
        "case_type", _("Type of case"), _("Criminal, civil and so on, as a code."), lambda row: row.case.type
    ),
    Column("court", _("Court"), _("The court the case is before."), lambda row: row.case.court.name),
    Column("court_key", _("Court's key"), _("The court as filters take it."), lambda row: row.case.court.key),
    Column(
        "deciding_event",
        _("Decided by"),
        _("The event that decides the status; empty when none does, or when it is closed to the public."),
        lambda row: row.why.event.id if row.why and row.why.event else None,
        "integer",
    ),
    Column(
        "deciding_date",
        _("Decided on"),
        _("The date of that event, as well as it is known (EDTF)."),
        lambda row: row.why.event.date if row.why and row.why.event else None,
    ),
    Column("on", _("On"), _("The day in court that is asked about."), lambda row: row.on, "date"),
    Column(
        "known",
        _("As published by"),
        _("The instant by which this was published here."),
        lambda row: stamp(row.known),
        "datetime",
    ),
    Column("url", _("Address"), _("The page of the row."), lambda row: row.url),
)
