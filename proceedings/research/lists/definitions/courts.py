"""The list of courts: one row is one court, or other body that decides, with cases recorded here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.paging import Order, read_text
from proceedings.law.codes import CourtKind
from proceedings.models import Case, Court
from proceedings.record.public_rows import Facts, Rows
from proceedings.research.lists.case_columns import clocks_values, own
from proceedings.research.lists.list_definition import Heading, ListDefinition, Via
from proceedings.research.lists.name_search import court_named
from proceedings.research.lists.rows import (
    LAST,
    Cell,
    ListRow,
    column,
)
from proceedings.research.query.case_scopes import CourtScope
from proceedings.research.query.conditions import Condition
from proceedings.research.query.filter_scopes import Target

BY_NAME = Order("name", "id", read_text)


def _rows(facts: Facts, _asked: Mapping[str, Any]) -> Rows:
    return facts.of(Court)


def _add_columns(rows: Rows, _facts: Facts) -> Rows:
    return rows


def _read(rows: Sequence[Any], facts: Facts) -> list[ListRow]:
    """Write the rows, with the number of cases of each. One query."""
    cases = facts.cases().filter(court_id__in=[row.id for row in rows])
    numbers = dict(cases.values_list("court_id").annotate(number=Count("id")))
    return [_line(row, facts, numbers.get(row.id, 0)) for row in rows]


def _line(row: Any, facts: Facts, number: int) -> ListRow:  # noqa: ANN401  # a live or a history row
    asked = {"court": row.key, "on": facts.clocks.on_asked, "known": facts.clocks.known_asked}
    query = urlencode({name: value for name, value in asked.items() if value}, safe=":")
    address = f"{reverse('cases')}?{query}"
    values = {
        "id": row.id,
        "key": row.key,
        "name": row.name,
        "kind": row.kind,
        "place": row.place or None,
        "country": row.country or None,
        "subdivision": row.subdivision or None,
        "time_zone": row.time_zone,
        "cases": number,
    }
    counted = ngettext("%(number)s case", "%(number)s cases", number) % {"number": number}
    return ListRow(
        values=values | clocks_values(facts, address),
        cells=(
            Cell(text=row.name, href=address, is_name=True),
            Cell(text=_(CourtKind(row.kind).label)),
            Cell(text=", ".join(filter(None, (row.place, row.subdivision or row.country)))),
            Cell(text=counted),
        ),
    )


def _facets(_facts: Facts) -> dict[str, Any]:
    return {"jurisdiction": own("country")}


def _events(rows: Rows, facts: Facts, via: Via) -> Rows:
    held = facts.of(Case).filter(via("court_id", rows, "id"))
    return facts.events().filter(via("case_id", held, "id"))


COURTS = ListDefinition(
    slug="courts",
    title=gettext_lazy("Courts"),
    subject=gettext_lazy("Courts"),
    unit=lambda number: ngettext(
        "%(number)s court; one row is one court with cases recorded here.",
        "%(number)s courts; one row is one court with cases recorded here.",
        number,
    ),
    nothing=gettext_lazy("No court matches what is asked."),
    columns=(
        column("id", gettext_lazy("Number"), gettext_lazy("The court's number here; kept."), "integer"),
        column("key", gettext_lazy("Key"), gettext_lazy("The court as filters take it.")),
        column("name", gettext_lazy("Court"), gettext_lazy("Its name.")),
        column("kind", gettext_lazy("Kind"), gettext_lazy("A court or another body, as a code.")),
        column("place", gettext_lazy("Place"), gettext_lazy("Where it sits.")),
        column("country", gettext_lazy("Country"), gettext_lazy("ISO 3166-1.")),
        column("subdivision", gettext_lazy("Part of the country"), gettext_lazy("ISO 3166-2.")),
        column("time_zone", gettext_lazy("Time zone"), gettext_lazy("The one its days are counted in.")),
        column("cases", gettext_lazy("Cases"), gettext_lazy("Cases recorded here by that day."), "integer"),
        *LAST,
    ),
    headings=(
        Heading(words=gettext_lazy("Court"), up="name", down="-name"),
        Heading(words=gettext_lazy("Kind")),
        Heading(words=gettext_lazy("Place")),
        Heading(words=gettext_lazy("Cases")),
    ),
    model=Court,
    rows=_rows,
    read=_read,
    add_columns=_add_columns,
    scope=CourtScope,
    sorts=(("name", gettext_lazy("name, A to Z")), ("-name", gettext_lazy("name, Z to A"))),
    orders={"name": BY_NAME, "-name": BY_NAME.reverse()},
    default_sort="name",
    facets=_facets,
    events=_events,
    sought=gettext_lazy("Name or place"),
    own_conditions={"q": Condition(Target.OWN, court_named)},
)
