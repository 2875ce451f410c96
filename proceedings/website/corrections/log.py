"""The public log of corrections: notes of what was wrong, and events withdrawn after they were public.

An entry about a record that is closed now stays in the log with its instant, and says nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When

from kit.filtering import read_instant, stamp
from proceedings.models import Case, Correction, Event
from proceedings.record import visibility
from proceedings.record.history import versions_of

NOTE, WITHDRAWAL = "note", "withdrawal"
KINDS = (NOTE, WITHDRAWAL)  # the order of entries of one instant
_CURSOR = re.compile(r"(?P<instant>[^~]+)~(?P<kind>note|withdrawal)~(?P<pk>[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class LogCursor:
    """The place of an entry in the log: newest first, then by kind, then the newer row."""

    made_at: datetime
    kind: str
    pk: int

    def __str__(self) -> str:
        return f"{stamp(self.made_at)}~{self.kind}~{self.pk}"

    @property
    def rank(self) -> tuple[datetime, int, int]:
        """Return what sorts the log, oldest first."""
        return (self.made_at, -KINDS.index(self.kind), self.pk)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a note, or an event that was withdrawn; `is_closed` when nothing more may be said of it."""

    place: LogCursor
    fact: Correction | Event
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, and the places the pages around them begin at."""

    entries: list[Entry]
    next: str
    previous: str


def read_place(text: str) -> LogCursor | None:
    """Read a place from an address; nothing when it is none."""
    match = _CURSOR.fullmatch(text)
    read = read_instant(match["instant"]) if match else None
    if match is None or read is None or read[1]:
        return None
    return LogCursor(read[0], match["kind"], int(match["pk"]))


def notes() -> QuerySet[Correction, Any]:
    """Return the notes, each knowing whether its record is closed."""
    matter = Case.objects.filter(incident=OuterRef("incident_id"))
    closed = (
        Q(Exists(visibility.closed_cases(Case.objects.filter(pk=OuterRef("case_id")))))
        | visibility.closed_event("event_id", "event__case_id")
        | Q(Exists(matter), ~Exists(visibility.open_cases(matter)))
    )
    # What was never public has no correction in public.
    public = versions_of(Event).filter(visibility.is_published())
    cases = Case.objects.filter(incident=OuterRef(OuterRef("incident_id"))).values("pk")
    ever = (
        Q(event=None) | Exists(public.filter(id=OuterRef("event_id"))),
        Q(case=None) | Exists(public.filter(case_id=OuterRef("case_id"))),
        Q(incident=None) | Exists(public.filter(case_id__in=cases)),
    )
    told = Correction.objects.filter(*ever)
    return told.annotate(closed=_told(closed)).select_related("case", "event__case", "incident")


def withdrawals() -> QuerySet[Event, Any]:
    """Return the events that were public once and are withdrawn, with the instant of their withdrawal."""
    versions = versions_of(Event).filter(id=OuterRef("pk"))
    rows = versions.values("id")
    other = rows.exclude(visibility.is_withdrawn()).annotate(last=Max("history_date")).values("last")
    run = rows.filter(visibility.is_withdrawn(), history_date__gt=OuterRef("last_other"))
    was_public = versions.filter(visibility.is_published())
    return (
        Event.objects.filter(visibility.is_withdrawn(), Exists(was_public))
        .annotate(last_other=Subquery(other), closed=_told(visibility.closed_event()))
        .annotate(made_at=Subquery(run.annotate(first=Min("history_date")).values("first")))
        .select_related("case")
    )


def _told(condition: Q) -> Choose:
    return Choose(When(condition, then=Value(value=True)), default=Value(value=False))


def page(*, size: int, after: LogCursor | None = None, before: LogCursor | None = None) -> Page:
    """Return one page of the log, two queries: the newest, or what comes after or before a place."""
    up = before is not None
    place = before or after
    found = sorted(
        (entry for kind in KINDS for entry in _some(kind, place, size=size + 1, up=up)),
        key=lambda entry: entry.place.rank,
        reverse=not up,
    )
    more = len(found) > size
    entries = found[:size][::-1] if up else found[:size]
    if not entries:
        return Page([], "", "")
    return Page(
        entries,
        next=str(entries[-1].place) if up or more else "",
        previous=str(entries[0].place) if (more if up else after is not None) else "",
    )


def _some(kind: str, place: LogCursor | None, *, size: int, up: bool) -> Iterable[Entry]:
    """Yield the entries of one kind that come next on one side of a place."""
    rows: QuerySet[Any, Any] = notes() if kind == NOTE else withdrawals()
    if place is not None:
        side, same = (
            ("gt", KINDS.index(kind) < KINDS.index(place.kind))
            if up
            else ("lt", KINDS.index(kind) > KINDS.index(place.kind))
        )
        beside = Q(**{f"made_at__{side}": place.made_at})
        if kind == place.kind:
            beside |= Q(made_at=place.made_at, **{f"pk__{side}": place.pk})
        elif same:
            beside |= Q(made_at=place.made_at)
        rows = rows.filter(beside)
    order = ("made_at", "pk") if up else ("-made_at", "-pk")
    for row in rows.order_by(*order)[:size]:
        yield Entry(LogCursor(row.made_at, kind, row.pk), row, row.closed)


def cases_of_entries(entries: Iterable[Entry]) -> dict[int, Case]:
    """Return the public cases among those the entries are about. One query."""
    wanted = {case.pk for entry in entries if (case := case_of(entry)) is not None}
    return {case.pk: case for case in visibility.public_cases(Case.objects.filter(pk__in=wanted))}


def case_of(entry: Entry) -> Case | None:
    """Return the case an entry is about, where it is about one."""
    fact = entry.fact
    if isinstance(fact, Event):
        return fact.case
    return fact.case or (fact.event.case if fact.event else None)
