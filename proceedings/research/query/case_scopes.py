"""Rows that are asked about through their cases: parties and courts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from functools import reduce
from operator import and_

from django.db.models import Exists, OuterRef, Q, Value

from proceedings.law.codes import Role
from proceedings.record.public_rows import Rows, there_is
from proceedings.research.query.filter_scopes import (
    OfCase,
    OfDefendant,
    Reach,
    Scope,
    holders,
)


class ThroughCases(Reach):
    """Rows that are asked about through their cases: one case must answer to everything."""

    def narrowed(self, rows: Rows, asked: Mapping[Scope, Q]) -> Rows:
        """Return the rows with a case that meets every condition."""
        own = [condition for scope, condition in asked.items() if scope is Scope.OWN]
        of_cases: dict[Scope, Q] = {
            scope: condition for scope, condition in asked.items() if scope is not Scope.OWN
        }
        cases = OfCase(self.facts).narrowed(self.facts.cases(), of_cases)
        return rows.filter(self.tied(cases), reduce(and_, own, Q()))

    @abstractmethod
    def tied(self, cases: Rows) -> Q:
        """Return the condition that one of the cases is the row's."""


class OfParty(ThroughCases):
    """Parties, through the cases they take part in.

    Asked for a role, a party must have it in the case that answers; asked for defendants, the party must be
    the defendant of whom everything else is true.
    """

    def narrowed(self, rows: Rows, asked: Mapping[Scope, Q]) -> Rows:
        """Return the parties with a case, and where a role is asked for with a part in it, that answers."""
        if Scope.PART not in asked:
            return super().narrowed(rows, asked)
        own, part = asked.get(Scope.OWN, Q()), asked[Scope.PART]
        further: dict[Scope, Q] = {
            scope: condition for scope, condition in asked.items() if scope not in {Scope.OWN, Scope.PART}
        }
        held = holders(self.facts).annotate(role=Value(Role.DEFENDANT.value)).filter(part)
        accused = OfDefendant(self.facts).narrowed(held, further).filter(party_id=OuterRef("id"))
        cases = OfCase(self.facts).narrowed(self.facts.cases(), further).filter(id=OuterRef("case_id"))
        taking = self.facts.taking_part().filter(part, Exists(cases), party_id=OuterRef("id"))
        begun = Exists(self.facts.cases().filter(id=OuterRef("case_id")))
        return rows.filter(Q(there_is(accused.filter(begun))) | Q(there_is(taking)), own)

    def tied(self, cases: Rows) -> Q:
        """Return the condition that the party is a public defendant in one of the cases, or takes part."""
        case = Exists(cases.filter(id=OuterRef("case_id")))
        accused = self.facts.defendants().filter(case, party_id=OuterRef("id"))
        taking = self.facts.taking_part().filter(case, party_id=OuterRef("id"))
        # Few are tied to what is asked for: both engines do best to find those few at once.
        return Q(Exists(accused)) | Q(Exists(taking))


class OfCourt(ThroughCases):
    """Courts, through the cases before them."""

    def tied(self, cases: Rows) -> Q:
        """Return the condition that one of the cases is before the court."""
        return Q(Exists(cases.filter(court_id=OuterRef("id"))))
