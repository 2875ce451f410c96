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
    CaseScope,
    DefendantScope,
    FilterScope,
    Target,
    defendant_rows,
)


class ThroughCasesScope(FilterScope):
    """Rows that are asked about through their cases: one case must answer to everything."""

    def narrow(self, rows: Rows, conditions: Mapping[Target, Q]) -> Rows:
        """Return the rows with a case that meets every condition."""
        own = [condition for target, condition in conditions.items() if target is Target.OWN]
        of_cases: dict[Target, Q] = {
            target: condition for target, condition in conditions.items() if target is not Target.OWN
        }
        cases = CaseScope(self.facts).narrow(self.facts.cases(), of_cases)
        return rows.filter(self.linked_to(cases), reduce(and_, own, Q()))

    @abstractmethod
    def linked_to(self, cases: Rows) -> Q:
        """Return the condition that one of the cases is the row's."""


class PartyScope(ThroughCasesScope):
    """Parties, through the cases they take part in.

    Asked for a role, a party must have it in the case that answers; asked for defendants, the party must be
    the defendant of whom everything else is true.
    """

    def narrow(self, rows: Rows, conditions: Mapping[Target, Q]) -> Rows:
        """Return the parties with a case, and where a role is asked for with a part in it, that answers."""
        if Target.PART not in conditions:
            return super().narrow(rows, conditions)
        own, part = conditions.get(Target.OWN, Q()), conditions[Target.PART]
        further: dict[Target, Q] = {
            target: condition
            for target, condition in conditions.items()
            if target not in {Target.OWN, Target.PART}
        }
        held = defendant_rows(self.facts).annotate(role=Value(Role.DEFENDANT.value)).filter(part)
        accused = DefendantScope(self.facts).narrow(held, further).filter(party_id=OuterRef("id"))
        cases = CaseScope(self.facts).narrow(self.facts.cases(), further).filter(id=OuterRef("case_id"))
        taking = self.facts.taking_part().filter(part, Exists(cases), party_id=OuterRef("id"))
        begun = Exists(self.facts.cases().filter(id=OuterRef("case_id")))
        return rows.filter(Q(there_is(accused.filter(begun))) | Q(there_is(taking)), own)

    def linked_to(self, cases: Rows) -> Q:
        """Return the condition that the party is a public defendant in one of the cases, or takes part."""
        case = Exists(cases.filter(id=OuterRef("case_id")))
        accused = self.facts.defendants().filter(case, party_id=OuterRef("id"))
        taking = self.facts.taking_part().filter(case, party_id=OuterRef("id"))
        # Few are tied to what is asked for: both engines do best to find those few at once.
        return Q(Exists(accused)) | Q(Exists(taking))


class CourtScope(ThroughCasesScope):
    """Courts, through the cases before them."""

    def linked_to(self, cases: Rows) -> Q:
        """Return the condition that one of the cases is before the court."""
        return Q(Exists(cases.filter(court_id=OuterRef("id"))))
