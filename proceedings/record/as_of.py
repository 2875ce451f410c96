"""The two clocks of every answer: `on`, the day in court, and `known`, the instant of what was published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from urllib.parse import urlencode

from django.db import router
from django.db.models import BooleanField, DateField, DateTimeField, Exists

from kit.batch_query import CompiledRows, Parameter, compile_rows, fetch
from kit.filtering import stamp
from proceedings.models import Case, Defendant, PublicationClock, StatusSpan
from proceedings.models.status_span_queries import SpanQuerySet, today
from proceedings.record.history import BEFORE_ALL, RecordHistory, clamp_known
from proceedings.record.visibility import public_cases, public_spans, restricted_among


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """What a reader asked the two clocks, and what they were set to.

    `known` is the instant the answer is true for; `is_past` tells that it was asked for, so that facts are
    read from history; `on_asked` and `known_asked` are the texts that keep the question in an address.
    """

    on: date
    known: datetime
    is_past: bool = False
    # Nothing said now begins after the day: the status of the day is the last one of each defendant, and the
    # lists read the indexes made for that.
    is_last_day: bool = False
    # The last instant anything was written when the clocks were set, where that was read.
    last_written: datetime | None = None
    on_asked: str = ""
    known_asked: str = ""

    @classmethod
    def settled(cls, on: date | None = None, known: datetime | None = None) -> Clocks:
        """Set the clocks: today and now, unless asked otherwise. One query."""
        day = today() if on is None else on
        last, is_last_day = _last_instant(day)
        return cls(
            on=day,
            known=clamp_known(known, last),
            is_last_day=is_last_day,
            is_past=known is not None,
            last_written=last,
            on_asked="" if on is None else on.isoformat(),
            known_asked="" if known is None else stamp(known),
        )

    @property
    def record_history(self) -> RecordHistory:
        """Return the facts as they stand, or as they stood at the instant asked for."""
        return RecordHistory(self.known if self.is_past else None)

    def spans(self) -> SpanQuerySet:
        """Return the public spans as known, of every day."""
        return public_spans(StatusSpan.objects.known(self.known if self.is_past else None))

    def standing(self) -> SpanQuerySet:
        """Return the one span of each public defendant that holds on the day."""
        return self.of_the_day(self.spans())

    def of_the_day(self, spans: SpanQuerySet) -> SpanQuerySet:
        """Keep, of spans as known, the one of each defendant that holds on the day."""
        is_last = self.is_last_day and not self.is_past
        return spans.still_open() if is_last else spans.on(self.on)

    def cases(self, asked: Collection[int]) -> dict[int, Case]:
        """Return those of the cases that were public by then and are not closed now, as they stood.

        One query for now, five for an earlier instant: a case published later was not to be named yet, and
        one withdrawn since is still what the site said.
        """
        if not asked:
            return {}
        if not self.is_past:
            return {row.pk: row for row in public_cases(Case.objects.filter(pk__in=list(asked)))}
        published = {row.case_id for row in self.record_history.published(case_id__in=list(asked))}
        accused = {row.case_id for row in self.record_history.rows(Defendant, case_id__in=list(published))}
        shown = set(self.spans().filter(case__in=list(accused)).values_list("case_id", flat=True))
        named = public_by_then(published, accused, shown)
        shown = named - restricted_among("case", named)
        return {row.pk: row for row in self.record_history.rows(Case, id__in=list(shown))}

    @property
    def query(self) -> str:
        """Return the end of an address that asks the clocks the same; nothing when nothing was asked."""
        asked = {"on": self.on_asked, "known": self.known_asked}
        given = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(given, safe=':')}" if given else ""

    @property
    def known_text(self) -> str:
        """Return the instant the answer is true for, as an address carries it."""
        return stamp(self.known)


def public_by_then(published: set[int], accused: set[int], shown: set[int]) -> set[int]:
    """Return the cases with a published event that had no defendant, or one at least who was public."""
    return (published - accused) | (published & shown)


def _last_instant(day: date) -> tuple[datetime, bool]:
    """Return the last instant anything was written, and whether nothing begins after a day. One query."""
    clock = _compiled_clock(router.db_for_read(PublicationClock))
    ((last, is_last),) = fetch([(clock, {"day": day})])[0] or [(BEFORE_ALL, False)]
    return last, is_last


@cache
def _compiled_clock(using: str) -> CompiledRows:
    later = StatusSpan.objects.live().still_open().filter(valid_from__gt=Parameter("day", DateField()))
    clock = PublicationClock.objects.using(using).filter(pk=1).order_by().annotate(is_last=~Exists(later))
    return compile_rows(clock, ["last_instant", "is_last"], [DateTimeField(), BooleanField()])
