"""How the events of a page have read, off their history: each of their versions since the first published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Model

from proceedings import wording
from proceedings.law.codes import ClaimOutcome, Outcome
from proceedings.models import Citation, Effect, Event, SentenceComponent, Source
from proceedings.models.event import OF_SOMEBODY
from proceedings.record.preloaded_history import RowVersion
from proceedings.record.rule_inputs import component_of
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.event_rows import count_label, outcome_words

# An outcome that moves nothing says only whom an event is about.
CONCERNS = frozenset({Outcome.CONCERNS.value, ClaimOutcome.CONCERNS.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventVersion:
    """An event as it stood from an instant on: its own values, and in words what belongs to it."""

    event: Event
    key: int
    recorded: datetime
    did: tuple[str, ...]
    parts: tuple[str, ...]
    sources: tuple[str, ...]
    counts: frozenset[tuple[bool, int]]


def versions_of(bundle: CaseData, model: type[Model], column: str, keys: Iterable[int]) -> list[RowVersion]:
    """Return what was written of some rows up to the instant a page is about, oldest first of each row."""
    return bundle.ledger.get(bundle.ledger.versions(model, column, keys))


class EventVersions:
    """The events of a case, or of one defendant in it, read off their history."""

    def __init__(self, bundle: CaseData, case: int, defendant: int | None) -> None:
        """Read the history of the events, of what they did, and of who says so."""
        self.bundle = bundle
        self.case = case
        self.defendant = defendant
        self.shown = {defendant} if defendant else {row.pk for row in bundle.defendants_of(case)}
        ledger = bundle.ledger
        # The case's events, and those that ever acted on whom the page is about.
        ever = {
            *ledger.get(ledger.events_ever(Event, "case_id", [case])),
            *ledger.get(ledger.events_ever(Effect, "defendant_id", self.shown)),
        }
        self.effects = self._parts(Effect, ever)
        self.rows = self._events(ever)
        ids = {version.row.pk for version in self.rows}
        self.components = self._parts(SentenceComponent, ids)
        self.citations = self._parts(Citation, ids)
        cited = {version.row.source_id for rows in self.citations.values() for version in rows}
        self.sources = {row.pk: row for row in ledger.get(ledger.today(Source, "id", cited))}

    def _parts(self, model: type[Model], events: Iterable[int]) -> dict[int, list[RowVersion]]:
        """Return the history of parts of events, by event."""
        found: dict[int, list[RowVersion]] = defaultdict(list)
        for version in versions_of(self.bundle, model, "event_id", events):
            found[version.row.event_id].append(version)
        return found

    def _events(self, ever: Iterable[int]) -> list[RowVersion]:
        """Return the history of the events that may be shown here."""
        rows = [
            version
            for version in versions_of(self.bundle, Event, "id", ever)
            if not self.bundle.redactor.hides(version.row) and self._is_about(version.row)
        ]
        public = self._public({version.row.case_id for version in rows})
        return [version for version in rows if version.row.case_id in public]

    def _is_about(self, event: Event) -> bool:
        """Tell whether an event is about nobody in particular, or about whom the page shows."""
        whom = {version.row.defendant_id for version in self.effects.get(event.pk, ())}
        if not whom and self.defendant:
            return event.kind not in OF_SOMEBODY or self.bundle.is_alone(self.defendant)
        return not whom or bool(whom & self.shown)

    def _public(self, cases: set[int]) -> set[int]:
        """Return those of the cases that are public; most are held already."""
        held = self.bundle.cases.keys() | self.bundle.cases_elsewhere.keys()
        return held | self.bundle.ledger.cases_today(cases - held).keys()

    @cached_property
    def by_event(self) -> dict[int, list[EventVersion]]:
        """Return every version of every event since it was first published."""
        found: dict[int, list[EventVersion]] = defaultdict(list)
        for version in self.rows:
            if version.row.is_public or found.get(version.row.pk):
                found[version.row.pk].append(self._version(version))
        return found

    def _version(self, version: RowVersion) -> EventVersion:
        event, instant = version.row, version.recorded
        effects = [one for one in _held(self.effects.get(event.pk, ()), instant) if self._is_shown(one)]
        parts = [
            one for one in _held(self.components.get(event.pk, ()), instant) if one.defendant_id in self.shown
        ]
        cited = _held(self.citations.get(event.pk, ()), instant)
        return EventVersion(
            event=event,
            key=version.key,
            recorded=instant,
            did=tuple(
                self._did(one)
                for one in sorted(effects, key=lambda one: (one.position, one.pk))
                if one.outcome not in CONCERNS
            ),
            parts=tuple(
                wording.component_words(component_of(one))
                for one in parts
                if one.charge_id is None or one.charge_id in self.bundle.charges
            ),
            sources=tuple(self._source(one) for one in cited if one.source_id in self.sources),
            counts=frozenset(
                (one.claim_id is not None, one.charge_id or one.claim_id or 0) for one in effects
            ),
        )

    def _is_shown(self, effect: Effect) -> bool:
        if effect.defendant_id not in self.shown:
            return False
        if effect.charge_id is not None:
            return effect.charge_id in self.bundle.charges
        return effect.claim_id is None or effect.claim_id in self.bundle.claims

    def _did(self, effect: Effect) -> str:
        label, words = count_label(self.bundle, effect), outcome_words(effect.outcome, effect.details)
        said = f"{label}: {words}" if label else words
        if self.defendant is None and len(self.shown) > 1:
            said = f"{self.bundle.name(self.bundle.defendants[effect.defendant_id])}: {said}"
        return said

    def _source(self, citation: Citation) -> str:
        source = self.sources[citation.source_id]
        return self.bundle.text(f"{source.publisher}, {source.title}")

    @cached_property
    def began(self) -> datetime | None:
        """Return the instant the first event of the record was published."""
        return min((versions[0].recorded for versions in self.by_event.values()), default=None)

    @cached_property
    def public_since(self) -> dict[tuple[bool, int], datetime]:
        """Return from which instant each charge and claim has been public: a published event acts on it."""
        found: dict[tuple[bool, int], datetime] = {}
        for version in (one for versions in self.by_event.values() for one in versions):
            if version.event.is_public:
                for count in version.counts:
                    found[count] = min(version.recorded, found.get(count, version.recorded))
        return found


def _held(versions: Iterable[RowVersion], instant: datetime) -> list[Any]:
    """Return the rows as they were at an instant, of versions in the order of writing."""
    held: dict[int, RowVersion] = {}
    for version in versions:
        if version.recorded <= instant:
            held[version.row.pk] = version
    return [version.row for version in held.values() if version.type != "-"]
