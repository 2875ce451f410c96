"""The list of defendants: one row is one defendant in one case, with where it stands on the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from proceedings import wording
from proceedings.law import rules
from proceedings.law.codes import QualifierCode, StatusCode
from proceedings.models import Effect, StatusSpan
from proceedings.record.public_rows import Facts, Rows
from proceedings.record.status_runs import first_days, run_of
from proceedings.research.lists.case_columns import Paper, case_facets, with_case
from proceedings.research.lists.defendant_columns import DEFENDANTS as COLUMNS
from proceedings.research.lists.list_definition import Heading, List
from proceedings.research.lists.rows import Cell, Line
from proceedings.research.query.conditions import Condition
from proceedings.research.query.filter_scopes import OfSpan, Scope
from proceedings.research.query.filters import DEFAULT_SORT, ORDERS, SORTS
from proceedings.research.query.subquery_strategy import Among
from proceedings.research.statuses.export_rows import Sheet
from proceedings.research.statuses.status_text import label_of, table_of


def _rows(facts: Facts, asked: Mapping[str, Any]) -> Rows:
    """Return the span of each defendant; unasked, leave out those against whom nothing is recorded."""
    rows = facts.clocks.standing()
    if asked.get("status") or asked.get("phase"):
        return rows
    if facts.day == "latest":
        return rows.recorded()
    recorded = facts.standing().recorded().filter(defendant_id=OuterRef("defendant_id"))
    return rows.filter(Exists(recorded))


def _beside(rows: Rows, facts: Facts) -> Rows:
    return with_case(rows.annotate(the_party=facts.party("party_id")), facts)


def _read(rows: Sequence[Any], facts: Facts) -> list[Line]:
    earliest = first_days(rows, facts.clocks)
    return [_line(row, facts, earliest[run_of(row)]) for row in rows]


def _line(row: StatusSpan, facts: Facts, earliest: date) -> Line:
    paper = Paper(row, facts)
    label = label_of(row)
    words = paper.text(
        wording.sentence_for(
            row.status, row.counts, row.qualifiers, row.particulars, table=table_of(row.status), case_names={}
        )
    )
    # The sentence stands alone where it begins with the label.
    short, more = (words, ()) if words.startswith(label) else (label, (words,))
    # On such a day the status itself may be another one.
    doubt = [one for one in row.qualifiers if one["code"] == QualifierCode.DATE_UNCERTAIN]
    more = (*more, *wording.qualifier_sentences(doubt))
    return Line(
        id=row.defendant_id,
        values={},
        cells=(
            Cell(text=paper.name, href=paper.defendant_address, is_name=True),
            paper.case_cell(),
            Cell(text=short, phase=rules.phase_of(StatusCode(row.status)).value, quiet=more),
            Cell(text=wording.since_words(row.since, earliest), is_day=True, said=_("since")),
        ),
    )


def _words(facts: Facts, text: str) -> Q:
    return Q(defendant_id__in=facts.found(text).spans.values("defendant_id"))


def _facets(facts: Facts) -> dict[str, Any]:
    places = {"court": (F("court__key"), F("court__name")), "type": (F("case_type"), None)}
    matter = case_facets(facts, "case_id")["incident"]
    return {"status": (F("status"), None), "phase": (F("status"), None), **places, "incident": matter}


def _told(rows: Rows, facts: Facts, among: Among) -> Rows:
    acting = facts.of(Effect).filter(among("defendant_id", rows, "defendant_id"))
    return facts.events().filter(among("id", acting, "event_id"))


DEFENDANTS = List(
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
    sheet=Sheet,
    beside=_beside,
    reach=OfSpan,
    sorts=SORTS,
    orders=ORDERS,
    default_sort=DEFAULT_SORT,
    facets=_facets,
    told=_told,
    found_through="defendant_id",
    own_conditions={
        "q": Condition(Scope.OWN, _words),
        "court": Condition(Scope.OWN, lambda _facts, keys: Q(court__key__in=list(keys))),
        "type": Condition(Scope.OWN, lambda _facts, types: Q(case_type__in=types)),
        "incident": Condition(Scope.OWN, lambda _facts, keys: Q(incident__key__in=list(keys))),
    },
)
