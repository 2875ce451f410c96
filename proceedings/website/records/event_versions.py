"""How the events of a page have read, off their history: each of their versions since the first published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q

from proceedings import wording
from proceedings.law.codes import ClaimOutcome, Outcome
from proceedings.models import Case, Citation, Effect, Event, SentenceComponent, Source
from proceedings.record.history import component_of
from proceedings.record.visibility import public_cases
from proceedings.website.records.case_data import Bundle
from proceedings.website.records.event_rows import count_label, outcome_words

# An outcome that moves nothing says only whom an event is about.
CONCERNS = frozenset({Outcome.CONCERNS.value, ClaimOutcome.CONCERNS.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An event as it stood from an instant on: its own values, and in words what belongs to it."""

    event: Event
    key: int
    recorded: datetime
    did: tuple[str, ...]
    parts: tuple[str, ...]
    sources: tuple[str, ...]
    counts: frozenset[tuple[bool, int]]


def history_of(bundle: Bundle, model: type[Any], where: Q) -> list[Any]:
    """Return what was written of some rows up to the instant a page is about, oldest first of each row."""
    rows = model.history.model.objects.filter(where, history_date__lte=bundle.clocks.known)
    return list(rows.order_by("id", "history_date", "history_id"))


class EventVersions:
    """The events of a case, or of one defendant in it, read off their history: a fixed number of queries."""

    def __init__(self, bundle: Bundle, case: int, defendant: int | None) -> None:
        """Read the history of the events, of what they did, and of who says so."""
        self.bundle = bundle
        self.case = case
        self.defendant = defendant
        self.shown = {defendant} if defendant else {row.pk for row in bundle.defendants_of(case)}
        self.told = self._acting()
        self.effects = self._parts(Effect, event_id__in=self.told)
        self.rows = self._events()
        ids = list({row.id for row in self.rows})
        self.components = self._parts(SentenceComponent, event_id__in=ids, defendant_id__in=list(self.shown))
        self.citations = self._parts(Citation, event_id__in=ids)
        cited = {row.source_id for rows in self.citations.values() for row in rows}
        self.sources: dict[int, Source] = Source.objects.in_bulk(cited)

    def _acting(self) -> list[int]:
        """Return the ids of the case's events, and of those that ever acted on whom the page is about.

        Two questions asked as one, each with its index: as one condition with OR, or as a condition of the
        rows that rest on these events, PostgreSQL reads the history of everything.
        """
        past: Any = Effect.history.model
        acting = past.objects.filter(defendant_id__in=list(self.shown)).order_by().values_list("event_id")
        own: Any = Event.history.model
        found = own.objects.filter(case_id=self.case).order_by().values_list("id").union(acting)
        return [event for (event,) in found]

    def _parts(self, model: type[Any], **where: Any) -> dict[int, list[Any]]:
        """Return the history of parts of events, by event."""
        found: dict[int, list[Any]] = defaultdict(list)
        for row in history_of(self.bundle, model, Q(**where)):
            found[row.event_id].append(row)
        return found

    def _events(self) -> list[Any]:
        """Return the history of the events that may be shown here."""
        rows = [
            row
            for row in history_of(self.bundle, Event, Q(id__in=self.told))
            if not self.bundle.redactor.hides(row.instance) and self._is_about(row.id)
        ]
        public = self._public({row.case_id for row in rows})
        return [row for row in rows if row.case_id in public]

    def _is_about(self, event: int) -> bool:
        """Tell whether an event is about nobody in particular, or about whom the page shows."""
        whom = {row.defendant_id for row in self.effects.get(event, ())}
        return not whom or bool(whom & self.shown)

    def _public(self, cases: set[int]) -> set[int]:
        """Return those of the cases that are public; most are held already."""
        held = self.bundle.cases.keys() | self.bundle.cases_elsewhere.keys()
        others = cases - held
        found = public_cases(Case.objects.filter(pk__in=others)) if others else ()
        return held | {row.pk for row in found}

    @cached_property
    def by_event(self) -> dict[int, list[Version]]:
        """Return every version of every event since it was first published."""
        found: dict[int, list[Version]] = defaultdict(list)
        for row in self.rows:
            if row.instance.is_public or found.get(row.id):
                found[row.id].append(self._version(row))
        return found

    def _version(self, row: Any) -> Version:  # noqa: ANN401  # a row of history has no type
        held = [one.instance for one in _standing(self.effects.get(row.id, ()), row.history_date)]
        effects = [one for one in held if self._is_shown(one)]
        parts = [one.instance for one in _standing(self.components.get(row.id, ()), row.history_date)]
        cited = _standing(self.citations.get(row.id, ()), row.history_date)
        return Version(
            event=row.instance,
            key=row.history_id,
            recorded=row.history_date,
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

    def _source(self, citation: Any) -> str:  # noqa: ANN401  # a row of history has no type
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


def _standing(rows: Iterable[Any], instant: datetime) -> list[Any]:
    """Return of each row of history the one that held at an instant; rows come in the order of writing."""
    held: dict[int, Any] = {}
    for row in rows:
        if row.history_date <= instant:
            held[row.id] = row
    return [row for row in held.values() if row.history_type != "-"]
