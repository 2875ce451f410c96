"""Every write. Facts go in here, whole, in one transaction with one instant; statuses follow at the end.

A writing transaction holds a lock from its beginning until it commits, and takes its instant at its first
write, strictly later than the instant before; every history row and every span it writes carries that
instant. A transaction that changes nothing takes none. Spans are refreshed once, last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify

from kit.history import Stamp, stamping
from people.models import Party
from proceedings.law.codes import Publication
from proceedings.models import (
    Case,
    Charge,
    ChargeLink,
    Citation,
    Claim,
    ClaimLink,
    Defendant,
    Effect,
    Event,
    EventParty,
    HarmedPerson,
    Incident,
    PublicationClock,
    SentenceComponent,
)
from proceedings.record import sort_dates, status_spans
from proceedings.record.history import BEFORE_ALL, RecordHistory
from proceedings.record.search import index

BATCH = 500
REASON_LENGTH = 100
SMALLEST_STEP = timedelta(microseconds=1)
RowId = tuple[type[models.Model], Any]
StoredRows = Mapping[RowId, models.Model]
EVENT_PARTS: tuple[type[models.Model], ...] = (Effect, SentenceComponent, Citation, EventParty)


class WriteTransaction:
    """One writing transaction: its instant (taken at the first write), its author, and whom it touches."""

    def __init__(self, clock: PublicationClock, by: AbstractBaseUser | None, reason: str) -> None:
        """Start with nothing written, and with the lock."""
        self._clock = clock
        self.by = by
        self.reason = reason
        self.touched: set[int] = set()
        self.named: set[int] = set()  # parties whose names, or docket numbers, may have changed
        self.listed = sort_dates.TouchedDates()
        self._instant: datetime | None = None

    @property
    def instant(self) -> datetime:
        """Move the clock, once, to an instant strictly later than the last."""
        if self._instant is None:
            self._instant = max(datetime.now(UTC), self._clock.last_instant + SMALLEST_STEP)
            self._clock.last_instant = self._instant
            self._clock.save(update_fields=["last_instant"])
        return self._instant

    def touch(self, defendants: Iterable[int]) -> None:
        """Remember defendants whose status has to be derived again."""
        self.touched.update(defendants)

    def record(
        self,
        fact: models.Model,
        parts: Sequence[models.Model],
        removed: Sequence[models.Model],
        stored: StoredRows | None = None,
    ) -> bool:
        """Write what differs of a fact and its parts; tell whether anything did."""
        prepare(fact, self)
        stored = stored_rows([fact, *parts, *removed]) if stored is None else stored
        changed_parts = [part for part in parts if _differs(part, stored)]
        if not (_differs(fact, stored) or changed_parts or removed):
            return False
        # What a link no longer joins has to be derived apart from now on.
        self.touch(_linked_defendants([*changed_parts, *removed]))
        before = [stored[id_of(row)] for row in (fact, *changed_parts, *removed) if id_of(row) in stored]
        if isinstance(fact, Event):
            self.touch(row.defendant_id for row in before if isinstance(row, Effect))
        elif fact.pk:
            self.touch(affected_defendants(fact))
        self._name(*(row for row in before if isinstance(row, Defendant)))  # it may have been another's
        fact.save()
        for part in removed:
            part.delete()
        _save_parts(changed_parts)
        self.touch(affected_defendants(fact))
        if isinstance(fact, Event):
            self._note_sort_dates(fact, before, changed_parts)
        self._name(fact, *parts, *removed)
        return True

    def _note_sort_dates(
        self, event: Event, before: Sequence[models.Model], changed_parts: Sequence[models.Model]
    ) -> None:
        """Remember what may be sorted otherwise: all a new or re-dated event acts on, and changed parts."""
        old = next((row for row in before if isinstance(row, Event)), None)
        if old is None or any(getattr(old, name) != getattr(event, name) for name in sort_dates.DATED_BY):
            self.listed.note(event.pk)
        self.listed.note_parts(before, changed_parts)

    def _name(self, *rows: models.Model) -> None:
        """Remember the parties whose names, or the docket numbers they are found by, may have changed."""
        for row in rows:
            if isinstance(row, Party):
                self.named.add(row.pk)
            elif isinstance(row, Defendant):
                self.named.add(row.party_id)
            elif isinstance(row, Case):
                self.named.update(row.defendants.order_by().values_list("party_id", flat=True))

    def add_all(self, facts: Sequence[models.Model]) -> None:
        """Write new facts on which no status rests yet, with their history."""
        for fact in facts:
            prepare(fact, self)
        model = type(facts[0])
        rows = model._base_manager.bulk_create(facts, batch_size=BATCH)
        history: Any = model.history  # type: ignore[attr-defined]  # given by simple_history
        history.bulk_history_create(
            rows,
            batch_size=BATCH,
            default_user=self.by,
            default_change_reason=self.reason[:REASON_LENGTH],
            default_date=self.instant,
        )

    def finish(self) -> None:
        """Bring the words of parties, the days of lists and the spans of whom it touched up to date."""
        if self.named:
            index.refresh_parties(self.named)
        sort_dates.refresh(self.listed)
        if self.touched:
            status_spans.refresh(self.touched, instant=lambda: self.instant)


_writing: ContextVar[WriteTransaction | None] = ContextVar("writing", default=None)


def is_writing() -> bool:
    """Tell whether a writing transaction is open here."""
    return _writing.get() is not None


def _locked_clock() -> PublicationClock:
    """Lock the clock until the transaction ends: one writer at a time, on both databases."""
    clock, _created = PublicationClock.objects.select_for_update().get_or_create(
        pk=1, defaults={"last_instant": BEFORE_ALL}
    )
    return clock


@contextmanager
def writing(
    *, by: AbstractBaseUser | None = None, reason: str = "", kind: type[WriteTransaction] = WriteTransaction
) -> Iterator[WriteTransaction]:
    """Open a writing transaction, or join the open one; refresh the spans it touches once, at its end.

    `kind` is how it writes: fact by fact, or many at once (proceedings.record.bulk).
    """
    outer = _writing.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        work = kind(_locked_clock(), by, reason)
        token = _writing.set(work)
        try:
            with stamping(Stamp(lambda: work.instant, by, reason)):
                yield work
                work.finish()
        finally:
            _writing.reset(token)


def record(
    fact: models.Model,
    *,
    parts: Sequence[models.Model] = (),
    removed: Sequence[models.Model] = (),
    by: AbstractBaseUser | None = None,
    reason: str = "",
    stored: StoredRows | None = None,
) -> bool:
    """Write a fact with its parts (outcomes, components, citations, links...), and bring statuses up to date.

    Only what differs from the database is written, each row once; a changed part saves its fact as well, so
    that the fact's history shows every change. `removed` are parts to take away; `stored` is what
    `stored_rows` returned for all of them, where the caller has asked. Tells whether anything changed.
    """
    work = _writing.get()
    if work is not None:
        return work.record(fact, parts, removed, stored)
    with writing(by=by, reason=reason) as work:
        return work.record(fact, parts, removed, stored)


def add_all(facts: Sequence[models.Model], *, by: AbstractBaseUser | None = None, reason: str = "") -> None:
    """Write many new facts on which no status rests yet (courts, sources...), with their history."""
    if not facts:
        return
    with writing(by=by, reason=reason) as work:
        work.add_all(facts)


def _linked_defendants(parts: Sequence[models.Model]) -> set[int]:
    """Return the defendants whom links, as they stand in the database, read from the far side."""
    found: set[int] = set()
    for model in (ChargeLink, ClaimLink):
        links = [part.pk for part in parts if isinstance(part, model) and part.pk is not None]
        if links:
            rows = model._base_manager.filter(pk__in=links)
            found |= set(rows.values_list("other__defendant_id", flat=True))
    return found


def _save_parts(parts: Sequence[models.Model]) -> None:
    for part in parts:
        for field in part._meta.concrete_fields:
            # A parent that had no key when its part was built has one now.
            if isinstance(field, models.ForeignKey) and field.is_cached(part):
                holder = field.get_cached_value(part)
                if holder is not None:
                    setattr(part, field.name, holder)
        if isinstance(part, Defendant | Charge | Claim):
            _prepare_key(part)
        part.save()


def id_of(row: models.Model) -> RowId:
    """Return what names a row among rows of several models."""
    kind: Any = row._meta.concrete_model
    return kind, row.pk


def stored_rows(rows: Iterable[models.Model]) -> StoredRows:
    """Return some rows as the database holds them. One query for each model."""
    keys: dict[type[models.Model], list[Any]] = defaultdict(list)
    for row in rows:
        if row.pk is not None:
            kind, pk = id_of(row)
            keys[kind].append(pk)
    return {
        (kind, pk): row for kind, pks in keys.items() for pk, row in kind._base_manager.in_bulk(pks).items()
    }


def _differs(row: models.Model, stored: StoredRows) -> bool:
    """Tell whether a row is new, or its values differ from what the database holds."""
    old = stored.get(id_of(row))
    return old is None or any(
        getattr(old, field.attname) != getattr(row, field.attname) for field in row._meta.concrete_fields
    )


def prepare(fact: models.Model, work: WriteTransaction) -> None:
    """Derive what a fact's own columns imply."""
    if isinstance(fact, Case):
        fact.normalise()
    if isinstance(fact, Party) and not fact.sort_name:
        fact.sort_name = fact.name
    _prepare_key(fact)
    if isinstance(fact, Event):
        _prepare_event(fact, work)


