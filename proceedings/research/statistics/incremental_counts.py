"""Cached counts that are updated: only the defendants whose spans changed are counted again.

    count(t2) = count(t1) - count(changed defendants as of t1) + count(changed defendants as of t2)

Spans are only ever recorded and superseded, each at an instant, so it is known who changed between two. The
result is exact as long as the same records are closed to the public, and the same day is asked about.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.db.models import Subquery

from proceedings.models import PublicationClock, StatusSpan
from proceedings.models.status_span_queries import NOT_SUPERSEDED, SpanQuerySet
from proceedings.record.as_of import Clocks
from proceedings.record.count_cache import CACHE, cached_count
from proceedings.record.public_rows import Facts
from proceedings.record.redaction import Redactor

MOST_CHANGED = 2_000  # spans: where more changed, everything is counted anew
TIMEOUT = 7 * 24 * 3600  # seconds
Sums = Counter[tuple[Any, ...]]
Count = Callable[["SpansToCount"], Sums]


@dataclass(frozen=True, slots=True)
class SpansToCount:
    """Spans to be counted: `spans` of every day answer, `all_spans` are all of the same defendants.

    `whole`: nothing is asked but the day. Such a count can be updated.
    """

    spans: SpanQuerySet
    all_spans: SpanQuerySet
    clocks: Clocks
    closed: Redactor
    whole: bool = False

    @property
    def standing(self) -> SpanQuerySet:
        """Return the spans that answer on the day: at most one a defendant."""
        return self.clocks.of_the_day(self.spans)


def everybody(clocks: Clocks, closed: Redactor, defendants: Sequence[int] | None = None) -> SpansToCount:
    """Return the spans of all public defendants against whom anything is recorded; or of some of them."""
    spans = Facts(clocks, closed=closed).spans().recorded()
    history: SpanQuerySet = StatusSpan.objects.known(clocks.known if clocks.is_past else None)
    if defendants is not None:
        spans, history = (rows.filter(defendant_id__in=defendants) for rows in (spans, history))
    return SpansToCount(spans, history, clocks, closed, whole=defendants is None)


@dataclass(frozen=True, slots=True)
class _CachedSums:
    """What was counted at an instant; `proof` tells whether today's data are what became of the data then."""

    sums: Sums
    instant: datetime
    proof: tuple[Any, ...]


def cached_sums(name: str, reading: SpansToCount, count: Count) -> Sums:
    """Return what is counted: from the cache, updated, when nothing is asked but the day."""
    if not reading.whole:
        return count(reading)
    question = {"sums": name, "closed": _closed(reading)}
    return cached_count(reading.clocks, question, lambda: _updated(name, reading, count))


def _closed(reading: SpansToCount) -> str:
    """Name what is closed to the public."""
    closed = reading.closed
    said = [sorted(ids) for ids in (closed.parties, closed.cases, closed.defendants)]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _updated(name: str, reading: SpansToCount, count: Count) -> Sums:
    clocks = reading.clocks
    if clocks.is_past:
        return count(reading)
    said = f"{name} {clocks.on.isoformat()} {clocks.is_last_day} {_closed(reading)}"
    key = f"sums-{hashlib.sha256(said.encode()).hexdigest()}"
    cache = caches[CACHE]
    held: _CachedSums | None = cache.get(key)
    if held is None:
        sums = count(reading)
        last, (proof,) = _proofs(clocks.known)
        # Somebody may have written while all was counted: such a count is of no instant, and not built on.
        if last == clocks.known:
            cache.set(key, _CachedSums(sums, clocks.known, proof), TIMEOUT)
        return sums
    _last, (then, now) = _proofs(held.instant, clocks.known)
    changed = _changed(held.instant, clocks.known) if then == held.proof else None
    if changed is None or held.instant > clocks.known:
        cache.delete(key)
        return count(reading)
    sums = _recounted(held, reading, count, changed)
    cache.set(key, _CachedSums(sums, clocks.known, now), TIMEOUT)
    return sums


def _recounted(held: _CachedSums, reading: SpansToCount, count: Count, changed: list[int]) -> Sums:
    """Return the count of now from one of an earlier instant."""
    if not changed:
        return held.sums
    sums = held.sums.copy()
    sums.subtract(count(_at(reading, held.instant, changed)))
    sums.update(count(_at(reading, reading.clocks.known, changed)))
    return Counter({key: number for key, number in sums.items() if number})


def _at(reading: SpansToCount, instant: datetime, defendants: list[int]) -> SpansToCount:
    """Return some defendants as they stood at an instant, whatever is written meanwhile."""
    return everybody(replace(reading.clocks, known=instant, is_past=True), reading.closed, defendants)


def _changed(since: datetime, until: datetime) -> list[int] | None:
    """Return whose spans changed between two instants; nothing when they are too many. Two queries."""
    found: set[int] = set()
    for column in ("recorded_at", "superseded_at"):
        rows = StatusSpan.objects.filter(**{f"{column}__gt": since, f"{column}__lte": until})
        if column == "superseded_at":
            rows = rows.filter(superseded_at__lt=NOT_SUPERSEDED)
        ids = rows.order_by().values_list("defendant_id", flat=True)[: MOST_CHANGED + 1]
        found.update(ids)
        if len(ids) > MOST_CHANGED:
            return None
    return sorted(found)


def _proofs(*instants: datetime) -> tuple[datetime | None, list[tuple[Any, ...]]]:
    """Return the last instant of all, and for each instant the newest spans recorded and superseded by it.

    Other data than those that were counted, a copy put back for one, do not have both. One query.
    """
    named = {}
    for place, instant in enumerate(instants):
        for column in ("recorded_at", "superseded_at"):
            rows = StatusSpan.objects.filter(**{f"{column}__lte": instant})
            if column == "superseded_at":
                rows = rows.filter(superseded_at__lt=NOT_SUPERSEDED)
            newest = rows.order_by(f"-{column}", "-pk")
            named[f"{column}_{place}"] = Subquery(newest.values(column)[:1])
            named[f"{column}_{place}_id"] = Subquery(newest.values("pk")[:1])
    row = PublicationClock.objects.filter(pk=1).annotate(**named).values_list("last_instant", *named).first()
    size = len(named) // len(instants)
    last, *values = row or (None, *[None] * len(named))
    return last, [tuple(values[place * size : (place + 1) * size]) for place in range(len(instants))]
