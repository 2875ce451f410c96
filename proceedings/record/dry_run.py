"""A dry run: the real services run, the statuses before and after are compared, everything is undone.

What a dry run shows cannot differ from what the same write does afterwards, because it is the same write.
It holds the writers' lock while it runs, as any write does, and takes no instant that stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from proceedings.models import Defendant, PublicationClock, StatusSpan
from proceedings.models.status_span_queries import SpanQuerySet, today
from proceedings.record import services, status_spans

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class StatusMove:
    """Where one defendant stands on a day before a write and after it; `None`: nothing public rests on them.

    `past` are the spans of other days that would read otherwise as well, as they would be then; `earlier`
    are the spans of all days as they are without the write.
    """

    defendant: Defendant
    before: StatusSpan | None
    after: StatusSpan | None
    past: tuple[StatusSpan, ...] = ()
    earlier: tuple[StatusSpan, ...] = ()

    @property
    def differs(self) -> bool:
        """Tell whether anything of the day's status changes: its dates, reason or qualifiers too."""
        if self.before is None or self.after is None:
            return self.before is not self.after
        return status_spans.content(self.before) != status_spans.content(self.after)


@dataclass(frozen=True, slots=True)
class DryRun(Generic[Found]):
    """What a write would do: every defendant it affects, and what `read` found before all was undone."""

    moves: tuple[StatusMove, ...]
    found: Found

    @property
    def changed(self) -> tuple[StatusMove, ...]:
        """List the defendants whose record would read otherwise, today or on other days."""
        return tuple(move for move in self.moves if move.differs or move.past)


class NestedDryRunError(RuntimeError):
    """A dry run was started inside a write: undoing it would undo a part of what is being written."""


def dry_run(
    write: Callable[[], object],
    *,
    read: Callable[[services.WriteTransaction], Found],
    by: AbstractBaseUser | None = None,
    day: date | None = None,
    kind: type[services.WriteTransaction] = services.WriteTransaction,
) -> DryRun[Found]:
    """Run a write through the services, see where its defendants stand before and after it, and undo it all.

    `write` calls services; its errors come out as they are. `read` is called while all is written, with
    the statuses derived, just before it is undone: for whatever else a preview wants to read. `day` is today
    unless given; `kind` is how new facts are written. Rows that `write` saved keep the keys they had for a
    moment: do not use them afterwards.

    Raises NestedDryRunError inside a writing transaction.
    """
    if services.is_writing():
        raise NestedDryRunError("a dry run cannot run inside a write")
    with transaction.atomic():
        with services.writing(by=by, kind=kind) as work:
            said_before = PublicationClock.objects.values_list("last_instant", flat=True).get()
            write()
        moves = _moves(status_spans.linked(work.touched), known=said_before, day=day or today())
        result = DryRun(moves, read(work))
        transaction.set_rollback(True)
    return result


def _moves(defendants: Collection[int], *, known: datetime, day: date) -> tuple[StatusMove, ...]:
    """Compare what this site said until the write with what it says since, in the order of the captions."""
    rows = Defendant.objects.filter(pk__in=defendants).select_related("party", "case")
    then = _by_defendant(StatusSpan.objects.known(known), defendants)
    now = _by_defendant(StatusSpan.objects.live(), defendants)
    return tuple(
        StatusMove(
            row,
            before=_on(day, then[row.pk]),
            after=_on(day, now[row.pk]),
            past=_otherwise(then[row.pk], now[row.pk], day),
            earlier=tuple(then[row.pk]),
        )
        for row in rows.order_by("case_id", "position", "pk")
    )


def _by_defendant(rows: SpanQuerySet, defendants: Collection[int]) -> dict[int, list[StatusSpan]]:
    found: dict[int, list[StatusSpan]] = defaultdict(list)
    for span in rows.filter(defendant_id__in=defendants).order_by("valid_from"):
        found[span.defendant_id].append(span)
    return found


def _on(day: date, rows: Collection[StatusSpan]) -> StatusSpan | None:
    return next((span for span in rows if span.valid_from <= day < span.valid_until), None)


def _otherwise(
    then: Collection[StatusSpan], now: Collection[StatusSpan], day: date
) -> tuple[StatusSpan, ...]:
    """Return the spans that were not said before, but the one of the day itself."""
    said = [status_spans.content(span) for span in then]
    return tuple(
        span
        for span in now
        if not span.valid_from <= day < span.valid_until and status_spans.content(span) not in said
    )