def _prepare_event(event: Event, work: WriteTransaction) -> None:
    event.derive_days()
    order: int | None = event.order  # empty until given, whatever the column says
    if order is None:
        last = Event.objects.filter(case_id=event.case_id).aggregate(last=models.Max("order"))["last"] or 0
        event.order = last + 1
    recorded_at: datetime | None = event.recorded_at
    if recorded_at is None:
        event.recorded_at = work.instant


def _prepare_key(fact: models.Model) -> None:
    """Give a fact entered by hand the key it will keep in case files."""
    if getattr(fact, "key", True):
        return
    siblings = type(fact)._base_manager.all()
    if isinstance(fact, Event):
        siblings = Event.objects.filter(case_id=fact.case_id)
        stem = slugify(f"{(fact.date or fact.date_entered or fact.date_reported)[:10]}-{fact.kind}")
    elif isinstance(fact, Charge | Claim):
        siblings = siblings.filter(defendant__case_id=fact.defendant.case_id)
        stem = slugify(fact.count_label if isinstance(fact, Charge) else fact.label)[:60]
    else:
        stem = slugify(str(fact))[:60]
    stem = stem.strip("-") or type(fact).__name__.lower()
    taken = set(siblings.filter(key__startswith=stem).values_list("key", flat=True))
    key = next(key for key in _numbered(stem) if key not in taken)
    setattr(fact, "key", key)  # noqa: B010  # every model with a key has it; their common class does not


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def affected_defendants(fact: models.Model) -> set[int]:
    """Return the defendants whose status, or words to be found under, may depend on a fact."""
    if isinstance(fact, Event):
        return set(Effect.objects.filter(event_id=fact.pk).values_list("defendant_id", flat=True))
    if isinstance(fact, Charge | Claim):
        return {fact.defendant_id}
    if isinstance(fact, Defendant):
        return {fact.pk}
    if isinstance(fact, Case):
        where = Q(case_id=fact.pk)
    elif isinstance(fact, Party):
        where = Q(party_id=fact.pk) | Q(case__incident__harmed__party_id=fact.pk)
    elif isinstance(fact, Incident):
        where = Q(case__incident_id=fact.pk)
    elif isinstance(fact, HarmedPerson):
        where = Q(case__incident_id=fact.incident_id)
    else:
        return set()
    return set(Defendant.objects.filter(where).values_list("pk", flat=True))


