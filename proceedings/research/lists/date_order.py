"""Lists in the order of a day that comes from other tables, read off its copy.

A copy rests on every published event. Rows whose first event is closed to the public, or still to come, are
few: they are sorted by what may be shown, and put where they belong. So no place in a list tells of what is
closed. Read from history, or with uncertain dates taken widely, the day is looked up for every row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.db.models import F, Q, QuerySet

from kit.filtering import read_day
from kit.paging import Order
from proceedings.models import DayOfCase, DayOfComponent, Effect, Event
from proceedings.models.status_span_queries import today
from proceedings.record.public_rows import Facts

# The number a row has, read where its day is.
NUMBER = "listed_id"


@dataclass(frozen=True, slots=True)
class ByDay(Order):
    """An order by a day; `days` is the table of the copies, `beside` the name of its first possible day."""

    days: type[Any] = DayOfCase
    beside: str = ""
    facts: Callable[[], Facts] | None = None

    def asked_of(self, asked: Callable[[], Facts]) -> Self:
        """Return the order for a question, with the facts it is asked of."""
        return replace(self, facts=asked)

    def parts(self, rows: QuerySet[Any]) -> Sequence[QuerySet[Any]]:
        """Return the rows whose copy may be shown, and the few others; or all together where none may."""
        facts = self.facts() if self.facts else None
        if facts is None or not self._has_copies(facts):
            return (rows,)
        copied = rows.filter(listed__latest__lte=facts.clocks.on)
        copied = copied.annotate(
            **{self.column: F("listed__latest"), self.id_column: F(f"listed__{self.days.OF}")},
            **({self.beside: F("listed__earliest")} if self.beside else {}),
        )
        apart = self._apart(facts)
        return (copied,) if apart is None else (copied.exclude(apart), rows.filter(apart))

    def _has_copies(self, facts: Facts) -> bool:
        """Tell whether the copies say what is asked.

        A case may have begun with a statement until something more happened: of it only today's day is kept.
        """
        is_now = not facts.clocks.is_past and facts.day == "latest"
        return is_now and (self.days is not DayOfCase or facts.clocks.on >= today())

    def _apart(self, facts: Facts) -> Q | None:
        """Return the condition that the copy of a row may not be what is shown; nothing where none is so."""
        closed = facts.closed.events
        if self.days is DayOfCase:
            later = DayOfCase.objects.filter(latest__gt=facts.clocks.on)
            apart = Q(id__in=later.values("case_id"))
            shut = Event.objects.filter(id__in=closed).order_by()
            return apart | Q(id__in=shut.values("case_id")) if closed else apart
        if self.days is DayOfComponent or not closed:
            return None
        acted = Effect.objects.filter(**{"event_id__in": closed, f"{self.days.OF}__isnull": False}).order_by()
        return Q(id__in=acted.values(self.days.OF))


def newest_first(column: str, days: type[Any], beside: str = "") -> ByDay:
    """Return the order by a day that is annotated as `column`, beside the row's number."""
    return ByDay(column, NUMBER, read_day, column_down=True, id_down=True, days=days, beside=beside)
