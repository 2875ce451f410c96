"""A writing transaction that gathers new facts and writes them all at once, with all that follows from them.

The rows are those `services.record` would have written: the same facts, the same history, the same spans
from the same rules, the same search words; only ids and instants are others. A fact that exists already is
changed in the ordinary way, in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models

from kit.unsaved_rows import is_fresh, is_written, take_ids
from people.models import Party
from proceedings.models import (
    Case,
    ChargeLink,
    ClaimLink,
    Defendant,
    Effect,
    Event,
    PartyWord,
    PublicationClock,
    SearchWord,
    StatusSpan,
)
from proceedings.record import status_spans
from proceedings.record.bulk.copy_rows import (
    copy_to_history,
    history_of,
    table_of,
    table_without_id,
)
from proceedings.record.bulk.draft_facts import DraftFacts, as_stored
from proceedings.record.bulk.reserved_ids import Ids, runs
from proceedings.record.bulk.sort_dates import write_days
from proceedings.record.search import index
from proceedings.record.services import REASON_LENGTH, StoredRows, WriteTransaction, prepare

AT_ONCE = 500
# The facts whose columns imply others; a row without the key it should have is given one as well.
DERIVING: tuple[type[models.Model], ...] = (Case, Event, Party)


class BulkWriting(WriteTransaction):
    """One batch: new facts are drafted, with their ids, and written together before anything reads them."""

    def __init__(self, clock: PublicationClock, by: AbstractBaseUser | None, reason: str) -> None:
        """Start with nothing drafted."""
        super().__init__(clock, by, reason)
        self._ids = Ids()
        self._drafts: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self._unwritten: dict[type[models.Model], list[models.Model]] = defaultdict(list)

    def record(
        self,
        fact: models.Model,
        parts: Sequence[models.Model],
        removed: Sequence[models.Model],
        stored: StoredRows | None = None,
    ) -> bool:
        """Draft a new fact with its new parts; change one that exists in the ordinary way."""
        if removed or not all(is_fresh(row) for row in (fact, *parts)):
            self._write()
            is_changed = super().record(fact, parts, removed, stored)
            self._ids.others_were_given()
            return is_changed
        self._draft(fact)
        for part in parts:
            self._draft(part)
        self.touch(self._standing(fact, parts))
        return True

    def add_all(self, facts: Sequence[models.Model]) -> None:
        """Draft new facts on which no status rests yet."""
        for fact in facts:
            self._draft(fact)

    def finish(self) -> None:
        """Write what is drafted, with the spans and words of its defendants; then the ordinary rest."""
        self._write()
        late = status_spans.linked(self.touched) if self.touched else set()
        fresh = [row for row in self._drafts[Defendant] if isinstance(row, Defendant) and row.pk not in late]
        self._write_spans([row.pk for row in fresh])
        write_days(self._drafts, self.listed)
        found = self._write_words(fresh) | self._write_party_words([row.pk for row in self._drafts[Party]])
        index.learn(found)
        self._name(*self._drafts[Defendant])
        self.named.difference_update(row.pk for row in self._drafts[Party])
        super().finish()

    def _draft(self, row: models.Model) -> None:
        """Give a row its id, the ids of those it belongs to, and what its own columns imply."""
        model, own = type(row), row.__dict__
        take_ids(row)
        if model in DERIVING or not own.get("key", True):
            prepare(row, self)
        if numbers := _numbers(model):
            as_stored(row, numbers)
        own[_key_of(model)] = self._ids.next(model)
        self._drafts[model].append(row)
        self._unwritten[model].append(row)

    def _standing(self, fact: models.Model, parts: Sequence[models.Model]) -> set[int]:
        """Return the defendants of the database, whose status is derived there, that new facts bear on."""
        found: set[int] = set()
        for row in (fact, *parts):
            if isinstance(row, Effect):
                found |= _existing(row.defendant)
            elif isinstance(row, ChargeLink):
                found |= _existing(row.charge.defendant) | _existing(row.other.defendant)
            elif isinstance(row, ClaimLink):
                found |= _existing(row.claim.defendant) | _existing(row.other.defendant)
        return found

    def _write(self) -> None:
        """Write the drafts that are not written yet, each with its history."""
        for model, rows in self._unwritten.items():
            table = table_of(model)
            table.write(map(table.tuple_of, rows))
            for first, last in runs(row.pk for row in rows):
                copy_to_history(model, first, last, self._stamp_of(model))
            alias = connection.alias
            for each in rows:
                is_written(each, alias)
        self._unwritten.clear()

    def _stamp_of(self, model: type[models.Model]) -> tuple[Any, ...]:
        date = history_of(model).turned("history_date", self.instant)
        return (date, self.reason[:REASON_LENGTH] or None, "+", self.by.pk if self.by else None)

    def _write_spans(self, defendants: Sequence[int]) -> None:
        table, drafts = table_without_id(StatusSpan), DraftFacts(self._drafts)
        for start in range(0, len(defendants), AT_ONCE):
            derived = status_spans.derive_from(drafts, defendants[start : start + AT_ONCE])
            found = [span for each in derived.values() for span in each]
            _said_at(found, self.instant)
            table.write(table.tuple_of(span) for span in found)

    def _write_words(self, defendants: Sequence[Defendant]) -> set[str]:
        """Write the words of new defendants; return them."""
        table = table_without_id(SearchWord)
        words = sorted(set(index.words_of(defendants)), key=lambda found: (found[0], found[1], found[2] or 0))
        table.write(words)
        return {word for _defendant, word, _bearer in words}

    def _write_party_words(self, parties: Sequence[int]) -> set[str]:
        """Write the words of new parties; return them."""
        table, found = table_without_id(PartyWord), set[str]()
        for start in range(0, len(parties), AT_ONCE):
            words = sorted(index.words_of_parties(parties[start : start + AT_ONCE]))
            table.write(words)
            found.update(word for _party, word in words)
        return found


def _existing(defendant: Defendant) -> set[int]:
    return set() if is_fresh(defendant) else {defendant.pk}


def _said_at(rows: Collection[StatusSpan], instant: datetime) -> None:
    for row in rows:
        row.recorded_at = instant


@cache
def _key_of(model: type[models.Model]) -> str:
    return model._meta.pk.attname


@cache
def _numbers(model: type[models.Model]) -> tuple[models.DecimalField[Any, Any], ...]:
    fields = model._meta.concrete_fields
    return tuple(field for field in fields if isinstance(field, models.DecimalField))