def publish(event: Event, *, by: AbstractBaseUser | None = None, reason: str = "") -> None:
    """Make an event public: from this instant it counts."""
    event.publication = Publication.PUBLISHED.value
    record(event, by=by, reason=reason)


def withdraw(event: Event, *, because: str, by: AbstractBaseUser | None = None) -> None:
    """Take an event out of what counts; it stays in the history with its reason.

    Raises ValueError without a reason: it is public.
    """
    if not because.strip():
        raise ValueError("a withdrawal needs a reason; it is shown in the public corrections")  # said once
    event.publication = Publication.WITHDRAWN.value
    event.withdrawal_reason = because
    record(event, by=by, reason=because)


def put_back(
    event: Event,
    *,
    instant: datetime,
    as_public_as_now: bool = False,
    by: AbstractBaseUser | None = None,
    reason: str = "",
) -> bool:
    """Restore an event with its outcomes, components, citations and parties as they stood at an instant.

    With `as_public_as_now` it stays the draft, published or withdrawn that it is. Tells whether anything
    changed. Raises Event.DoesNotExist when there was no such event then.
    """
    then = RecordHistory(instant)
    past = next(iter(then.rows(Event, id=event.pk)), None)
    if past is None:
        raise Event.DoesNotExist
    if as_public_as_now:
        past.publication, past.withdrawal_reason = event.publication, event.withdrawal_reason
    parts: list[models.Model] = []
    removed: list[models.Model] = []
    for model in EVENT_PARTS:
        rows = then.rows(model, event_id=event.pk)
        parts += rows
        kept = {row.pk for row in rows}
        removed += [row for row in RecordHistory().rows(model, event_id=event.pk) if row.pk not in kept]
    return record(past, parts=parts, removed=removed, by=by, reason=reason)
