"""The list of people: one row is one party in the cases of one matter; never a record across matters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.kinds import PartyKind
from people.models import Party
from proceedings.law.codes import CaseType, Role
from proceedings.models import Case, Defendant
from proceedings.record import record_urls
from proceedings.record.case_names import case_name, year_of_case
from proceedings.record.public_rows import Facts, Rows, annotated
from proceedings.record.visibility import named_parties, public_parties
from proceedings.research.lists.case_columns import clocks_values, of_incident, own
from proceedings.research.lists.list_definition import Heading, ListDefinition, Via
from proceedings.research.lists.name_order import by_name
from proceedings.research.lists.name_search import party_named
from proceedings.research.lists.rows import (
    LAST,
    Cell,
    ListRow,
    column,
)
from proceedings.research.query.case_scopes import PartyScope
from proceedings.research.query.conditions import Condition
from proceedings.research.query.filter_scopes import Target

BY_NAME = by_name("by_name", "id", "id")


def _rows(facts: Facts, _asked: Mapping[str, Any]) -> Rows:
    rows = named_parties(facts.of(Party))
    if not facts.clocks.is_past:
        # Whether it is public is asked of its cases (PartyScope); every party that is stored has a sort name.
        return annotated(rows.exclude(id__in=facts.closed.parties), by_name=F("sort_name"))
    public = public_parties(Party.objects.filter(pk=OuterRef("id")))
    by_name = Coalesce(NullIf("sort_name", Value("")), "name")
    return annotated(rows.filter(Exists(public)), by_name=by_name)


def _add_columns(rows: Rows, _facts: Facts) -> Rows:
    return rows


def _read(rows: Sequence[Any], facts: Facts) -> list[ListRow]:
    """Write the rows, with what each party is in the cases of its matter. Two queries."""
    parts = _parts([row.id for row in rows], facts)
    return [_line(row, facts, parts[row.id]) for row in rows]


def _parts(parties: list[int], facts: Facts) -> dict[int, list[dict[str, Any]]]:
    """Return the roles of each party in public cases, each with its case."""
    case = Exists(facts.cases().filter(id=OuterRef("case_id")))
    fields = ("id", "caption", "incident_id", "type")
    accused = facts.defendants().filter(case, party_id__in=parties)
    taking = facts.taking_part().filter(case, party_id__in=parties)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for rows in (accused, taking):
        for row in rows.annotate(
            the_case=facts.beside(Case, "case_id", *fields),
            the_matter=of_incident(facts, "case_id", "title"),
            the_year=year_of_case(facts, "case_id"),
        ):
            role = getattr(row, "role", Role.DEFENDANT.value)
            found[row.party_id].append(
                {"role": role, "matter": row.the_matter, "year": row.the_year, **row.the_case}
            )
    return {party: _of_one_matter(parts) for party, parts in found.items()}


def _of_one_matter(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep the cases of the matter of the first one, as the party's page does: matters are never joined."""
    parts = sorted(parts, key=lambda part: part["id"])
    matter = parts[0]["incident_id"]
    if matter is None:
        return [part for part in parts if part["id"] == parts[0]["id"]]
    return [part for part in parts if part["incident_id"] == matter]


def _line(row: Any, facts: Facts, parts: list[dict[str, Any]]) -> ListRow:  # noqa: ANN401  # live or history
    name = facts.closed.name(row.id, row.name)
    address = record_urls.person(row.id, name) + facts.clocks.query
    roles = list(dict.fromkeys(_(Role(part["role"]).label) for part in parts))
    captions = {part["id"]: facts.closed.text(part["caption"], part["id"]) for part in parts}
    names = {
        part["id"]: case_name(
            captions[part["id"]], year=part["year"], is_appeal=part["type"] == CaseType.APPEAL
        )
        for part in parts
    }
    matter = facts.closed.text(parts[0]["matter"]) if parts[0]["matter"] else ""
    values = {
        "id": row.id,
        # A key may be made of a name that is not to be told.
        "key": row.key if name == row.name else None,
        "name": name,
        "kind": row.kind,
        "roles": "; ".join(roles),
        "matter": matter or None,
        "cases": "; ".join(names.values()),
    }
    end = facts.clocks.query
    return ListRow(
        values=values | clocks_values(facts, address),
        cells=(
            Cell(text=name, href=address, is_name=True, quiet=(_(PartyKind(row.kind).label),)),
            Cell(text=", ".join(roles)),
            Cell(text=matter),
            Cell(
                more=tuple(
                    (
                        words,
                        record_urls.case(pk, captions[pk]) + end,
                    )
                    for pk, words in names.items()
                )
            ),
        ),
    )


def _facets(_facts: Facts) -> dict[str, Any]:
    return {"kind": own("kind")}


def _events(rows: Rows, facts: Facts, via: Via) -> Rows:
    accused = facts.of(Defendant).filter(via("party_id", rows, "id"))
    taking = facts.taking_part().filter(via("party_id", rows, "id"))
    return facts.events().filter(via("case_id", accused, "case_id") | via("case_id", taking, "case_id"))


PEOPLE = ListDefinition(
    slug="people",
    title=gettext_lazy("People"),
    subject=gettext_lazy("Parties in cases"),
    unit=lambda number: ngettext(
        "%(number)s party; one row is one party in the cases of one matter.",
        "%(number)s parties; one row is one party in the cases of one matter. Matters are never joined, and "
        "nobody is ranked.",
        number,
    ),
    nothing=gettext_lazy("No party matches what is asked."),
    columns=(
        column("id", gettext_lazy("Number"), gettext_lazy("The party's number here; kept."), "integer"),
        column(
            "key", gettext_lazy("Key"), gettext_lazy("The party as the filters by judge and so on take it.")
        ),
        column("name", gettext_lazy("Name"), gettext_lazy("The name the party goes by.")),
        column("kind", gettext_lazy("Kind"), gettext_lazy("Person, organization or government, as a code.")),
        column(
            "roles",
            gettext_lazy("Roles"),
            gettext_lazy("In the cases of the matter; parts are separated by semicolons."),
        ),
        column("matter", gettext_lazy("Matter"), gettext_lazy("What the cases are about.")),
        column(
            "cases",
            gettext_lazy("Cases"),
            gettext_lazy("Their captions, with the year where one repeats, separated by semicolons."),
        ),
        *LAST,
    ),
    headings=(
        Heading(words=gettext_lazy("Name"), up="name", down="-name"),
        Heading(words=gettext_lazy("Roles")),
        Heading(words=gettext_lazy("Matter")),
        Heading(words=gettext_lazy("Cases")),
    ),
    model=Party,
    rows=_rows,
    read=_read,
    add_columns=_add_columns,
    scope=PartyScope,
    sorts=(("name", gettext_lazy("name, A to Z")), ("-name", gettext_lazy("name, Z to A"))),
    orders={"name": BY_NAME, "-name": BY_NAME.reverse()},
    default_sort="name",
    facets=_facets,
    events=_events,
    sought=gettext_lazy("Name"),
    own_filters={
        "role": (gettext_lazy("Role"), Role.choices()),
        "kind": (gettext_lazy("Kind of party"), PartyKind.choices()),
    },
    own_conditions={
        "q": Condition(Target.OWN, party_named),
        "role": Condition(Target.PART, lambda _facts, roles: Q(role__in=roles)),
        "kind": Condition(Target.OWN, lambda _facts, kinds: Q(kind__in=kinds)),
    },
)
