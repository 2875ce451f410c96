"""The one reader of history: the facts as they stand, or as they stood at an instant.

Live tables and history tables answer the same questions with the same names; `known` chooses between them.
Nobody else opens a history table; who writes one, or locks by it, stands in a list with the reason
(tests/proceedings/record/test_history_is_read_once.py).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache, reduce
from operator import or_
from typing import Any, TypeVar

from django.db import models, router
from django.db.models import OuterRef, Q, QuerySet, Subquery

from kit.batch_query import Column, CompiledRows, compile_rows, fetch
from proceedings.models import Effect, Event, PublicationClock
from proceedings.record.visibility import PUBLISHED, disclosable_columns, is_published

Row = TypeVar("Row", bound=models.Model)

BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


def last_instant() -> datetime:
    """Return the last instant a writing transaction took; before the first, the beginning of time."""
    instants = fetch([(_compiled_clock(router.db_for_read(PublicationClock)), {})])[0]
    return instants[0] if instants else BEFORE_ALL


@cache
def _compiled_clock(using: str) -> CompiledRows:
    clock = PublicationClock.objects.using(using).filter(pk=1).order_by()
    return compile_rows(clock, ["last_instant"], [models.DateTimeField()], make=lambda instant: instant)


def clamp_known(known: datetime | None, last: datetime) -> datetime:
    """Return the instant an answer is true for: never ahead of the last one taken.

    A reader who asks for `known` = K while a write stamped before K is still under way gets, and is told, the
    last instant there is; so one and the same `known` never answers two things.
    """
    return last if known is None else min(known, last)


# An instant, or a parameter that a compiled query takes one for.
Instant = Any


def versions_of(model: type[models.Model], until: Instant = None) -> QuerySet[Any]:
    """Return every version of every row of a model, in no order; those written by an instant, where given."""
    history: Any = model.history.model  # type: ignore[attr-defined]  # given by simple_history
    rows: QuerySet[Any] = history.objects.order_by()
    return rows if until is None else rows.filter(history_date__lte=until)


def as_of(model: type[models.Model], known: Instant) -> QuerySet[Any]:
    """Return the rows of a model as they stand (known is None) or stood at an instant, in no order.

    Rows of the past are rows of the history table: `id` is the row's own, there is no `pk` to filter by.
    """
    if known is None:
        return model._default_manager.order_by()
    written = versions_of(model, until=known).filter(id=OuterRef("id"))
    latest = written.order_by("-history_date", "-history_id").values("history_id")[:1]
    return versions_of(model).filter(history_id=Subquery(latest)).exclude(history_type="-")


def columns_as_of(model: type[models.Model], known: Instant) -> list[Column]:
    """Return the columns of the rows that `as_of` returns, without what may not be told any more."""
    told = {} if known is None else disclosable_columns(model)
    return [told.get(field.attname, field.attname) for field in model._meta.concrete_fields]


class RecordHistory:
    """Rows of the facts at an instant (now, when none is given), as instances of their models."""

    def __init__(self, known: datetime | None = None) -> None:
        """Keep the instant."""
        self.known = known

    def rows(self, model: type[Row], **where: Any) -> list[Row]:
        """Return the rows of a model that meet the conditions, in the model's order.

        Rows of the past are built from history: their foreign keys name live rows, their own values are those
        of the instant, but for what may not be told any more.
        """
        return self._read(model, Q(**where))

    def rows_naming(self, model: type[Row], columns: Collection[str], ids: Collection[int]) -> list[Row]:
        """Return the rows of a model in which any of some columns names one of the ids."""
        return self._read(model, reduce(or_, (Q(**{f"{column}__in": list(ids)}) for column in columns)))

    def _read(self, model: type[Row], where: Q) -> list[Row]:
        if self.known is None:
            return list(model._default_manager.filter(where))
        ordering = model._meta.ordering or ("pk",)
        rows = as_of(model, self.known).filter(where)
        rows = rows.order_by(*("id" if name == "pk" else name for name in ordering))
        values = rows.values_list(*columns_as_of(model, self.known))
        # Straight to rows of the model: making a row of history first would take twice as long.
        names = [field.attname for field in model._meta.concrete_fields]
        return [model.from_db(rows.db, names, value) for value in values]

    def published(self, **where: Any) -> list[Event]:
        """Return the published events that meet the conditions, in recorded order."""
        return self.rows(Event, **PUBLISHED, **where)

    def published_effects(self, defendants: Collection[int]) -> list[Effect]:
        """Return what published events did to some defendants, each effect with its event."""
        if self.known is not None:
            return self._effects_of_events(defendants)
        live = Effect.objects.filter(is_published("event__"), defendant_id__in=list(defendants))
        return list(live.select_related("event"))

    def _effects_of_events(self, defendants: Collection[int]) -> list[Effect]:
        effects = self.rows(Effect, defendant_id__in=list(defendants))
        events = {row.pk: row for row in self.published(id__in=list({row.event_id for row in effects}))}
        found = [row for row in effects if row.event_id in events]
        for row in found:
            row.event = events[row.event_id]
        return found


class RowsInMemory(RecordHistory):
    """Rows that are held already: a subclass that answers `rows` answers everything, without a query."""

    def rows_naming(self, model: type[Row], columns: Collection[str], ids: Collection[int]) -> list[Row]:
        """Ask for each column apart."""
        found = {
            row.pk: row for column in columns for row in self.rows(model, **{f"{column}__in": list(ids)})
        }
        return list(found.values())

    def published_effects(self, defendants: Collection[int]) -> list[Effect]:
        """Ask for effects and events apart."""
        return self._effects_of_events(defendants)
