"""Writes what was entered through the services: once as a dry run, once to keep it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext as _

from proceedings.admin.entry.entry_forms import EntryForms
from proceedings.admin.entry.formsets import OutcomeForm
from proceedings.law.codes import (
    CustodyType,
    EventKind,
    Instrument,
    Outcome,
    Publication,
)
from proceedings.law.codes.outcomes import ClaimOutcome
from proceedings.models import (
    Charge,
    ChargeLink,
    Citation,
    Claim,
    CustodyEvent,
    Defendant,
    Effect,
    Event,
    SentenceComponent,
    Source,
)
from proceedings.models.status_span_queries import today
from proceedings.record import services

EVENT_FIELDS: tuple[str, ...] = (
    *("type", "disposition", "scheduled_on", "scheduled_at", "outcome", "date", "what", "judge", "result"),
    *("source_text", "date_entered", "date_reported", "confidence", "dispute", "note", "publication"),
)
# Sources with what was said of each where it is cited.
Sources = list[tuple[Source, dict[str, Any]]]
# Papers that bring a charge straight to trial.
SENT_FOR_TRIAL = frozenset(
    {
        Instrument.INDICTMENT.value,
        Instrument.SUPERSEDING_INDICTMENT.value,
        Instrument.VOLUNTARY_BILL.value,
        Instrument.ORDONNANCE_DE_RENVOI.value,
    }
)


class EventWriter:
    """Records what a valid screen says; each time it saves, it makes every row anew."""

    def __init__(self, screen: EntryForms, by: AbstractBaseUser | None) -> None:
        """Keep the answers and their author."""
        self.screen, self.by = screen, by
        self.given = screen.form.cleaned_data

    @property
    def is_draft(self) -> bool:
        """Tell whether nothing becomes public yet."""
        return bool(self.given.get("publication") == Publication.DRAFT)

    def save(self, *, publishing: bool = False) -> list[Event]:
        """Write the event, what it brings and who says so; return it, then the custody events beside it.

        With `publishing`, drafts are published at once: to see what would follow from them.
        """
        with services.writing(by=self.by, reason=str(self.screen.kind.title)):
            sources = record_sources(self.screen.sources)
            event = self._event()
            counts = self._new_counts(event)
            parts = [*self._effects(event, counts), *self._components(event), *cited(event, sources)]
            services.record(event, parts=_without_recorded(event, parts))
            events = [event, *self._custody(event, sources)]
            for one in events if publishing else ():
                if one.publication == Publication.DRAFT:
                    services.publish(one)
        return events

    def _event(self) -> Event:
        known = self.screen.event
        model = self.screen.kind.model
        # Read anew each time: a row that was tried out carries what was undone.
        event = model(case=self.screen.case) if known is None else model._base_manager.get(pk=known.pk)
        for name in EVENT_FIELDS:
            if name in self.given:
                value = self.given[name]
                setattr(event, name, value)
        if event.scheduled_on is not None and not event.date:
            event.date = event.scheduled_on.isoformat()
        return event

    def _new_counts(self, event: Event) -> list[Charge | Claim]:
        rows = self.screen.charges
        found: list[Charge | Claim] = []
        for form in rows.forms if rows is not None and rows.is_bound else ():
            if form.has_changed():
                place = len(self.screen.docket.lines) + len(found)
                count, links = _count(form.cleaned_data, place, civil=event.case.is_civil)
                services.record(count, parts=links)
                found.append(count)
        return found

    def _effects(self, event: Event, counts: Iterable[Charge | Claim]) -> list[Effect]:
        effects = [beginning(event, count) for count in counts]
        every = self.screen.chosen_for_all if self.given.get("every") else []
        for form in self.screen.outcomes:
            outcome = form.cleaned_data.get("outcome") or (self.given["every"] if form in every else "")
            if outcome:
                effects.append(self._effect(event, form, outcome))
        for place, effect in enumerate(effects):
            effect.position = place
        return effects

    def _effect(self, event: Event, form: OutcomeForm, outcome: str) -> Effect:
        details = dict(form.details)
        if self.given.get("by"):
            details.setdefault("by", self.given["by"])
        if event.kind == EventKind.PLEA and event.type:
            details.setdefault("plea", event.type)
        target = form.line.target
        return Effect(
            event=event,
            defendant_id=target.defendant,
            charge_id=target.charge,
            claim_id=target.claim,
            outcome=outcome,
            details=details,
        )

    def _components(self, event: Event) -> list[SentenceComponent]:
        rows = self.screen.components
        found: list[SentenceComponent] = []
        for form in rows.forms if rows is not None and rows.is_bound else ():
            if form.has_changed():
                part = _unsaved_copy(form.instance)
                part.event, part.position = event, len(found)
                found.append(part)
        return found

    def _custody(self, event: Event, sources: Sources) -> list[Event]:
        """Record beside a decision who went into custody, or out of it, on the same day."""
        found: list[Event] = []
        people = {one.defendant.pk: one.defendant for one in self.screen.docket.defendant_states}
        for key, form in self.screen.custody.items():
            how = form.cleaned_data.get("custody")
            if how:
                custody_event = _custody_event(event, people[key], how)
                services.record(
                    custody_event,
                    parts=[_concerns(custody_event, people[key]), *cited(custody_event, sources)],
                )
                found.append(custody_event)
        return found


def _unsaved_copy(part: SentenceComponent) -> SentenceComponent:
    """Return an unsaved twin of a part: a row that was tried out must not carry a key that was undone."""
    values = {field.attname: getattr(part, field.attname) for field in part._meta.concrete_fields}
    return SentenceComponent(**values)


def record_sources(rows: Any) -> Sources:
    """Record the sources of some rows that are not known yet; return each with what the row says of it."""
    found: Sources = []
    made: dict[str, Source] = {}
    for form in rows.forms if rows.is_bound else ():
        if form.has_changed():
            given = form.cleaned_data
            source = form.known_source or made.get(given["url"])
            if source is None:
                source = _new_source(given)
                services.record(source)
                made[given["url"] or given["title"]] = source
            found.append((source, given))
    return found


def _new_source(given: dict[str, Any]) -> Source:
    return Source(
        url=given["url"],
        publisher=given["publisher"],
        title=given["title"],
        kind=given["kind"],
        published=given["published"],
        accessed=today() if given["url"] else None,
    )


def cited(event: Event, sources: Sources) -> list[models.Model]:
    return [
        Citation(
            event=event,
            source=source,
            pinpoint=given["pinpoint"],
            confidence=given["confidence"],
            position=place,
        )
        for place, (source, given) in enumerate(sources)
    ]


def _without_recorded(event: Event, parts: list[models.Model]) -> list[models.Model]:
    """Leave out what is recorded of an event already: an outcome told before, a source cited before."""
    if event._state.adding:  # noqa: SLF001  # not recorded yet
        return parts
    outcomes = {(one.defendant_id, one.charge_id, one.claim_id, one.outcome) for one in event.effects.all()}
    cited = {(one.source_id, one.pinpoint) for one in event.citations.all()}
    return [part for part in parts if not _is_recorded(part, outcomes, cited)]


def _is_recorded(part: models.Model, outcomes: set[Any], cited: set[Any]) -> bool:
    if isinstance(part, Citation):
        return (part.source_id, part.pinpoint) in cited
    if isinstance(part, Effect):
        return (part.defendant_id, part.charge_id, part.claim_id, part.outcome) in outcomes
    return False


def _count(given: dict[str, Any], place: int, *, civil: bool) -> tuple[Charge | Claim, list[models.Model]]:
    defendant = Defendant.objects.select_related("case").get(pk=given["defendant"])
    if civil:
        return Claim(defendant=defendant, label=given["offence"], position=place), []
    charge = Charge(
        defendant=defendant,
        count_label=given["count_label"],
        offence=given["offence"],
        statute=given["statute"],
        severity=given["severity"],
        position=place,
    )
    links = (
        [ChargeLink(charge=charge, other_id=int(given["other"]), kind=given["link"])] if given["link"] else []
    )
    return charge, list(links)


def beginning(event: Event, count: Charge | Claim) -> Effect:
    effect = Effect(event=event, defendant=count.defendant, outcome=ClaimOutcome.FILED.value)
    if isinstance(count, Claim):
        effect.claim = count
        return effect
    sent = event.type in SENT_FOR_TRIAL
    effect.charge, effect.outcome = count, (Outcome.INDICTED if sent else Outcome.FILED).value
    return effect


def _custody_event(event: Event, defendant: Defendant, how: str) -> CustodyEvent:
    names = {"name": defendant.name_as_printed or defendant.party.name}
    words = {
        CustodyType.REMAND.value: _("%(name)s is taken into custody."),
        CustodyType.BAIL.value: _("%(name)s is released before trial or sentence."),
    }
    return CustodyEvent(
        case=event.case,
        type=how,
        date=event.date,
        date_entered=event.date_entered,
        date_reported=event.date_reported,
        what=words[how] % names,
        judge=event.judge,
        confidence=event.confidence,
        publication=event.publication,
    )


def _concerns(event: Event, defendant: Defendant) -> Effect:
    civil = event.case.is_civil
    outcome = ClaimOutcome.CONCERNS if civil else Outcome.CONCERNS
    return Effect(event=event, defendant=defendant, outcome=outcome.value)
