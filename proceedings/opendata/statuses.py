"""The public table of conclusions: where each defendant stood, from which day to which."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from proceedings.law import rules
from proceedings.law.codes import Phase, QualifierCode, StatusCode
from proceedings.models import StatusSpan
from proceedings.models.status_span import BEGINNING, FOREVER
from proceedings.opendata.fields import (
    PublicTable,
    TableField,
    WithoutReferred,
    coded,
    column,
    link,
)
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import public_spans
from proceedings.research.statuses.counts import COUNTS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _spans(_redactor: Redactor) -> QuerySet[StatusSpan]:
    """Return what this site says now; an error of ours that was superseded is not published again."""
    return public_spans(StatusSpan.objects.live())


def _open(day: date) -> date | None:
    """Return a day, or nothing where a span has no beginning or no end."""
    return None if day in {BEGINNING, FOREVER} else day


def _codes(qualifiers: list[dict[str, Any]]) -> str:
    """Name what is said besides; cases named there may be closed, so they are not listed."""
    return "; ".join(dict.fromkeys(one["code"] for one in qualifiers))


def _count(key: str, label: StrOrPromise, meaning: StrOrPromise) -> TableField:
    return column(key, label, meaning, "integer", path=f"counts__{key}")


STATUSES = PublicTable(
    name="statuses",
    title=_("Statuses"),
    one_row=_(
        "One status of one defendant in one case, with the days it held in court, as this site says now."
    ),
    rows=_spans,
    fields=(
        column(
            "id", _("Number"), _("The row's number here. A status derived anew has a new one."), "integer"
        ),
        link("defendant_id", "defendants", _("Defendant"), _("Who stood so.")),
        link("case_id", "cases", _("Case"), _("In which case.")),
        coded("status", _("Status"), _("Where the defendant's case stood."), StatusCode),
        coded(
            "phase",
            _("Phase"),
            _("The one phase the status belongs to."),
            Phase,
            path="status",
            made=lambda code: rules.phase_of(StatusCode(code)).value,
        ),
        column("rule", _("Row"), _("The row of the precedence table; see /method/."), "integer"),
        link(
            "event_id",
            "events",
            _("Decided by"),
            _("The event that decides it."),
            without=WithoutReferred.EMPTIED,
        ),
        *(_count(*each) for each in COUNTS),
        coded(
            "qualifiers",
            _("Said besides"),
            _("Codes of what must be said with it, separated by semicolons."),
            QualifierCode,
            several=True,
            made=_codes,
        ),
        column("valid_from", _("From"), _("The first day it held; empty: since ever."), "date", made=_open),
        column(
            "valid_until",
            _("Until"),
            _("The first day it no longer held; empty: it still holds."),
            "date",
            made=_open,
        ),
        column(
            "possible_from",
            _("Possible from"),
            _("The first day it may have held already."),
            "date",
            made=_open,
        ),
        column(
            "since", _("Since"), _("The first day of the unbroken run of this status."), "date", made=_open
        ),
        column(
            "projected_end",
            _("Projected end"),
            _("Of the sentence; never taken as its completion."),
            "date",
            made=_open,
        ),
        column("recorded_at", _("Said since"), _("Since when this site says so."), "datetime"),
        column("rules_version", _("Version of the rules"), _("By which it was derived."), "integer"),
    ),
)
