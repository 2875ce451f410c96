"""How the rows of a list reach the facts that a filter is about: always through EXISTS.

Conditions on one and the same fact are met together: a charge of the offence asked for must itself have the
severity asked for. A target names that fact.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q

from proceedings.law.codes import EventKind
from proceedings.models import Case, Citation, Defendant, Effect
from proceedings.record.public_rows import Facts, Rows, annotated


class Target(StrEnum):
    """The fact a condition is about."""

    CASE = "case"
    DEFENDANT = "defendant"
    STANDING = "standing"
    CHANGE = "change"
    CHARGE = "charge"
    EFFECT = "effect"
    COMPONENT = "component"
    FILING = EventKind.FILING.value
    RULING = EventKind.RULING.value
    SENTENCE = EventKind.SENTENCE.value
    HEARING = EventKind.HEARING.value
    CITED = "cited"
    UNCITED = "uncited"
    PART = "part"
    OWN = "own"


class FilterScope(ABC):
    """How the rows of a list are asked about facts."""

    def __init__(self, facts: Facts) -> None:
        """Keep the facts."""
        self.facts = facts

    @abstractmethod
    def narrow(self, rows: Rows, conditions: Mapping[Target, Q]) -> Rows:
        """Return the rows that meet the conditions of every target."""


class RowScope(FilterScope):
    """One way from a row to each kind of fact; each kind of row says which."""

    def narrow(self, rows: Rows, conditions: Mapping[Target, Q]) -> Rows:
        """Return the rows that meet the conditions of every target."""
        for target, condition in conditions.items():
            rows = rows.filter(self._by_target[target](condition))
        return rows

    @property
    def _by_target(self) -> dict[Target, Callable[[Q], Q]]:
        return {
            Target.CASE: self.case,
            Target.DEFENDANT: self.defendant,
            Target.STANDING: self.standing,
            Target.CHANGE: self.change,
            Target.CHARGE: self.charge,
            Target.EFFECT: self.effect,
            Target.COMPONENT: self.component,
            Target.FILING: lambda condition: self.event(EventKind.FILING, condition),
            Target.RULING: lambda condition: self.event(EventKind.RULING, condition),
            Target.SENTENCE: lambda condition: self.event(EventKind.SENTENCE, condition),
            Target.HEARING: lambda condition: self.event(EventKind.HEARING, condition),
            Target.CITED: self.cited,
            Target.UNCITED: lambda condition: ~self.cited(condition),
            Target.OWN: lambda condition: condition,
        }

    def standing(self, condition: Q) -> Q:
        """Ask about the status of a defendant on the day."""
        return self.defendant(Q(Exists(self.facts.standing().filter(condition, defendant_id=OuterRef("id")))))

    def change(self, condition: Q) -> Q:
        """Ask about a day, not after the one asked about, on which the status of a defendant changed."""
        spans = self.facts.spans().recorded().filter(condition, since__lte=self.facts.clocks.on)
        return self.defendant(Q(Exists(spans.filter(defendant_id=OuterRef("id")))))

    @abstractmethod
    def case(self, condition: Q) -> Q:
        """Ask about the case."""

    @abstractmethod
    def defendant(self, condition: Q) -> Q:
        """Ask about the defendant, or any of them."""

    @abstractmethod
    def charge(self, condition: Q) -> Q:
        """Ask about a charge."""

    @abstractmethod
    def effect(self, condition: Q) -> Q:
        """Ask about something that an event did."""

    @abstractmethod
    def component(self, condition: Q) -> Q:
        """Ask about a part of a sentence."""

    @abstractmethod
    def event(self, kind: EventKind, condition: Q) -> Q:
        """Ask about an event of a kind."""

    @abstractmethod
    def cited(self, condition: Q) -> Q:
        """Ask about a citation of a source."""

    def of_kind(self, kind: EventKind) -> Rows:
        """Return the published events of a kind; only hearings may be to come."""
        rows = self.facts.published() if kind is EventKind.HEARING else self.facts.happened()
        return rows.filter(kind=kind.value)


class DefendantScope(RowScope):
    """Rows that belong to one defendant, by the column `defendant_id`."""

    def _link(self) -> dict[str, OuterRef]:
        """Return what ties an effect to the row."""
        return {"defendant_id": OuterRef("defendant_id")}

    def case(self, condition: Q) -> Q:
        """Ask about the case the defendant stands in."""
        case = self.facts.of(Case).filter(condition, id=OuterRef("case_id"))
        return self.defendant(Q(Exists(case)))

    def defendant(self, condition: Q) -> Q:
        """Ask about the defendant."""
        return Q(Exists(self.facts.of(Defendant).filter(condition, id=OuterRef("defendant_id"))))

    def charge(self, condition: Q) -> Q:
        """Ask about a charge against the defendant."""
        return Q(Exists(self.facts.charges().filter(condition, defendant_id=OuterRef("defendant_id"))))

    def effect(self, condition: Q) -> Q:
        """Ask about something that an event did to the defendant."""
        return Q(Exists(self.facts.effects().filter(condition, **self._link())))

    def component(self, condition: Q) -> Q:
        """Ask about a part of a sentence imposed on the defendant."""
        return Q(Exists(self.facts.components().filter(condition, defendant_id=OuterRef("defendant_id"))))

    def event(self, kind: EventKind, condition: Q) -> Q:
        """Ask about an event that did something to the defendant; a hearing, through the case.

        A ruling that did nothing to anybody, as one that denies a motion, is reached through the case too.
        """
        in_case = self.of_kind(kind).filter(condition, case_id=OuterRef("id"))
        if kind is EventKind.HEARING:
            return self.case(Q(Exists(in_case)))
        acted = self.effect(Q(Exists(self.of_kind(kind).filter(condition, id=OuterRef("event_id")))))
        if kind is not EventKind.RULING:
            return acted
        done = self.facts.of(Effect).filter(event_id=OuterRef("id"))
        return acted | self.case(Q(Exists(in_case.filter(~Exists(done)))))

    def cited(self, condition: Q) -> Q:
        """Ask about a citation of an event that did something to the defendant."""
        citation = self.facts.of(Citation).filter(condition, event_id=OuterRef("event_id"))
        return self.effect(Q(Exists(citation)))


class SpanScope(DefendantScope):
    """Spans of status: the case and the status are their own columns."""

    def case(self, condition: Q) -> Q:
        """Ask about the case by its own column."""
        return Q(Exists(self.facts.of(Case).filter(condition, id=OuterRef("case_id"))))

    def standing(self, condition: Q) -> Q:
        """Ask about the status itself; where uncertain dates are taken widely, any that may hold."""
        if self.facts.day == "latest":
            return condition
        return Q(defendant_id__in=self.facts.standing().filter(condition).values("defendant_id"))


class ChargeScope(DefendantScope):
    """Charges: what is said of a charge is said of the row."""

    def _link(self) -> dict[str, OuterRef]:
        return {"charge_id": OuterRef("id")}

    def charge(self, condition: Q) -> Q:
        """Ask about the charge itself."""
        return condition

    def component(self, condition: Q) -> Q:
        """Ask about a part of a sentence that stands for the charge, or for all its event sentences."""
        sentenced = self.facts.effects().filter(charge_id=OuterRef(OuterRef("id")))
        part = self.facts.components().filter(condition, defendant_id=OuterRef("defendant_id"))
        own = Q(charge_id=OuterRef("id"))
        shared = Q(charge_id=None) & Q(Exists(sentenced.filter(event_id=OuterRef("event_id"))))
        return Q(Exists(part.filter(own | shared)))

    def cited(self, condition: Q) -> Q:
        """Ask about a citation of the charge, or of an event that acted on it."""
        own = self.facts.of(Citation).filter(condition, charge_id=OuterRef("id"))
        return super().cited(condition) | Q(Exists(own))


class ClaimScope(DefendantScope):
    """Civil claims: what an event did to one was done to the row."""

    def _link(self) -> dict[str, OuterRef]:
        return {"claim_id": OuterRef("id")}


class ComponentScope(DefendantScope):
    """Parts of sentences: what is said of a part is said of the row."""

    def component(self, condition: Q) -> Q:
        """Ask about the part itself."""
        return condition

    def event(self, kind: EventKind, condition: Q) -> Q:
        """Ask about the sentence the part belongs to, or another event that concerns the defendant."""
        if kind is EventKind.SENTENCE:
            return Q(Exists(self.facts.happened().filter(condition, id=OuterRef("event_id"))))
        return super().event(kind, condition)

    def cited(self, condition: Q) -> Q:
        """Ask about a citation of the part, or of the sentence it belongs to."""
        backed = Q(component_id=OuterRef("id")) | Q(event_id=OuterRef("event_id"))
        return Q(Exists(self.facts.of(Citation).filter(condition).filter(backed)))


class EventScope(RowScope):
    """Events of one kind, such as rulings."""

    KIND: EventKind

    def case(self, condition: Q) -> Q:
        """Ask about the case the event happened in."""
        return Q(Exists(self.facts.of(Case).filter(condition, id=OuterRef("case_id"))))

    def defendant(self, condition: Q) -> Q:
        """Ask about a defendant the event did something to; where it did nothing, any in the case."""
        touched = self.facts.of(Effect).filter(event_id=OuterRef("id"))
        one = self.facts.defendants().filter(condition)
        in_case = Exists(one.filter(case_id=OuterRef("case_id")))
        acted_on = Exists(
            self.facts.effects().filter(
                Exists(one.filter(id=OuterRef("defendant_id"))), event_id=OuterRef("id")
            )
        )
        return Q(acted_on) | (~Q(Exists(touched)) & Q(in_case))

    def charge(self, condition: Q) -> Q:
        """Ask about a charge the event did something to."""
        return self.effect(Q(Exists(self.facts.charges().filter(condition, id=OuterRef("charge_id")))))

    def effect(self, condition: Q) -> Q:
        """Ask about something the event did."""
        return Q(Exists(self.facts.effects().filter(condition, event_id=OuterRef("id"))))

    def component(self, condition: Q) -> Q:
        """Ask about a part of a sentence imposed on a defendant the event did something to."""
        part = self.facts.components().filter(condition, defendant_id=OuterRef("id"))
        return self.defendant(Q(Exists(part)))

    def event(self, kind: EventKind, condition: Q) -> Q:
        """Ask about the event itself, or another of the case."""
        if kind is self.KIND:
            return condition
        return self.case(Q(Exists(self.of_kind(kind).filter(condition, case_id=OuterRef("id")))))

    def cited(self, condition: Q) -> Q:
        """Ask about a citation of the event."""
        return Q(Exists(self.facts.of(Citation).filter(condition, event_id=OuterRef("id"))))


class AllEventsScope(EventScope):
    """Events of every kind."""

    def event(self, kind: EventKind, condition: Q) -> Q:
        """Ask about the event itself, which must be of the kind."""
        return Q(kind=kind.value) & condition


class RulingScope(EventScope):
    """Rulings."""

    KIND = EventKind.RULING


class HearingScope(EventScope):
    """Hearings."""

    KIND = EventKind.HEARING


# What is asked about defendants: of a case, one and the same defendant must answer to all of it.
PERSONAL = frozenset(
    {Target.DEFENDANT, Target.STANDING, Target.CHANGE, Target.CHARGE, Target.EFFECT, Target.COMPONENT}
)


def defendant_rows(facts: Facts) -> Rows:
    """Return the public defendants as rows that `DefendantScope` takes."""
    return annotated(facts.defendants(), defendant_id=F("id"))


class CaseScope(RowScope):
    """Cases: everything in them."""

    def narrow(self, rows: Rows, conditions: Mapping[Target, Q]) -> Rows:
        """Return the cases that meet the conditions; what is asked of defendants, with one and the same."""
        personal = {target: condition for target, condition in conditions.items() if target in PERSONAL}
        if len(personal) > 1:
            one = DefendantScope(self.facts).narrow(defendant_rows(self.facts), personal)
            rows = rows.filter(Exists(one.filter(case_id=OuterRef("id"))))
            conditions = {
                target: condition for target, condition in conditions.items() if target not in personal
            }
        return super().narrow(rows, conditions)

    def case(self, condition: Q) -> Q:
        """Ask about the case itself."""
        return condition

    def defendant(self, condition: Q) -> Q:
        """Ask about a defendant of the case."""
        return Q(Exists(self.facts.defendants().filter(condition, case_id=OuterRef("id"))))

    def charge(self, condition: Q) -> Q:
        """Ask about a charge against a defendant of the case."""
        return self.defendant(Q(Exists(self.facts.charges().filter(condition, defendant_id=OuterRef("id")))))

    def effect(self, condition: Q) -> Q:
        """Ask about something that was done to a defendant of the case."""
        return self.defendant(Q(Exists(self.facts.effects().filter(condition, defendant_id=OuterRef("id")))))

    def component(self, condition: Q) -> Q:
        """Ask about a part of a sentence imposed on a defendant of the case."""
        return self.defendant(
            Q(Exists(self.facts.components().filter(condition, defendant_id=OuterRef("id"))))
        )

    def event(self, kind: EventKind, condition: Q) -> Q:
        """Ask about an event of the case."""
        return Q(Exists(self.of_kind(kind).filter(condition, case_id=OuterRef("id"))))

    def cited(self, condition: Q) -> Q:
        """Ask about a citation of the case or of one of its events."""
        event = self.facts.published().filter(id=OuterRef("event_id"), case_id=OuterRef(OuterRef("id")))
        backed = Q(case_id=OuterRef("id")) | Q(Exists(event))
        return Q(Exists(self.facts.of(Citation).filter(condition).filter(backed)))


def event_rows(facts: Facts, kind: EventKind | None = None) -> Rows:
    """Return the public events of a kind, or of all kinds; of hearings alone, those to come too."""
    rows = facts.events(kind.value) if kind else facts.events()
    if kind is EventKind.HEARING:
        return rows
    return rows.filter(**{f"{facts.day}__lte": facts.clocks.on})
