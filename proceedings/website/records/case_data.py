"""The bundle: everything the public may read of some cases, at one reading of the two clocks.

A fixed number of queries, however many cases and events. Nothing restricted is in it, so that nothing printed
from it can name what is closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from people.models import Party
from proceedings.law import rules
from proceedings.law.codes import EventKind
from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    Citation,
    Claim,
    Correction,
    Court,
    Defendant,
    Effect,
    Event,
    Incident,
    Participation,
    Representation,
    SentenceComponent,
    Source,
    StatusSpan,
)
from proceedings.models.event import OF_SOMEBODY
from proceedings.record import record_urls, visibility
from proceedings.record.answer_redaction import redacted
from proceedings.record.as_of import Clocks
from proceedings.record.case_names import case_name
from proceedings.record.last_events import LastEvents
from proceedings.record.preloaded_history import PreloadedHistory
from proceedings.record.redaction import Redactor
from proceedings.record.refilings import GOES_ON, closure
from proceedings.record.rule_inputs import rule_records
from proceedings.record.status_runs import Run, first_days
from proceedings.website.records.reading_plan import PageSubject, ReadingPlan

NOTHING_ELSE = PageSubject()

Page = TypeVar("Page")


class CaseData:
    """The papers of some cases. Rows are keyed by primary key; names pass through `text` to be shown."""

    def __init__(
        self,
        cases: Collection[int],
        *,
        clocks: Clocks,
        about: PageSubject = NOTHING_ELSE,
        redactor: Redactor | None = None,
    ) -> None:
        """Read the cases, and whatever acts on their defendants from other cases."""
        self.clocks = clocks
        self.about = about
        self.redactor = redactor or Redactor.now()
        self.ledger = PreloadedHistory(clocks, self.redactor.closed)
        ReadingPlan(self.ledger, cases, about).read()
        self.movements: dict[int, dict[int, rules.EffectResult]] = {}
        self._folded: dict[int, rules.History] = {}
        self._case_names: dict[int, str] = {}
        self._ordered_events: dict[int, list[Event]] = {}
        self.cases = self._cases(cases)
        own_events = self._published(case_id__in=list(self.cases))
        own_defendants = [row.pk for row in self.ledger.rows(Defendant, case_id__in=list(self.cases))]
        touching = self.ledger.rows(Effect, event_id__in=list(own_events))
        self.spans = self._spans({*own_defendants, *(effect.defendant_id for effect in touching)})
        self.defendants = {row.pk: row for row in self.ledger.rows(Defendant, id__in=list(self.spans))}
        own_events = visibility.without_acts_on_closed(own_events, touching, self.defendants)
        effects = self._effects(touching)
        self.events = own_events | self._events_elsewhere(effects, set(own_events))
        self.effects = self._by_event(effects)
        self._read_counts()

    def text(self, text: str, *, case: int | None = None) -> str:
        """Return a text of the record with the names withheld that may not be printed."""
        return self.redactor.text(text, case_id=case)

    def redacted(self, page: Page) -> Page:
        """Return a finished page of these cases without the names that are withheld."""
        return redacted(page, self.redactor, *self.cases)

    def caption(self, case: Case) -> str:
        """Return the caption of a case as it may be printed."""
        return self.text(case.caption, case=case.pk)

    def status_instants(self) -> list[datetime]:
        """Return the instants at which a status of these cases was first told, or told anew."""
        told = StatusSpan.objects.filter(case_id__in=self.cases, defendant_id__in=self.defendants)
        return list(told.order_by().values_list("recorded_at", flat=True).distinct())

    def case_name(self, case: Case) -> str:
        """Return the caption with what tells the case from another of the same caption.

        That is the year it began, for one brought again, and that it is an appeal from the case below.
        """
        if case.pk not in self._case_names:
            year = self.years_begun.get(case.pk, "")
            name = case_name(self.caption(case), year=year, is_appeal=case.is_appeal)
            self._case_names[case.pk] = name
        return self._case_names[case.pk]

    @cached_property
    def case_names(self) -> dict[int, str]:
        """Return the names of all cases that the page may name."""
        return {pk: self.case_name(case) for pk, case in self.linked_cases.items()}

    @cached_property
    def years_begun(self) -> dict[int, int]:
        """Return the year of the first public event, statements left out, of every case named on the page."""
        events = self.ledger.get(self.ledger.days(self.linked_cases))
        began: dict[int, int] = {}
        for event in events:
            if event.kind != EventKind.STATEMENT and not self.redactor.hides(event):
                began[event.case_id] = min(event.latest.year, began.get(event.case_id, event.latest.year))
        return began

    def case_address(self, case: Case) -> str:
        """Return the address of a case."""
        return record_urls.case(case.pk, self.caption(case))

    def name(self, defendant: Defendant) -> str:
        """Return the name a defendant is shown under."""
        party = self.parties.get(defendant.party_id)
        return self.party_name(party) if party else _("[name withheld]")

    def defendant_address(self, defendant: Defendant) -> str:
        """Return the address of a defendant in a case."""
        return record_urls.defendant(defendant.pk, self.name(defendant))

    def _cases(self, asked: Collection[int]) -> dict[int, Case]:
        cases = self.ledger.cases(asked)
        incidents = self.ledger.today(Incident, "id", (case.incident_id for case in cases.values()))
        by_key = {row.pk: row for row in self.ledger.get(incidents)}
        for case in cases.values():
            case.incident = by_key.get(case.incident_id)
        return cases

    def _published(self, **where: Any) -> dict[int, Event]:
        return {row.pk: row for row in self.ledger.published(**where) if not self.redactor.hides(row)}

    def _spans(self, defendants: Iterable[int]) -> dict[int, list[StatusSpan]]:
        rows: dict[int, list[StatusSpan]] = defaultdict(list)
        for span in self.ledger.get(self.ledger.spans("defendant_id", defendants)):
            rows[span.defendant_id].append(span)
        return dict(rows)

    def _effects(self, touching: list[Effect]) -> list[Effect]:
        found = {row.pk: row for row in self.ledger.rows(Effect, defendant_id__in=list(self.defendants))}
        found.update((row.pk, row) for row in touching)
        return sorted(
            (row for row in found.values() if row.defendant_id in self.defendants),
            key=lambda row: (row.position, row.pk),
        )

    def _events_elsewhere(self, effects: list[Effect], held: set[int]) -> dict[int, Event]:
        found = self._published(id__in={effect.event_id for effect in effects} - held)
        self.cases_elsewhere = self._cases({event.case_id for event in found.values()})
        shown = self.cases.keys() | self.cases_elsewhere.keys()
        return {pk: event for pk, event in found.items() if event.case_id in shown}

    def _by_event(self, effects: list[Effect]) -> dict[int, list[Effect]]:
        by_event: dict[int, list[Effect]] = defaultdict(list)
        for effect in effects:
            if effect.event_id in self.events:
                by_event[effect.event_id].append(effect)
        return by_event

    def _read_counts(self) -> None:
        """Read the charges of the defendants, and the claims against them, on which a public event acts."""
        mine, acted = list(self.defendants), [one for rows in self.effects.values() for one in rows]
        charges, claims = visibility.counts_acted_on(acted)
        found = self.ledger.rows(Charge, defendant_id__in=mine) if charges else ()
        self.charges = {row.pk: row for row in found if row.pk in charges - self.redactor.charges}
        sued = self.ledger.rows(Claim, defendant_id__in=mine) if claims else ()
        self.claims = {row.pk: row for row in sued if row.pk in claims}
        self.records = {
            pk: visibility.public_record(record) for pk, record in rule_records(self.ledger, mine).items()
        }

    def counts_of(self, defendant: int) -> list[Charge] | list[Claim]:
        """Return the charges of a defendant, or the claims against one who is sued, in their order."""
        if self.records[defendant].civil:
            return [row for row in self.claims.values() if row.defendant_id == defendant]
        return [row for row in self.charges.values() if row.defendant_id == defendant]

    def defendants_of(self, case: int) -> list[Defendant]:
        """Return the defendants of a case in the order of its caption; for an appeal, of the case below."""
        own = self._defendants_by_case.get(case)
        if own:
            return own
        touched = {
            effect.defendant_id
            for event in self._events_by_case.get(case, ())
            for effect in self.effects.get(event.pk, ())
        }
        return [self.defendants[pk] for pk in sorted(touched)]

    def is_told_of(self, event: Event, defendant: int) -> bool:
        """Tell whether an event is told on the page of a defendant.

        One that acts on others only is not. One that acts on nobody is, unless it is somebody's alone: a plea
        that does not say whose it is may be another's.
        """
        effects = self.effects.get(event.pk, ())
        if effects:
            return any(one.defendant_id == defendant for one in effects)
        return event.kind not in OF_SOMEBODY or self.is_alone(defendant)

    def is_alone(self, defendant: int) -> bool:
        """Tell whether a defendant is the only one of the case."""
        return len(self.defendants_of(self.defendants[defendant].case_id)) == 1

    @cached_property
    def _defendants_by_case(self) -> dict[int, list[Defendant]]:
        found: dict[int, list[Defendant]] = defaultdict(list)
        for row in sorted(self.defendants.values(), key=attrgetter("position", "pk")):
            found[row.case_id].append(row)
        return found

    def events_of(self, case: int) -> list[Event]:
        """Return the events of a case, and those elsewhere that act on its defendants, in order."""
        if case not in self._ordered_events:
            acting = (
                self.events[pk]
                for defendant in self._defendants_by_case.get(case, ())
                for pk in self._acting.get(defendant.pk, ())
            )
            own = self._events_by_case.get(case, ())
            rows = {event.pk: event for event in (*own, *acting)}
            self._ordered_events[case] = sorted(
                rows.values(),
                key=lambda event: (
                    event.latest,
                    event.case_id != case,
                    event.order,
                    self._case_of(event).caption,
                    event.case_id,
                ),
            )
        return self._ordered_events[case]

    def _case_of(self, event: Event) -> Case:
        return self.cases.get(event.case_id) or self.cases_elsewhere[event.case_id]

    @cached_property
    def _events_by_case(self) -> dict[int, list[Event]]:
        found: dict[int, list[Event]] = defaultdict(list)
        for event in self.events.values():
            found[event.case_id].append(event)
        return found

    def last_event_on(self, defendant: int) -> date | None:
        """Return the day of the last event that counts for a defendant on the day asked about."""
        case = self.defendants[defendant].case_id
        last = self._last_events.last(defendant, case=case, on=self.clocks.on)
        return last.latest if last else None

    @cached_property
    def _last_events(self) -> LastEvents[Event]:
        acts = ((event, one.defendant_id) for event, effects in self.effects.items() for one in effects)
        return LastEvents(self.events.values(), acts)

    @cached_property
    def _acting(self) -> dict[int, set[int]]:
        """Return the events that act on each defendant, in whatever case."""
        acting: dict[int, set[int]] = defaultdict(set)
        for pk, effects in self.effects.items():
            for effect in effects:
                acting[effect.defendant_id].add(pk)
        return acting

    @cached_property
    def first_days(self) -> dict[Run, date]:
        """Return the first possible day of the run of every span."""
        return first_days(chain.from_iterable(self.spans.values()), self.clocks)

    @cached_property
    def parties(self) -> dict[int, Party]:
        """Return every party named on the page who may be named."""
        wanted = {row.party_id for row in self.defendants.values()}
        # Whom counsel acts for is named with them, but for a victim who is not.
        wanted |= {row.party_id for row in self.representations} - self._unnamed
        wanted |= {row.party_id for row in self.participations}
        wanted |= {event.judge_id for event in self.events.values() if event.judge_id}
        return self.named_among(wanted)

    def named_among(self, parties: Collection[int]) -> dict[int, Party]:
        """Return those of some parties who may be named."""
        wanted = set(parties) - self.redactor.closed.unnamed
        rows = self.ledger.rows(Party, id__in=list(wanted)) if wanted else ()
        return {row.pk: row for row in rows if not visibility.is_private(row)}

    def party_name(self, party: Party) -> str:
        """Return the name of a party as it may be printed."""
        return self.redactor.name_of(party)

    @cached_property
    def courts(self) -> dict[int, Court]:
        """Return the courts of the cases."""
        cases = chain(self.cases.values(), self.cases_elsewhere.values())
        return {row.pk: row for row in self.ledger.rows(Court, id__in={case.court_id for case in cases})}

    @cached_property
    def participations(self) -> list[Participation]:
        """Return the roles in the cases that may be told in public."""
        return [row for row in self._taking_part if row.is_named]

    @cached_property
    def _taking_part(self) -> list[Participation]:
        return self.ledger.rows(Participation, case_id__in=list(self.cases))

    @cached_property
    def _unnamed(self) -> set[int]:
        """Return the parties who are victims in a case and not named in it."""
        return {row.party_id for row in self._taking_part if not row.is_named}

    @cached_property
    def representations(self) -> list[Representation]:
        """Return whom the participants act for."""
        return self.ledger.rows(Representation, participation_id__in=[row.pk for row in self.participations])

    @cached_property
    def components(self) -> list[SentenceComponent]:
        """Return the parts of every sentence."""
        rows = self.ledger.rows(
            SentenceComponent, event_id__in=list(self.events), defendant_id__in=list(self.defendants)
        )
        shown = (row for row in rows if row.charge_id is None or row.charge_id in self.charges)
        return sorted(shown, key=self._place)

    def _place(self, part: SentenceComponent) -> tuple[Any, ...]:
        """Order parts of sentences as their events are recorded, case by case."""
        event = self.events[part.event_id]
        case = self._case_of(event)
        return case.caption, case.pk, event.order, part.position, part.pk

    @cached_property
    def citations(self) -> dict[tuple[str, int], list[tuple[Citation, Source]]]:
        """Return the citations with their sources, by the kind and key of what they back."""
        targets = {
            "event": list(self.events),
            "case": list(self.cases),
            "charge": list(self.charges),
            "component": [row.pk for row in self.components],
        }
        rows = [
            (name, row)
            for name, keys in targets.items()
            for row in (self.ledger.rows(Citation, **{f"{name}_id__in": keys}) if keys else ())
        ]
        sources = {
            row.pk: row for row in self.ledger.rows(Source, id__in={row.source_id for _name, row in rows})
        }
        found: dict[tuple[str, int], list[tuple[Citation, Source]]] = defaultdict(list)
        for name, row in rows:
            found[name, getattr(row, f"{name}_id")].append((row, sources[row.source_id]))
        return found

    @cached_property
    def links(self) -> list[CaseLink]:
        """Return the links of the cases with other cases, both ways; a chain of refilings whole."""
        found: dict[int, CaseLink] = {}

        def linked(cases: set[int]) -> Iterator[int]:
            # Of the cases that a chain leads to, only the links that go on.
            kinds = GOES_ON if found else None
            for column in ("case_id", "other_id"):
                for link in self.ledger.rows(CaseLink, **{f"{column}__in": list(cases)}):
                    if kinds is None or link.kind in kinds:
                        found[link.pk] = link
                    if link.kind in GOES_ON:
                        yield from (link.case_id, link.other_id)

        closure(self.cases, linked)
        return list(found.values())

    @cached_property
    def linked_cases(self) -> dict[int, Case]:
        """Return the public cases that links, counts and qualifiers name."""
        wanted = {end for link in self.links for end in (link.case_id, link.other_id)}
        wanted |= {count.case for record in self.records.values() for count in record.counts}
        for span in chain.from_iterable(self.spans.values()):
            for qualifier in span.qualifiers:
                wanted |= set(qualifier.get("cases", ()))
            wanted |= set(span.particulars.get("transferred_to", ()))
        known = self.cases | self.cases_elsewhere
        return known | self._cases(wanted - known.keys())

    @cached_property
    def corrections(self) -> list[Correction]:
        """Return the public corrections of the cases and their events, withdrawn ones included."""
        ledger = self.ledger
        events = {*self.events, *ledger.get(ledger.events_ever(Event, "case_id", self.cases))}
        events -= self.redactor.events
        found = {
            row.pk: row
            for column, keys in (("case_id", self.cases), ("event_id", events))
            for row in ledger.get(ledger.today(Correction, column, keys))
        }
        acting: dict[int, set[int]] = defaultdict(set)
        for effect in ledger.get(ledger.today(Effect, "event_id", {row.event_id for row in found.values()})):
            acting[effect.event_id].add(effect.defendant_id)
        shown = [
            row
            for row in found.values()
            if row.event_id not in acting or not acting[row.event_id].isdisjoint(self.defendants)
        ]
        return sorted(shown, key=lambda row: (row.made_at, -row.pk), reverse=True)

    def states(self, defendant: int) -> dict[int, rules.StateOf]:
        """Return where each count of a defendant stands on the day asked about."""
        return rules.charge_states(self.folded(defendant), self.clocks.on)

    def folded(self, defendant: int) -> rules.History:
        """Return the record of a defendant folded event by event; once a page."""
        if defendant not in self._folded:
            self._folded[defendant] = rules.fold(self.records[defendant])
        return self._folded[defendant]
