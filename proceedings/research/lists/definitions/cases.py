"""The list of cases: one row is one docket before one court."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.codepoint_field import prefixed
from kit.text_folding import docket_key
from proceedings.law.codes import EventKind
from proceedings.models import Case, DayOfCase, Incident
from proceedings.record import record_urls
from proceedings.record.public_rows import Facts, Rows, annotated
from proceedings.record.visibility import prints_docket
from proceedings.research.lists.case_columns import (
    CaseColumns,
    case_facets,
    clocks_values,
    with_case,
)
from proceedings.research.lists.date_order import NUMBER, newest_first
from proceedings.research.lists.list_definition import Heading, ListDefinition, Via
from proceedings.research.lists.name_order import SHOWN, ByShownCaption, read_shown, withheld_captions
from proceedings.research.lists.rows import (
    CASE_WITHOUT_NUMBER,
    LAST,
    Cell,
    ListRow,
    column,
)
from proceedings.research.query.conditions import Condition
from proceedings.research.query.filter_scopes import CaseScope, Target
from proceedings.wording import since_words

BY_CAPTION = ByShownCaption(SHOWN, "id", read_shown, text="caption", withheld=withheld_captions)
NEWEST_FIRST = newest_first("begun", DayOfCase, "begun_earliest")

COLUMNS = (
    column("id", gettext_lazy("Number"), gettext_lazy("The case's number here; kept."), "integer"),
    *CASE_WITHOUT_NUMBER,
    column(
        "begun",
        gettext_lazy("Begun"),
        gettext_lazy("The last possible day of its first event that is more than a statement."),
        "date",
    ),
    column("matter", gettext_lazy("Matter"), gettext_lazy("What the case is about, as its title here.")),
    column(
        "defendants",
        gettext_lazy("Defendants"),
        gettext_lazy("The names they go by; parts are separated by semicolons."),
    ),
    column("reviewed_on", gettext_lazy("Reviewed"), gettext_lazy("When an editor last reviewed it."), "date"),
    *LAST,
)


def _rows(facts: Facts, _asked: Mapping[str, Any]) -> Rows:
    events = facts.happened().filter(case_id=OuterRef("id")).order_by("latest", "earliest")
    first = events.exclude(kind=EventKind.STATEMENT.value)
    # A case of which only statements are recorded has a place in the order all the same.
    begun = {
        name: Coalesce(Subquery(first.values(day)[:1]), Subquery(events.values(day)[:1]))
        for name, day in (("begun", "latest"), ("begun_earliest", "earliest"))
    }
    return annotated(facts.cases(), **begun, **{NUMBER: F("id")})


def _add_columns(rows: Rows, facts: Facts) -> Rows:
    rows = rows.annotate(the_matter=facts.beside(Incident, "incident_id", "title"))
    return with_case(rows, facts, "id")


def _read(rows: Sequence[Any], facts: Facts) -> list[ListRow]:
    named = defendants_of([row.id for row in rows], facts)
    return [_line(row, facts, named[row.id]) for row in rows]


def defendants_of(cases: list[int], facts: Facts) -> dict[int, list[tuple[int, str]]]:
    """Return number and name of the public defendants of some cases, in the caption's order. One query."""
    rows = facts.defendants().filter(case_id__in=cases).annotate(the_party=facts.party("party_id"))
    named: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in rows.order_by("case_id", "position", "id"):
        named[row.case_id].append((row.id, facts.name_of(row.the_party)))
    return named


def _line(row: Any, facts: Facts, named: list[tuple[int, str]]) -> ListRow:  # noqa: ANN401  # live or history
    columns = CaseColumns(row, facts)
    matter = facts.closed.text(row.the_matter["title"]) if row.the_matter else ""
    values = columns.case_values() | {
        "id": row.id,
        "begun": row.begun,
        "matter": matter or None,
        "defendants": "; ".join(name for _pk, name in named) or None,
        "reviewed_on": row.reviewed_on,
    }
    end = facts.clocks.query
    return ListRow(
        values=values | clocks_values(facts, columns.case_address),
        cells=(
            Cell(text=columns.case_name, href=columns.case_address, is_name=True),
            Cell(more=tuple((name, record_urls.defendant(pk, name) + end) for pk, name in named)),
            Cell(text=columns.docket),
            Cell(text=row.the_court["name"], quiet=(columns.type_words(),)),
            Cell(text=since_words(row.begun, row.begun_earliest), is_day=True, said=_("begun")),
        ),
    )


def _words(facts: Facts, text: str) -> Q:
    """Return the condition that a defendant is found under a text, or that it begins the docket number."""
    found = Q(id__in=facts.found(text).spans.values("case_id"))
    key = docket_key(text)
    if not any(letter.isdigit() for letter in key):
        return found
    return found | (prefixed("docket_key", key) & prints_docket(facts.of(Case).model))


def _facets(facts: Facts) -> dict[str, Any]:
    return case_facets(facts, "id")


def _events(rows: Rows, facts: Facts, via: Via) -> Rows:
    return facts.events().filter(via("case_id", rows, "id"))


CASES = ListDefinition(
    slug="cases",
    title=gettext_lazy("Cases"),
    subject=gettext_lazy("Cases"),
    unit=lambda number: ngettext(
        "%(number)s case; one row is one docket.",
        "%(number)s cases; one row is one docket. A case as such has no status: its defendants do.",
        number,
    ),
    nothing=gettext_lazy("No case matches what is asked."),
    columns=COLUMNS,
    headings=(
        Heading(words=gettext_lazy("Case"), up="name", down="-name"),
        Heading(words=gettext_lazy("Defendants")),
        Heading(words=gettext_lazy("Docket number")),
        Heading(words=gettext_lazy("Court")),
        Heading(words=gettext_lazy("Begun"), up="begun", down="-begun"),
    ),
    model=Case,
    rows=_rows,
    read=_read,
    add_columns=_add_columns,
    scope=CaseScope,
    sorts=(
        ("name", gettext_lazy("caption, A to Z")),
        ("-name", gettext_lazy("caption, Z to A")),
        ("-begun", gettext_lazy("last begun first")),
        ("begun", gettext_lazy("first begun first")),
    ),
    orders={
        "name": BY_CAPTION,
        "-name": BY_CAPTION.reverse(),
        "-begun": NEWEST_FIRST,
        "begun": NEWEST_FIRST.reverse(),
    },
    default_sort="name",
    facets=_facets,
    events=_events,
    found_through="defendant__case_id",
    own_conditions={"q": Condition(Target.OWN, _words)},
)
