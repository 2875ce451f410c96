"""Spans kept in step with the facts: derived, compared, superseded; never rewritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from kit.unsaved_rows import blank, give
from people.models import Party
from proceedings.law import rules
from proceedings.models import Case, ChargeLink, ClaimLink, Defendant, StatusSpan
from proceedings.models.status_span_queries import NOT_SUPERSEDED
from proceedings.record.history import RecordHistory
from proceedings.record.refilings import READ_ACROSS, closure
from proceedings.record.rule_inputs import rule_records
from proceedings.record.search import index

BATCH = 500
# What makes two spans the same conclusion.
CONTENT = (
    "status",
    "rule",
    "event_id",
    "counts",
    "qualifiers",
    "particulars",
    "valid_from",
    "valid_until",
    "possible_from",
    "since",
    "projected_end",
    "rules_version",
    "case_id",
    "party_id",
    "court_id",
    "incident_id",
    "case_type",
    "sort_name",
)


def content(span: StatusSpan) -> tuple[Any, ...]:
    """Return what a span says, apart from when it was said."""
    return tuple(getattr(span, name) for name in CONTENT)


def derive(defendants: Collection[int], *, known: datetime | None = None) -> dict[int, list[StatusSpan]]:
    """Derive the spans of some defendants from the facts as they stand, or as they stood at an instant.

    A defendant on whom no published event rests has none.
    """
    return derive_from(RecordHistory(known), defendants)


def derive_from(history: RecordHistory, defendants: Collection[int]) -> dict[int, list[StatusSpan]]:
    """Derive the spans of some defendants from the facts at an instant."""
    records = rule_records(history, defendants)
    holders = {row.pk: row for row in history.rows(Defendant, id__in=list(records))}
    cases = {row.pk: row for row in history.rows(Case, id__in={row.case_id for row in holders.values()})}
    parties = {row.pk: row for row in history.rows(Party, id__in={row.party_id for row in holders.values()})}
    derived: dict[int, list[StatusSpan]] = {pk: [] for pk in defendants}
    for pk, record in records.items():
        holder = holders[pk]
        derived[pk] = [
            _span(span, holder, cases[holder.case_id], parties[holder.party_id])
            for span in rules.derive(record)
        ]
    return derived


def _span(span: rules.Span, holder: Defendant, case: Case, party: Party) -> StatusSpan:
    status = span.status
    row = blank(StatusSpan)
    give(
        row,
        {
            "defendant_id": holder.pk,
            "status": status.code.value,
            "rule": status.rule,
            "event_id": status.deciding,
            "counts": status.counts,
            "qualifiers": status.qualifiers,
            "particulars": status.particulars,
            "valid_from": span.valid_from,
            "valid_until": span.valid_until,
            "possible_from": span.possible_from,
            "since": span.since,
            "projected_end": span.projected_end,
            "rules_version": rules.RULES_VERSION,
            "case_id": case.pk,
            "party_id": party.pk,
            "court_id": case.court_id,
            "incident_id": case.incident_id,
            "case_type": case.type,
            "sort_name": party.sort_name or party.name,
        },
    )
    return row


def refresh(defendants: Iterable[int], *, instant: Callable[[], datetime]) -> int:
    """Bring the spans and search words of some defendants, and of those linked with them, up to date.

    Spans that still follow are left alone; the others are superseded at the instant, and new ones recorded at
    it. Returns the number of spans written.
    """
    ids = sorted(linked(set(defendants)))
    written = 0
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        written += _refresh_batch(batch, instant)
        index.refresh(batch)
    return written


def _refresh_batch(ids: list[int], instant: Callable[[], datetime]) -> int:
    held: dict[int, list[StatusSpan]] = defaultdict(list)
    for span in StatusSpan.objects.live().filter(defendant_id__in=ids):
        held[span.defendant_id].append(span)
    stale: list[int] = []
    fresh: list[StatusSpan] = []
    for pk, wanted in derive(ids).items():
        standing = {span.valid_from: span for span in held[pk]}
        for span in wanted:
            old = standing.get(span.valid_from)
            if old is not None and content(old) == content(span):
                del standing[span.valid_from]
            else:
                fresh.append(span)
        stale += [span.pk for span in standing.values()]
    if stale or fresh:
        now = instant()
        StatusSpan.objects.filter(pk__in=stale, superseded_at=NOT_SUPERSEDED).update(superseded_at=now)
        for span in fresh:
            span.recorded_at = now
        StatusSpan.objects.bulk_create(fresh)
    return len(fresh)


def linked(defendants: set[int]) -> set[int]:
    """Return these defendants and all whose record reads theirs through refiled or continued counts."""
    return closure(defendants, _linked_directly)


def _linked_directly(defendants: set[int]) -> set[int]:
    found: set[int] = set()
    for model, name in ((ChargeLink, "charge"), (ClaimLink, "claim")):
        near, far = f"{name}__defendant_id", "other__defendant_id"
        links: Any = model._default_manager.filter(kind__in=READ_ACROSS)
        found.update(links.filter(**{f"{near}__in": defendants}).values_list(far, flat=True))
        found.update(links.filter(**{f"{far}__in": defendants}).values_list(near, flat=True))
    return found
