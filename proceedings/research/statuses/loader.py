"""The one reader of status rows: a fixed number of queries, however many rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, Model

from people.models import Party
from proceedings import wording
from proceedings.models import Case, Charge, Citation, Court, Defendant, Effect, Source
from proceedings.models.status_span_queries import NOTHING_RECORDED
from proceedings.record import record_urls, visibility
from proceedings.record.case_names import year_if_repeated, year_of_case
from proceedings.record.last_events import EventPlace, LastEvents
from proceedings.record.public_rows import Facts, Rows, annotated
from proceedings.record.status_runs import first_days, run_of
from proceedings.research.statuses.status_row import EventSummary, Related, StatusRow
from proceedings.research.statuses.status_text import (
    OtherCase,
    StatusText,
    cases_named_in,
    counted_charges,
    public_other_cases,
)

JOINED = {
    "its_name": "defendant__party__name",
    "its_printed_name": "defendant__name_as_printed",
    "its_caption": "case__caption",
    "its_caption_is_description": "case__caption_is_description",
    "its_case_type": "case__type",
    "its_court_id": "case__court_id",
    "its_court_key": "case__court__key",
    "its_court": "case__court__name",
}
# Read by nobody who writes a row; instants take long to read.
UNREAD = ("recorded_at", "superseded_at", "rules_version", "incident", "case_type", "court")


def with_related(spans: Rows, facts: Facts) -> Rows:
    """Join the columns of related tables to spans; those of the past are looked up by the loader."""
    if facts.clocks.is_past:
        return spans
    joined: dict[str, Any] = {name: F(path) for name, path in JOINED.items()}
    joined["its_docket_number"] = visibility.disclosable_docket(Case, "case__")
    joined["its_year"] = year_of_case(facts, "case_id")
    return annotated(spans.defer(*UNREAD), **joined)


def _places(events: Rows) -> list[EventPlace]:
    return list(map(EventPlace._make, events.values_list("id", "case_id", "latest", "order")))


class StatusLoader:
    """Reads the rows of some spans, selected by `with_related`.

    What a page prints is read at once (one query, five for the past); what only files or the API write, when
    it is first asked for.
    """

    def __init__(self, spans: Sequence[Any], facts: Facts) -> None:
        self.spans = spans
        self.facts = facts
        self.clocks = facts.clocks
        self.redactor = facts.closed
        past = _PastRelated(spans, facts) if spans and facts.clocks.is_past else None
        begun = first_days(spans, facts.clocks)
        self.rows = [
            self._row(span, past.of(span) if past else _joined(span), begun[run_of(span)]) for span in spans
        ]

    def _row(self, span: Any, related: Related, begun: date) -> StatusRow:  # noqa: ANN401  # a row of values
        name = self.redactor.name(related.party_id, related.name)
        return StatusRow(
            self,
            span.defendant_id,
            span.case_id,
            span.status,
            span.rule,
            span.event_id,
            span.counts,
            span.qualifiers,
            span.particulars,
            span.valid_from,
            span.valid_until,
            span.possible_from,
            span.since,
            begun,
            span.projected_end,
            name,
            self.redactor.printed_name(related.party_id, name, related.name_as_printed),
            self.redactor.text(related.caption, span.case_id),
            *related[4:],
        )

    # --- Addresses ---

    @cached_property
    def _defendant_url(self) -> list[str]:
        # Looked up once: thousands of rows differ in number and name alone.
        return record_urls.defendant(1, "x").split("1-x")

    def defendant_url(self, pk: int, name: str) -> str:
        """Return the address of a defendant at the clocks asked about."""
        before, after = self._defendant_url
        return f"{before}{pk}-{record_urls.slug(name)}{after}{self.clocks.query}"

    def case_url(self, pk: int, caption: str) -> str:
        """Return the address of a case at the clocks asked about."""
        return record_urls.case(pk, caption) + self.clocks.query

    # --- Other cases ---

    @cached_property
    def others(self) -> dict[int, OtherCase]:
        """The public ones of the cases that are named in a status, or act on a defendant from above."""
        named = set().union(*(cases_named_in(row) for row in self.rows))
        acting = {event.case_id for event in self._elsewhere}
        return public_other_cases(named | acting, self.clocks, self.redactor)

    @cached_property
    def text(self) -> StatusText:
        """The words of these rows."""
        return StatusText(self.clocks, self.redactor, self.others)

    # --- Offences ---

    @cached_property
    def offences(self) -> dict[int, wording.Offence]:
        """The offences of the public charges that are counted, by charge. One query."""
        ids = set().union(*(counted_charges(row) for row in self.rows))
        if not ids:
            return {}
        rows = self.redactor.closed.without_charges(self.facts.of(Charge).filter(id__in=ids), "id")
        columns = rows.order_by().values_list("id", "offence", "severity", "position")
        return {pk: wording.Offence(self.redactor.text(offence), *more) for pk, offence, *more in columns}

    # --- Events ---

    @cached_property
    def last_days(self) -> dict[int, date]:
        """The day of the last event, by defendant."""
        return {defendant: event.latest for defendant, event in self._last_events.items()}

    @cached_property
    def _last_events(self) -> dict[int, EventPlace]:
        """The last event that counts on the day, by defendant against whom anything is recorded."""
        shown = (event for event in self._elsewhere if event.case_id in self.others)
        last = LastEvents([*self._own_events, *shown], self._acts)
        found = {
            row.id: last.last(row.id, case=row.case_id, on=self.clocks.on)
            for row in self.rows
            if row.status not in NOTHING_RECORDED
        }
        return {defendant: event for defendant, event in found.items() if event is not None}

    @cached_property
    def _own_events(self) -> list[EventPlace]:
        """The events of the cases of these defendants."""
        return _places(self._happened().filter(case_id__in=self._cases))

    @cached_property
    def _acts(self) -> list[tuple[int, int]]:
        """Each event of these cases, or that acts on these defendants, with each defendant it acts on."""
        effects = self.facts.of(Effect).order_by().values_list("event_id", "defendant_id")
        own = self._happened().filter(case_id__in=self._cases)
        return list(
            effects.filter(event_id__in=own.values("id")).union(
                effects.filter(defendant_id__in=[row.id for row in self.rows])
            )
        )

    @cached_property
    def _elsewhere(self) -> list[EventPlace]:
        """The events of other cases that act on these defendants, whether those cases are public or not."""
        ids = {event for event, _defendant in self._acts} - {event.pk for event in self._own_events}
        if not ids:
            return []
        return _places(self._happened().filter(id__in=ids).exclude(case_id__in=self._cases))

    @property
    def _cases(self) -> set[int]:
        return {row.case_id for row in self.rows}

    def _happened(self) -> Rows:
        """Return the published events that are not closed and count on the day."""
        return self.facts.published().filter(latest__lte=self.clocks.on).order_by()

    @cached_property
    def deciding_events(self) -> dict[int, EventSummary]:
        """The events that decide, and those behind the rest of a status, as far as they may be shown."""
        return self._summaries(set().union(*(row.events_behind for row in self.rows)))

    @cached_property
    def last_event_summaries(self) -> dict[int, EventSummary]:
        """The last events, by defendant."""
        summaries = self._summaries({event.pk for event in self._last_events.values()})
        return {defendant: summaries[event.pk] for defendant, event in self._last_events.items()}

    def _summaries(self, ids: Collection[int | None]) -> dict[int, EventSummary]:
        names = ("id", "kind", "date", "date_entered", "date_reported", "what", "case_id")
        rows = self.facts.published().filter(id__in=ids).exclude(case_id__in=self.redactor.cases)
        return {
            pk: EventSummary(pk, kind, (date_ or entered or reported).strip(), case_id, what, self.redactor)
            for pk, kind, date_, entered, reported, what, case_id in rows.values_list(*names)
        }

    # --- Only in the API ---

    @cached_property
    def sources(self) -> dict[int, list[Citation]]:
        """The sources of the events that decide, by event."""
        events = list(self.deciding_events)
        if self.clocks.is_past:
            history = self.clocks.record_history
            citations = history.rows(Citation, event_id__in=events)
            rows = {row.pk: row for row in history.rows(Source, id__in={row.source_id for row in citations})}
            for citation in citations:
                citation.source = rows[citation.source_id]
        else:
            citations = list(Citation.objects.filter(event__in=events).select_related("source"))
        found: dict[int, list[Citation]] = defaultdict(list)
        for citation in citations:
            found[citation.event_id or 0].append(citation)
        return found

    @cached_property
    def possible(self) -> dict[int, list[str]]:
        """The codes of the other statuses that may hold on the day, by defendant, where that is asked."""
        if self.facts.day == "latest":
            return {}
        certain = {row.id: row.status for row in self.rows}
        found: dict[int, list[str]] = defaultdict(list)
        spans = self.clocks.spans().possibly_on(self.clocks.on).filter(defendant_id__in=list(certain))
        for defendant, code in spans.order_by("valid_from").values_list("defendant_id", "status"):
            if code != certain[defendant] and code not in found[defendant]:
                found[defendant].append(code)
        return found


def _joined(span: Any) -> Related:  # noqa: ANN401  # a row of values
    return Related(
        span.party_id,
        span.its_name,
        span.its_printed_name,
        span.its_caption,
        span.its_caption_is_description,
        span.its_docket_number,
        span.its_case_type,
        span.its_court_id,
        span.its_court_key,
        span.its_court,
        span.its_year,
    )


class _PastRelated:
    """The related columns of spans as they stood at an instant. Four queries."""

    def __init__(self, spans: Sequence[Any], facts: Facts) -> None:
        self.facts = facts
        self.defendants = self._by_id(
            Defendant, {span.defendant_id for span in spans}, "party_id", "case_id", "name_as_printed"
        )
        parties = {party for party, _case, _name in self.defendants.values()}
        self.names = self._by_id(Party, parties, visibility.disclosable_name(facts.of(Party).model))
        docket = visibility.disclosable_docket(facts.of(Case).model)
        cases = {case for _party, case, _name in self.defendants.values()}
        columns = ("caption", "caption_is_description", docket, "type", year_if_repeated(facts), "court_id")
        self.cases = self._by_id(Case, cases, *columns)
        courts = {court for *_columns, court in self.cases.values()}
        self.courts = self._by_id(Court, courts, "id", "key", "name")

    def _by_id(self, model: type[Model], ids: Collection[int], *columns: Any) -> dict[int, tuple[Any, ...]]:
        rows = self.facts.of(model).filter(id__in=ids).values_list("id", *columns)
        return {row[0]: row[1:] for row in rows}

    def of(self, span: Any) -> Related:  # noqa: ANN401  # a row of values
        """Return the related columns of a span."""
        party, case, printed = self.defendants[span.defendant_id]
        *case_columns, year, court = self.cases[case]
        return Related._make((party, *self.names[party], printed, *case_columns, *self.courts[court], year))
