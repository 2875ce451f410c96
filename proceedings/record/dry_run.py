"""A write tried out: the real services run, the statuses before and after are compared, everything is undone.

What a rehearsal shows cannot differ from what the same write does afterwards, because it is the same write.
It holds the writers' lock while it runs, as any write does, and takes no instant that stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from proceedings.models import Defendant, PublicationClock, StatusSpan
from proceedings.models.status_span_queries import SpanQuerySet, today
from proceedings.record import services, status_spans

Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class Move:
    """Where one defendant stands on a day before a write and after it; `None`: nothing public rests on them.

    `past` are the spans of other days that would read otherwise as well, as they would be then.
    """

    defendant: Defendant
    before: StatusSpan | None
    after: StatusSpan | None
    past: tuple[StatusSpan, ...] = ()

    @property
    def moves(self) -> bool:
        """Tell whether the status itself becomes another: its code, or the number of charges it counts."""
        return _gist(self.before) != _gist(self.after)

    @property
    def differs(self) -> bool:
        """Tell whether anything a reader is told of the day becomes other: date, reason or qualifier too."""
        if self.before is None or self.after is None:
            return self.before is not self.after
        return status_spans.content(self.before) != status_spans.content(self.after)

    @property
    def becomes_public(self) -> bool:
        """Tell whether the defendant gets a page only now."""
        return self.before is None and self.after is not None

    @property
    def disappears(self) -> bool:
        """Tell whether nothing public would rest on the defendant any more."""
        return self.before is not None and self.after is None

    @property
    def qualifiers_come(self) -> list[str]:
        """List the codes of qualifiers that the status gets."""
        return [code for code in _qualifiers(self.after) if code not in _qualifiers(self.before)]

    @property
    def qualifiers_go(self) -> list[str]:
        """List the codes of qualifiers that the status loses."""
        return [code for code in _qualifiers(self.before) if code not in _qualifiers(self.after)]


@dataclass(frozen=True, slots=True)
class Rehearsal(Generic[Seen]):
    """What a write would do: every defendant it reaches, and what `look` saw before everything was undone."""

    moves: tuple[Move, ...]
    seen: Seen

    @property
    def changed(self) -> tuple[Move, ...]:
        """Keep the defendants of whom readers would be told anything else, today or of other days."""
        return tuple(move for move in self.moves if move.differs or move.past)


class WithinAWriteError(RuntimeError):
    """A rehearsal was asked for inside a write: undoing it would undo a part of what is being written."""


def rehearse(
    write: Callable[[], object],
    *,
    look: Callable[[services.Writing], Seen],
    by: AbstractBaseUser | None = None,
    day: date | None = None,
    kind: type[services.Writing] = services.Writing,
) -> Rehearsal[Seen]:
    """Run a write through the services, see where its defendants stand before and after it, and undo it all.

    `write` calls services; its errors come out as they are. `look` is asked while everything is written, with
    the statuses derived, just before it is undone: for whatever else a preview wants to read. `day` is today
    unless given; `kind` is how new facts are written. Rows that `write` saved keep the keys they had for a
    moment: do not use them afterwards.

    Raises WithinAWriteError inside a writing transaction.
    """
    if services.is_writing():
        raise WithinAWriteError("a rehearsal cannot run inside a write")
    with transaction.atomic():
        with services.writing(by=by, kind=kind) as work:
            said_before = PublicationClock.objects.values_list("last_instant", flat=True).get()
            write()
        moves = _moves(status_spans.linked(work.touched), known=said_before, day=day or today())
        rehearsal = Rehearsal(moves, look(work))
        transaction.set_rollback(True)
    return rehearsal


def _moves(defendants: Collection[int], *, known: datetime, day: date) -> tuple[Move, ...]:
    """Compare what this site said until the write with what it says since, in the order of the captions."""
    rows = Defendant.objects.filter(pk__in=defendants).select_related("party", "case")
    then = _by_defendant(StatusSpan.objects.known(known), defendants)
    now = _by_defendant(StatusSpan.objects.live(), defendants)
    return tuple(
        Move(
            row,
            before=_on(day, then[row.pk]),
            after=_on(day, now[row.pk]),
            past=_otherwise(then[row.pk], now[row.pk], day),
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


def _gist(span: StatusSpan | None) -> tuple[Any, ...] | None:
    return None if span is None else (span.status, span.counts)


def _qualifiers(span: StatusSpan | None) -> list[str]:
    return [] if span is None else [each["code"] for each in span.qualifiers]
