"""The one reading that turns spans into rows: a fixed number of queries, however many rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from people.models import Party
from proceedings import wording
from proceedings.law import rules
from proceedings.law.codes import EventKind
from proceedings.models import Case, Citation, Court, Defendant, Effect, Event, Source, StatusSpan
from proceedings.models.status_span import BEGINNING
from proceedings.models.status_span_queries import NOTHING_RECORDED
from proceedings.record import record_urls
from proceedings.record.as_of import Clocks
from proceedings.record.history import last_of
from proceedings.record.redaction import Redactor
from proceedings.record.status_runs import first_days, run_of
from proceedings.research.statuses.schemas import (
    CaseRef,
    CourtRef,
    EventRef,
    OtherCase,
    Possible,
    Row,
    SourceRef,
    Standing,
    Why,
)
from proceedings.research.statuses.status_text import (
    Saying,
    besides,
    label_of,
    named_in,
    other_cases,
    table_of,
)

Fact = TypeVar("Fact", bound=models.Model)


def rows(
    spans: Sequence[StatusSpan], clocks: Clocks, *, possible: bool = False, closed: Redactor | None = None
) -> list[Row]:
    """Return one row a span, in the order of the spans, which must be public and as known by the clocks.

    With `possible`, each row also names the other statuses that may hold on the day. At most thirteen
    queries, and five more when history is read.
    """
    if not spans:
        return []
    reading = Reading(spans, clocks, closed=closed)
    others = _possible(spans, clocks) if possible else {}
    return [reading.row(span, others.get(span.defendant_id, ())) for span in spans]


def _possible(spans: Sequence[StatusSpan], clocks: Clocks) -> dict[int, tuple[Possible, ...]]:
    certain = {span.defendant_id: span.status for span in spans}
    found: dict[int, dict[str, Possible]] = defaultdict(dict)
    maybe = clocks.spans().possibly_on(clocks.on).filter(defendant_id__in=list(certain))
    for defendant, code in maybe.order_by("valid_from").values_list("defendant_id", "status"):
        if code != certain[defendant]:
            found[defendant][code] = Possible(code=code, label=wording.short_label(code))
    return {defendant: tuple(codes.values()) for defendant, codes in found.items()}


class Reading:
    """What the rows of some spans need, read at once."""

    def __init__(
        self, spans: Sequence[StatusSpan], clocks: Clocks, *, closed: Redactor | None = None
    ) -> None:
        """Read the facts as they stand, or as they stood."""
        self.clocks = clocks
        self.ledger = clocks.ledger
        self.closed = closed or Redactor.now()
        self.defendants = self._defendants({span.defendant_id for span in spans})
        self.first_days = first_days(spans, clocks)
        self.acting = self._acting()
        self.events = self._events(spans)
        self.sources = self._sources(self.events.keys() & {span.event_id for span in spans})
        self.others = self._other_cases(spans)
        self.saying = Saying(clocks, self.closed, self.others)

    def _defendants(self, ids: Iterable[int]) -> dict[int, Defendant]:
        """Return the defendants with their party, case and court in place."""
        if not self.clocks.is_past:
            live = Defendant.objects.filter(pk__in=list(ids)).select_related("party", "case__court")
            return {row.pk: row for row in live}
        found = {row.pk: row for row in self.ledger.rows(Defendant, id__in=list(ids))}
        cases = self._by_id(Case, {row.case_id for row in found.values()})
        courts = self._by_id(Court, {case.court_id for case in cases.values()})
        parties = self._by_id(Party, {row.party_id for row in found.values()})
        for case in cases.values():
            case.court = courts[case.court_id]
        for row in found.values():
            row.case, row.party = cases[row.case_id], parties[row.party_id]
        return found

    def _by_id(self, model: type[Fact], ids: Iterable[int]) -> dict[int, Fact]:
        return {row.pk: row for row in self.ledger.rows(model, id__in=list(ids))}

    def _acting(self) -> dict[int, set[int]]:
        """Return the events that act on each defendant, in whatever case."""
        acting: dict[int, set[int]] = defaultdict(set)
        for effect in self.ledger.rows(Effect, defendant_id__in=list(self.defendants)):
            acting[effect.defendant_id].add(effect.event_id)
        return acting

    def _events(self, spans: Sequence[StatusSpan]) -> dict[int, Event]:
        """Return the events that may be shown: of the cases, and those elsewhere that act or decide."""
        cases = {span.case_id for span in spans}
        held = {event.pk: event for event in self.ledger.published(case_id__in=list(cases))}
        wanted = {span.event_id for span in spans if span.event_id is not None}.union(*self.acting.values())
        missing = wanted - held.keys()
        if missing:
            held |= {event.pk: event for event in self.ledger.published(id__in=list(missing))}
        return {pk: event for pk, event in held.items() if not self.closed.hides(event)}

    @cached_property
    def _of_whole_case(self) -> dict[int, list[Event]]:
        """Return the events that name nobody, by their case."""
        silent = self.events.keys() - set().union(*self.acting.values())
        naming = (
            {one.event_id for one in self.ledger.rows(Effect, event_id__in=list(silent))} if silent else ()
        )
        found: dict[int, list[Event]] = defaultdict(list)
        for pk in silent.difference(naming):
            found[self.events[pk].case_id].append(self.events[pk])
        return found

    def _sources(self, events: Iterable[int]) -> dict[int, list[tuple[Citation, Source]]]:
        found: dict[int, list[tuple[Citation, Source]]] = defaultdict(list)
        if not self.clocks.is_past:
            live = Citation.objects.filter(event__in=list(events)).select_related("source")
            citations = list(live)
        else:
            citations = self.ledger.rows(Citation, event_id__in=list(events))
            sources = self._by_id(Source, {row.source_id for row in citations})
            for row in citations:
                row.source = sources[row.source_id]
        for row in citations:
            if row.event_id is not None:
                found[row.event_id].append((row, row.source))
        return found

    def _other_cases(self, spans: Sequence[StatusSpan]) -> dict[int, OtherCase]:
        """Return the public ones of the cases that are named beside a status, or that act from above."""
        named = set().union(*(named_in(span) for span in spans))
        for span in spans:
            acting = (self.events[pk].case_id for pk in self.acting[span.defendant_id] if pk in self.events)
            named |= set(acting) - {span.case_id}
        return other_cases(named, self.clocks, self.closed)

    def _case_url(self, case: Case, caption: str) -> str:
        return record_urls.case(case.pk, caption) + self.clocks.query

    def row(self, span: StatusSpan, possible: tuple[Possible, ...] = ()) -> Row:
        """Return the row of a span."""
        defendant = self.defendants[span.defendant_id]
        name = self.closed.name_of(defendant.party)
        return Row(
            id=defendant.pk,
            name=name,
            name_as_printed=self.closed.printed_name(defendant.party_id, name, defendant.name_as_printed),
            url=record_urls.defendant(defendant.pk, name) + self.clocks.query,
            noindex=defendant.noindex or defendant.case.noindex or defendant.party.noindex,
            case=self._case(defendant.case),
            on=self.clocks.on,
            known=self.clocks.known,
            status=self._standing(span),
            why=self._why(span),
            possible=possible,
        )

    def _case(self, case: Case) -> CaseRef:
        caption = self.closed.text(case.caption, case.pk)
        return CaseRef(
            id=case.pk,
            docket_number=case.public_docket or None,
            caption=caption,
            caption_is_description=case.caption_is_description,
            type=case.type,
            court=CourtRef(id=case.court.pk, key=case.court.key, name=case.court.name),
            url=self._case_url(case, caption),
        )

    def _standing(self, span: StatusSpan) -> Standing:
        last = self.last_event(span)
        qualifiers = self.saying.qualifiers(span, last_event_on=last.latest if last else None)
        return Standing(
            code=span.status,
            label=label_of(span),
            phase=rules.phase_of(span.status).value,
            words=self.saying.words(span),
            since=day_or_none(span.since),
            since_earliest=self.since_earliest(span),
            rule=span.rule,
            table=table_of(span.status),
            counts=span.counts,
            qualifiers=qualifiers,
            besides=besides(qualifiers),
            last_event=self.event(last) if last else None,
        )

    def last_event(self, span: StatusSpan) -> Event | None:
        """Return the last event that counts: of the whole case, or one that acts on the defendant.

        What acts on co-defendants alone says nothing of this one. A case above must be public itself.
        """
        if span.status in NOTHING_RECORDED:
            return None
        acting = (self.events[pk] for pk in self.acting[span.defendant_id] if pk in self.events)
        shown = (event for event in acting if event.case_id == span.case_id or event.case_id in self.others)
        return last_of((*self._of_whole_case[span.case_id], *shown), case=span.case_id, on=self.clocks.on)

    def since_earliest(self, span: StatusSpan) -> date | None:
        """Return the first possible day of the run of a span."""
        return day_or_none(self.first_days[run_of(span)])

    def _why(self, span: StatusSpan) -> Why | None:
        if span.event_id is None:
            return None
        event = self.events.get(span.event_id)
        if event is None:
            return Why(event=None, sources=())
        cited = self.sources.get(event.pk, ())
        return Why(
            event=self.event(event),
            sources=tuple(self._source(citation, source, event.case_id) for citation, source in cited),
        )

    def event(self, event: Event) -> EventRef:
        """Return an event in short."""
        return EventRef(
            id=event.pk,
            kind=event.kind,
            kind_label=_(EventKind(event.kind).label),
            date=event.status_date.text,
            day=event.latest,
            date_words=event.date_words,
            what=self.closed.text(event.what, event.case_id),
            case_id=event.case_id,
        )

    def _source(self, citation: Citation, source: Source, case_id: int) -> SourceRef:
        return SourceRef(
            publisher=source.publisher,
            title=self.closed.text(source.title, case_id),
            title_is_description=source.title_is_description,
            url=self.closed.address(source.public_url, case_id),
            published=source.published,
            pinpoint=self.closed.text(citation.pinpoint, case_id),
            confidence=citation.confidence,
            differs=self.closed.text(citation.differs, case_id),
        )


def day_or_none(day: date) -> date | None:
    """Return a day, or None for the beginning of time, which no reader means."""
    return None if day == BEGINNING else day
