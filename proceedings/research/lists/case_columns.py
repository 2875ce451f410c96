"""What stands beside a row: its defendant, case, court and party, read with the row in one query.

Names of people and captions pass through the redactor; a docket number is told only when it may be printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from kit.filtering import stamp
from proceedings.law.codes import CaseType
from proceedings.models import Case, Court, Defendant, Incident
from proceedings.record import record_urls
from proceedings.record.case_names import case_name, year_if_repeated
from proceedings.record.public_rows import Facts, Rows, annotated
from proceedings.record.visibility import disclosable_docket
from proceedings.research.lists.rows import Cell


def with_case_id(rows: Rows, facts: Facts) -> Rows:
    """Put the number of the case beside rows that have a `defendant_id`."""
    holder = facts.of(Defendant).filter(id=OuterRef("defendant_id"))
    return annotated(rows, its_case=Subquery(holder.values("case_id")[:1]))


def with_defendant(rows: Rows, facts: Facts) -> Rows:
    """Put the defendant and the party beside rows that have a `defendant_id`, and the case they stand in."""
    holder = facts.of(Defendant).filter(id=OuterRef("defendant_id"))
    rows = with_case_id(rows, facts).annotate(its_party=Subquery(holder.values("party_id")[:1]))
    rows = rows.annotate(the_party=facts.party("its_party", "noindex"))
    return with_case(rows, facts, "its_case")


def with_case(rows: Rows, facts: Facts, key: str = "case_id") -> Rows:
    """Put the case and its court beside rows; `key` is the column that names the case."""
    fields = ("id", "caption", "type", "incident_id", "noindex")
    docket = disclosable_docket(facts.of(Case).model)
    court = facts.of(Case).filter(id=OuterRef(key)).values("court_id")[:1]
    rows = annotated(
        rows,
        the_case=facts.beside(Case, key, *fields, docket=docket, year=year_if_repeated(facts)),
        its_court=Subquery(court),
    )
    return annotated(rows, the_court=facts.beside(Court, "its_court", "id", "key", "name", "time_zone"))


def of_case(facts: Facts, key: str, column: str) -> Subquery:
    """Return a column of the case that `key` of a row names."""
    return Subquery(facts.of(Case).filter(id=OuterRef(key)).values(column)[:1])


def of_court(facts: Facts, key: str, column: str) -> Subquery:
    """Return a column of the court of the case that `key` of a row names."""
    court = facts.of(Court).filter(id=OuterRef("court_id")).values(column)[:1]
    return Subquery(facts.of(Case).filter(id=OuterRef(key)).annotate(its=Subquery(court)).values("its")[:1])


def of_incident(facts: Facts, key: str, column: str) -> Subquery:
    """Return a column of the matter of the case that `key` of a row names."""
    matter = facts.of(Incident).filter(id=OuterRef("incident_id")).values(column)[:1]
    return Subquery(facts.of(Case).filter(id=OuterRef(key)).annotate(its=Subquery(matter)).values("its")[:1])


def case_facets(facts: Facts, key: str) -> dict[str, Any]:
    """Return the facets every row has through its case: value and words."""
    return {
        "type": (of_case(facts, key, "type"), None),
        "court": (of_court(facts, key, "key"), of_court(facts, key, "name")),
        "incident": (of_incident(facts, key, "key"), of_incident(facts, key, "title")),
    }


def own(column: str) -> tuple[F, None]:
    """Return a facet that is a column of the row."""
    return (F(column), None)


@dataclass(frozen=True, slots=True)
class CaseColumns:
    """The case of one row, as it may be printed."""

    row: Any
    facts: Facts

    @property
    def case_id(self) -> int:
        """Return the case's number."""
        number: int = self.row.the_case["id"]
        return number

    def text(self, text: str) -> str:
        """Return a text without the names that are withheld in this case."""
        return self.facts.closed.text(text, self.case_id)

    @property
    def caption(self) -> str:
        """Return the caption."""
        return self.text(self.row.the_case["caption"])

    @property
    def case_name(self) -> str:
        """Return the caption with what tells the case from another of the same caption."""
        case = self.row.the_case
        return case_name(self.caption, year=case["year"], is_appeal=case["type"] == CaseType.APPEAL)

    @property
    def docket(self) -> str:
        """Return the docket number, or nothing where it may not be printed."""
        return str(self.row.the_case["docket"])

    @property
    def case_address(self) -> str:
        """Return the address of the case at the clocks asked about."""
        return record_urls.case(self.case_id, self.caption) + self.facts.clocks.query

    @property
    def name(self) -> str:
        """Return the name of the defendant."""
        return self.facts.name_of(self.row.the_party)

    @property
    def defendant_address(self) -> str:
        """Return the address of the defendant at the clocks asked about."""
        return record_urls.defendant(self.row.defendant_id, self.name) + self.facts.clocks.query

    def case_values(self) -> dict[str, Any]:
        """Return the columns that say which case."""
        return {
            "case": self.case_name,
            "case_id": self.case_id,
            "docket_number": self.docket or None,
            "case_type": self.row.the_case["type"],
            "court": self.row.the_court["name"],
            "court_key": self.row.the_court["key"],
        }

    def defendant_values(self) -> dict[str, Any]:
        """Return the columns that say which defendant."""
        return {"defendant": self.name, "defendant_id": self.row.defendant_id}

    def case_cell(self) -> Cell:
        """Return the cell that says which case, before which court."""
        return case_cell(self.case_name, self.case_address, self.row.the_court["name"], self.docket)

    def type_words(self) -> str:
        """Say what type of case."""
        return _(CaseType(self.row.the_case["type"]).label)


def case_cell(caption: str, address: str, court: str, docket: str) -> Cell:
    """Return the cell that says which case, before which court."""
    return Cell(text=caption, href=address, quiet=(" · ".join(filter(None, (court, docket))),))


def clocks_values(facts: Facts, url: str) -> dict[str, Any]:
    """Return the columns every row ends with."""
    return {
        "on": facts.clocks.on,
        "known": stamp(facts.clocks.known),
        "changed_since": None,  # whoever reads rows of an earlier instant looks it up for all of them
        "url": url,
    }
