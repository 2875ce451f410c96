"""What a page of some cases reads, and in how few statements: rows lead to rows, one statement a step.

Every step asks for all that the rows in memory lead to, until they lead to nothing new. It may read more than
is shown, never less: what may be shown is decided by `case_data`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from people.models import OtherName, Party
from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    ChargeLink,
    Citation,
    Claim,
    ClaimLink,
    Correction,
    Court,
    Defendant,
    DisputedClaim,
    Effect,
    Event,
    HarmedPerson,
    Incident,
    Participation,
    PressFact,
    PressFactEvent,
    Representation,
    SentenceComponent,
    Source,
    StatusSpan,
)
from proceedings.record.preloaded_history import PreloadedHistory, WantedRows
from proceedings.record.refilings import GOES_ON, READ_ACROSS, closure


@dataclass(frozen=True, slots=True)
class PageSubject:
    """What a page shows beside its cases: a record its chain and its changes, of one defendant or of all."""

    is_record: bool = False
    defendant: int | None = None
    incident: int | None = None
    party: int | None = None


class ReadingPlan:
    """The rows of the page about some cases."""

    def __init__(self, history: PreloadedHistory, cases: Collection[int], about: PageSubject) -> None:
        self.history = history
        self.cases = frozenset(cases)
        self.about = about
        self._wants: list[WantedRows] = []

    def read(self) -> None:
        """Read until nothing is missing."""
        self._step()
        while self.history.load(*self._wants):
            self._wants.clear()
            self._step()

    def _need(self, *wants: WantedRows) -> list[Any]:
        """Ask for rows, and return those that are in memory already."""
        self._wants += wants
        return [row for want in wants for row in self.history.loaded(want)]

    def _step(self) -> None:
        facts = self.history.facts
        self._need(*self.history.case_wants(self.cases))
        events = {row.pk: row for row in self._need(facts(Event, "case_id", self.cases))}
        defendants = {row.pk for row in self._need(facts(Defendant, "case_id", self.cases))}
        effects = self._need(facts(Effect, "event_id", events))
        defendants |= {effect.defendant_id for effect in effects}
        self._need(facts(Defendant, "id", defendants))
        spans = self._need(self.history.spans("defendant_id", defendants))
        acts = self._need(facts(Effect, "defendant_id", defendants))
        for event in self._need(facts(Event, "id", {effect.event_id for effect in acts})):
            events[event.pk] = event
        named = {event.case_id for event in events.values()}
        charges = self._counts(Charge, ChargeLink, "charge", defendants, named)
        self._counts(Claim, ClaimLink, "claim", defendants, named)
        components = self._need(facts(SentenceComponent, "event_id", events))
        self._links(named)
        named |= set(_named_beside(spans))
        self._named(named)
        self._people(events.values(), defendants)
        citations = self._need(
            facts(Citation, "event_id", events),
            facts(Citation, "case_id", self.cases),
            facts(Citation, "charge_id", charges),
            facts(Citation, "component_id", (row.pk for row in components)),
        )
        self._need(facts(Source, "id", (row.source_id for row in citations)))
        if self.about.is_record:
            self._changes(events, defendants)
        if self.about.incident:
            self._matter(self.about.incident)
        if self.about.party:
            self._need(facts(OtherName, "party_id", [self.about.party]))

    def _counts(
        self,
        model: type[Charge | Claim],
        link_model: type[ChargeLink | ClaimLink],
        name: str,
        defendants: set[int],
        named: set[int],
    ) -> set[int]:
        """Ask for charges (or claims) and those elsewhere that they are linked with; name their cases."""
        facts = self.history.facts
        own = {row.pk for row in self._need(facts(model, "defendant_id", defendants))}

        def linked(ids: set[int]) -> Iterator[int]:
            for link in self._need(facts(link_model, f"{name}_id", ids), facts(link_model, "other_id", ids)):
                if link.kind in READ_ACROSS:
                    yield from (getattr(link, f"{name}_id"), link.other_id)

        reached = closure(own, linked)
        holders = {row.defendant_id for row in self._need(facts(model, "id", reached))} - defendants
        named |= {row.case_id for row in self._need(facts(Defendant, "id", holders))}
        acts = {row.event_id for row in self._need(facts(Effect, "defendant_id", holders))}
        self._need(facts(Event, "id", acts), facts(SentenceComponent, "event_id", acts))
        return own

    def _links(self, named: set[int]) -> None:
        """Ask for the links of the cases and for whole chains of refilings; name the cases at both ends."""
        facts = self.history.facts

        def linked(cases: set[int]) -> Iterator[int]:
            for link in self._need(facts(CaseLink, "case_id", cases), facts(CaseLink, "other_id", cases)):
                named.update((link.case_id, link.other_id))
                if link.kind in GOES_ON:
                    yield from (link.case_id, link.other_id)

        reached = closure(self.cases, linked)
        if self.about.is_record and len(reached) > 1:
            spans = self._need(self.history.spans("case_id", reached))
            self._need(self.history.today(Party, "id", (span.party_id for span in spans)))

    def _named(self, cases: set[int]) -> None:
        """Ask for the cases a page may name, with their courts, matters and the days they began."""
        facts = self.history.facts
        self._need(*self.history.case_wants(cases), self.history.days(cases))
        rows = self._need(facts(Case, "id", cases | self.cases))
        self._need(
            facts(Court, "id", (row.court_id for row in rows)),
            self.history.today(Incident, "id", (row.incident_id for row in rows)),
        )

    def _people(self, events: Iterable[Event], defendants: set[int]) -> None:
        facts = self.history.facts
        taking_part = self._need(facts(Participation, "case_id", self.cases))
        acting = self._need(facts(Representation, "participation_id", (row.pk for row in taking_part)))
        rows = [*taking_part, *acting, *self._need(facts(Defendant, "id", defendants))]
        parties = [*(row.party_id for row in rows), *(event.judge_id for event in events)]
        self._need(facts(Party, "id", parties))

    def _changes(self, events: Iterable[int], defendants: set[int]) -> None:
        """Ask for every version of what a record shows: of one defendant, or of all of the case."""
        versions = self.history.versions
        shown = defendants if self.about.defendant is None else {self.about.defendant}
        ever = {
            *self._need(self.history.events_ever(Event, "case_id", self.cases)),
            *self._need(self.history.events_ever(Effect, "defendant_id", shown)),
        }
        acting = self._need(versions(Event, "id", ever))
        self._need(self.history.public_today(version.row.case_id for version in acting))
        cited = self._need(versions(Citation, "event_id", ever))
        self._need(
            versions(Effect, "event_id", ever),
            versions(SentenceComponent, "event_id", ever),
            self.history.today(Source, "id", (version.row.source_id for version in cited)),
            versions(Case, "id", self.cases),
            versions(Defendant, "id", shown),
            versions(Charge, "defendant_id", shown),
            versions(Claim, "defendant_id", shown),
            versions(Participation, "case_id", self.cases),
            versions(CaseLink, "case_id", self.cases),
        )
        holders = self._need(self.history.facts(Defendant, "id", shown))
        self._need(versions(Party, "id", (row.party_id for row in holders)))
        corrected = self._need(
            self.history.today(Correction, "case_id", self.cases),
            self.history.today(Correction, "event_id", {*events, *ever}),
        )
        self._need(self.history.today(Effect, "event_id", (row.event_id for row in corrected)))

    def _matter(self, incident: int) -> None:
        """Ask for what is said about the incident itself."""
        facts = self.history.facts
        self._need(facts(Incident, "id", [incident]), facts(DisputedClaim, "incident_id", [incident]))
        harmed = self._need(facts(HarmedPerson, "incident_id", [incident]))
        statements = self._need(facts(PressFact, "incident_id", [incident]))
        cited = [*self._need(facts(Citation, "incident_id", [incident])), *statements]
        self._need(
            facts(Party, "id", (row.party_id for row in harmed)),
            facts(PressFactEvent, "press_fact_id", (row.pk for row in statements)),
            facts(Source, "id", (row.source_id for row in cited)),
        )


def _named_beside(spans: Iterable[StatusSpan]) -> Iterator[int]:
    """Yield the cases that qualifiers and particulars of statuses name."""
    for span in spans:
        for qualifier in span.qualifiers:
            yield from qualifier.get("cases", ())
        yield from span.particulars.get("transferred_to", ())
