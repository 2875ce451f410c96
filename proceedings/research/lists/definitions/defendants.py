"""The list of defendants: one row is one defendant in one case, with where it stands on the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.filtering import read_day
from kit.paging import Order
from proceedings import wording
from proceedings.law.codes import QualifierCode
from proceedings.models import Effect, StatusSpan
from proceedings.record.public_rows import Facts, Rows
from proceedings.research.lists.case_columns import case_cell, case_facets, clocks_values
from proceedings.research.lists.list_definition import Heading, ListDefinition, Via
from proceedings.research.lists.name_order import by_name
from proceedings.research.lists.rows import CASE_WITHOUT_NUMBER, LAST, Cell, Cells, column
from proceedings.research.query.conditions import Condition
from proceedings.research.query.filter_scopes import SpanScope, Target
from proceedings.research.statuses import StatusLoader, StatusRow, with_related
from proceedings.research.statuses.counts import COUNTS, all_counts
from proceedings.research.statuses.status_row import day_or_none

NEWEST_FIRST = Order("since", "defendant_id", read_day, column_down=True)
BY_NAME = by_name("sort_name", "defendant_id", "party_id")
ORDERS = {
    "-since": NEWEST_FIRST,
    "since": NEWEST_FIRST.reverse(),
    "name": BY_NAME,
    "-name": BY_NAME.reverse(),
}

# What a reader must know before quoting the status: that it may be another by now, or on that day.
WARNINGS = (QualifierCode.DATE_UNCERTAIN, QualifierCode.PROJECTED_END_PASSED, QualifierCode.STALE)

COLUMNS = (
    column("id", gettext_lazy("Number"), gettext_lazy("The defendant's number here; kept."), "integer"),
    column("name", gettext_lazy("Defendant"), gettext_lazy("The name the party goes by.")),
    column(
        "name_as_printed",
        gettext_lazy("Name as printed"),
        gettext_lazy("The name as the case prints it."),
    ),
    column(
        "status",
        gettext_lazy("Status"),
        gettext_lazy("The code of where the defendant's case stood at the end of the day asked about."),
    ),
    column("status_label", gettext_lazy("Status in short"), gettext_lazy("The status in a few words.")),
    column("phase", gettext_lazy("Phase"), gettext_lazy("The one phase the status belongs to.")),
    column(
        "offences",
        gettext_lazy("Offenses"),
        gettext_lazy(
            "The offenses charged that are counted, the gravest first, each once, separated by semicolons; "
            "empty for a civil case."
        ),
    ),
    column("words", gettext_lazy("Where it stands"), gettext_lazy("The status as a sentence.")),
    column(
        "qualifiers",
        gettext_lazy("Said besides"),
        gettext_lazy(
            "What must be said with the status and is not in its sentence; parts are separated by semicolons."
        ),
    ),
    column(
        "since",
        gettext_lazy("Since"),
        gettext_lazy(
            "The day the unbroken run of this status began, at the latest: the first day it is certain; "
            "empty when nothing is recorded before."
        ),
        "date",
    ),
    column(
        "since_earliest",
        gettext_lazy("Since, at the earliest"),
        gettext_lazy(
            "The first day that run may have begun; the same day as “since” when the date is certain."
        ),
        "date",
    ),
    *(column(*one, "integer") for one in COUNTS),
    column(
        "rule",
        gettext_lazy("Row"),
        gettext_lazy("The row of the precedence table that gave the status; see the method page."),
        "integer",
    ),
    *CASE_WITHOUT_NUMBER,
    column(
        "deciding_event",
        gettext_lazy("Decided by"),
        gettext_lazy(
            "The event that decides the status; empty when none does, or when it is closed to the public."
        ),
        "integer",
    ),
    column(
        "deciding_date",
        gettext_lazy("Decided on"),
        gettext_lazy("The date of that event, as well as it is known (EDTF)."),
    ),
    *LAST,
)


def _rows(facts: Facts, asked: Mapping[str, Any]) -> Rows:
    """Return the span of each defendant; unasked, leave out those against whom nothing is recorded."""
    rows = facts.clocks.standing()
    if asked.get("status") or asked.get("phase"):
        return rows
    if facts.day == "latest":
        return rows.recorded()
    recorded = facts.standing().recorded().filter(defendant_id=OuterRef("defendant_id"))
    return rows.filter(Exists(recorded))


class DefendantRow:
    """A row of the list, written when a page or a file asks for it."""

    def __init__(self, status: StatusRow) -> None:
        self.status = status

    @property
    def cells(self) -> Cells:
        """The cells of the page."""
        row = self.status
        short, words = row.outcome, row.sentence_without_cases
        rest = words.removeprefix(short).removeprefix("; ")
        more = (rest[:1].upper() + rest[1:],) if rest else ()
        warnings = [one.words for one in row.all_qualifiers() if one.code in WARNINGS]
        since = wording.since_words(row.since, row.since_earliest)
        return (
            Cell(text=row.name, href=row.url, is_name=True),
            case_cell(row.case_name, row.case_url, row.court, row.docket_number),
            Cell(text=short, phase=row.phase, quiet=more, warnings=tuple(warnings)),
            Cell(text=since, is_day=True, said=_("since")),
        )

    @property
    def values(self) -> dict[str, Any]:
        """The values of a file."""
        row = self.status
        decided = row.deciding_event
        return {
            "id": row.id,
            "name": row.name,
            "name_as_printed": row.name_as_printed,
            "status": row.status,
            "status_label": row.label,
            "phase": row.phase,
            "offences": row.offences or None,
            "words": row.sentence,
            "qualifiers": "; ".join(row.words_beside()),
            "since": day_or_none(row.since),
            "since_earliest": day_or_none(row.since_earliest),
            **all_counts(row.counts, row.particulars),
            "rule": row.rule,
            "case": row.case_name,
            "docket_number": row.docket_number or None,
            "case_type": row.case_type,
            "court": row.court,
            "court_key": row.court_key,
            "deciding_event": decided.id if decided else None,
            "deciding_date": decided.date if decided else None,
            **clocks_values(row.loader.facts, row.url),
        }


def _read(spans: Sequence[Any], facts: Facts) -> list[DefendantRow]:
    return [DefendantRow(row) for row in StatusLoader(spans, facts).rows]


def _words(facts: Facts, text: str) -> Q:
    return Q(defendant_id__in=facts.found(text).spans.values("defendant_id"))


def _facets(facts: Facts) -> dict[str, Any]:
    places = {"court": (F("court__key"), F("court__name")), "type": (F("case_type"), None)}
    matter = case_facets(facts, "case_id")["incident"]
    return {"status": (F("status"), None), "phase": (F("status"), None), **places, "incident": matter}


def _events(rows: Rows, facts: Facts, via: Via) -> Rows:
    acting = facts.of(Effect).filter(via("defendant_id", rows, "defendant_id"))
    return facts.events().filter(via("id", acting, "event_id"))


DEFENDANTS = ListDefinition(
    slug="defendants",
    title=gettext_lazy("Defendants"),
    subject=gettext_lazy("Defendants in cases"),
    unit=lambda number: ngettext(
        "%(number)s defendant in a case.",
        "%(number)s defendants in cases; one person can appear more than once.",
        number,
    ),
    nothing=gettext_lazy("No defendant matches what is asked."),
    columns=COLUMNS,
    headings=(
        Heading(words=gettext_lazy("Defendant"), up="name", down="-name"),
        Heading(words=gettext_lazy("Case")),
        Heading(words=gettext_lazy("Status")),
        Heading(words=gettext_lazy("Since"), up="since", down="-since"),
    ),
    model=StatusSpan,
    rows=_rows,
    read=_read,
    add_columns=with_related,
    scope=SpanScope,
    sorts=(
        ("-since", gettext_lazy("last change first")),
        ("since", gettext_lazy("longest unchanged first")),
        ("name", gettext_lazy("name, A to Z")),
        ("-name", gettext_lazy("name, Z to A")),
    ),
    orders=ORDERS,
    default_sort="-since",
    facets=_facets,
    events=_events,
    found_through="defendant_id",
    own_conditions={
        "q": Condition(Target.OWN, _words),
        "court": Condition(Target.OWN, lambda _facts, keys: Q(court__key__in=list(keys))),
        "type": Condition(Target.OWN, lambda _facts, types: Q(case_type__in=types)),
        "incident": Condition(Target.OWN, lambda _facts, keys: Q(incident__key__in=list(keys))),
    },
)
