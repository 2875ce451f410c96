"""Whether the stored spans say what the facts say: now, and at every instant something was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min, Q

from people.models import Party
from proceedings.law import rules
from proceedings.models import (
    Case,
    Charge,
    ChargeLink,
    Claim,
    ClaimLink,
    Defendant,
    Effect,
    Event,
    SentenceComponent,
    StatusSpan,
)
from proceedings.models.status_span_queries import NOT_SUPERSEDED
from proceedings.record import status_spans
from proceedings.record.history import BEFORE_ALL, versions_of

BATCH = 200


@dataclass(frozen=True, slots=True)
class StatusDifference:
    """A defendant whose stored spans are not those the facts give, now (no instant) or at an instant."""

    defendant: int
    known: datetime | None
    stored: list[str]
    derived: list[str]

    def __str__(self) -> str:
        """Say it in one line."""
        when = f"as known {self.known.isoformat()}" if self.known else "now"
        return (
            f"defendant {self.defendant}, {when}: stored {'; '.join(self.stored) or 'nothing'}"
            f" - facts give {'; '.join(self.derived) or 'nothing'}"
        )


def differences(*, history: bool = True) -> Iterator[StatusDifference]:
    """Derive every status again, from the facts and their history; yield what differs from the spans.

    History is read back to the last change of RULES_VERSION: what older rules said is not theirs to judge.
    """
    ids = list(Defendant.objects.order_by("pk").values_list("pk", flat=True))
    start = _rules_changed_at()
    for first in range(0, len(ids), BATCH):
        batch = ids[first : first + BATCH]
        yield from _compare(batch, None)
        if history:
            for instant in sorted(_instants(batch)):
                if instant >= start:
                    yield from _compare(batch, instant)


def _rules_changed_at() -> datetime:
    """Return the first instant of the present rules, or the beginning when no others came before."""
    if not StatusSpan.objects.exclude(rules_version=rules.RULES_VERSION).exists():
        return BEFORE_ALL
    first = StatusSpan.objects.filter(rules_version=rules.RULES_VERSION).aggregate(first=Min("recorded_at"))[
        "first"
    ]
    return first or BEFORE_ALL


def _compare(batch: Collection[int], known: datetime | None) -> Iterator[StatusDifference]:
    stored: dict[int, list[StatusSpan]] = defaultdict(list)
    for span in StatusSpan.objects.known(known).filter(defendant_id__in=batch).order_by("valid_from"):
        stored[span.defendant_id].append(span)
    for defendant, derived in status_spans.derive(batch, known=known).items():
        if [status_spans.content(span) for span in stored[defendant]] != [
            status_spans.content(span) for span in derived
        ]:
            yield StatusDifference(defendant, known, _describe(stored[defendant]), _describe(derived))


def _describe(rows: list[StatusSpan]) -> list[str]:
    return [
        f"{span.status} {span.valid_from}..{span.valid_until} (since {span.since}, row {span.rule},"
        f" event {span.event_id}, {span.counts}, {span.qualifiers}, {span.particulars}, {span.sort_name})"
        for span in rows
    ]


def _instants(batch: list[int]) -> set[datetime]:
    """Return every instant at which something was written that the spans of these defendants may rest on."""
    reach = sorted(status_spans.linked(set(batch)))
    cases = Defendant.objects.filter(pk__in=reach).values("case_id")
    parties = Defendant.objects.filter(pk__in=reach).values("party_id")
    effects = versions_of(Effect).filter(defendant_id__in=reach)
    own = Q(defendant_id__in=reach)
    reads: list[tuple[Any, Q]] = [
        (Defendant, Q(id__in=reach)),
        (Case, Q(id__in=cases)),
        (Party, Q(id__in=parties)),
        (Charge, own),
        (Claim, own),
        (ChargeLink, Q(charge__defendant_id__in=reach)),
        (ClaimLink, Q(claim__defendant_id__in=reach)),
        (Effect, own),
        (Event, Q(id__in=effects.values("event_id"))),
        (SentenceComponent, own),
    ]
    found: set[datetime] = set()
    for model, where in reads:
        found.update(versions_of(model).filter(where).values_list("history_date", flat=True).distinct())
    for column in ("recorded_at", "superseded_at"):
        rows = StatusSpan.objects.filter(defendant_id__in=batch).exclude(superseded_at=None)
        found.update(
            instant
            for instant in rows.order_by().values_list(column, flat=True).distinct()
            if instant < NOT_SUPERSEDED
        )
    return found
