"""What a queue of the desk is: which rows, in which order, and how one of them reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet
from django.urls import reverse

from kit import paging
from kit.paging import Count, Order
from proceedings.admin.visibility import visible_to
from proceedings.record.roles import may_seal

MOST_COUNTED = 1_000
ROWS_A_PAGE = 50
LONGEST_ID = 18


def read_id(text: str) -> str | None:
    """Read the number of a row."""
    return text if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else None


BY_ID = Order("pk", "pk", read_id)
NEWEST_FIRST = BY_ID.reverse()


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done next: a way to a page or, with `is_change`, a button that does it at once."""

    words: str
    url: str
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One row of a queue: what it is, what else tells it apart, and what can be done next."""

    pk: int
    title: str
    url: str
    facts: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some rows of a queue, and the cursors of the pages around them."""

    rows: list[Any]
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class Queue:
    """A list of what waits for an editor.

    `rows` are all that wait; a user is shown those they may see. `describe` takes a row and the user.
    `right` is the permission without which the queue is not shown. With `batch` several rows can be chosen
    at once, for the page it names. Where no index tells at once how many wait, only the last `counted_among`
    rows of the model are counted.
    """

    key: str
    title: Any
    hint: Any
    rows: Callable[[], QuerySet[Any]]
    describe: Callable[[Any, Any], QueueRow]
    order: Order = BY_ID
    right: str = "proceedings.view_event"
    batch: str = ""
    counted_among: int = 0

    @property
    def url(self) -> str:
        """Return the address of its list."""
        return reverse("admin:desk_queue", args=(self.key,))

    def count(self, user: Any) -> Count:
        """Count what waits that a user may see, but no further than anybody cares for."""
        rows = self.rows()
        if self.counted_among:
            newest = rows.model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0
            rows = rows.filter(pk__gt=newest - self.counted_among)
        ids = list(rows.order_by(*self.order.names()).values_list("pk", flat=True)[: MOST_COUNTED + 1])
        asked = rows.model._default_manager.filter(pk__in=ids)
        seen = len(ids) if may_seal(user) else visible_to(user, asked).count()
        return Count(min(seen, MOST_COUNTED), is_capped=len(ids) > MOST_COUNTED)

    def page(self, user: Any, *, after: str, before: str) -> QueuePage:
        """Return one page of its rows, by the cursor of an address; an unreadable cursor begins anew."""
        found = paging.page(
            self.rows(),
            self.order,
            size=ROWS_A_PAGE,
            after=self.order.read_cursor(after) if after else None,
            before=self.order.read_cursor(before) if before else None,
        )
        return QueuePage(_visible(user, found.rows), found.next, found.previous)

    def is_open_to(self, user: Any) -> bool:
        """Tell whether a user works on this queue."""
        return bool(user.has_perm(self.right))


def _visible(user: Any, rows: list[Any]) -> list[Any]:
    """Keep the rows a user may see."""
    if not rows or may_seal(user):
        return rows
    asked = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])
    seen = set(visible_to(user, asked).values_list("pk", flat=True))
    return [row for row in rows if row.pk in seen]
