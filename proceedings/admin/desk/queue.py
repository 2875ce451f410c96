"""What a queue of the desk is: which rows, in which order, and how one of them reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse

from casetracker.kit import paging
from casetracker.kit.paging import Count, Order, Page

MOST_COUNTED = 1_000
ROWS_A_PAGE = 50
LONGEST_ID = 18


def read_id(text: str) -> str | None:
    """Read the number of a row."""
    return text if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else None


BY_ID = Order("pk", "pk", read_id)
Rows = Callable[[Any], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done next: a way to a page or, with `is_change`, a button that does it at once."""

    words: str
    url: str
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a queue: what it is, what else tells it apart, and what can be done next."""

    pk: int
    title: str
    url: str
    facts: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """A list of what waits for an editor.

    `rows` takes the user, and leaves out what that user may not see; `line` takes a row and the user.
    `right` is the permission without which the queue is not shown. A queue with `is_batch` lets several rows
    be chosen at once, for the page its `batch` names.
    """

    key: str
    title: Any
    hint: Any
    rows: Rows
    line: Callable[[Any, Any], Line]
    order: Order = BY_ID
    right: str = "proceedings.view_event"
    batch: str = ""

    @property
    def url(self) -> str:
        """Return the address of its list."""
        return reverse("admin:desk_queue", args=(self.key,))

    def count(self, user: Any) -> Count:
        """Count what waits, but no further than anybody cares for."""
        return paging.count(self.rows(user), limit=MOST_COUNTED)

    def page(self, user: Any, *, after: str, before: str) -> Page[Any]:
        """Return one page of its rows, by the cursor of an address; an unreadable cursor begins anew."""
        return paging.page(
            self.rows(user),
            self.order,
            size=ROWS_A_PAGE,
            after=self.order.read_cursor(after) if after else None,
            before=self.order.read_cursor(before) if before else None,
        )

    def is_open_to(self, user: Any) -> bool:
        """Tell whether a user works on this queue."""
        return not isinstance(user, AnonymousUser) and bool(user.has_perm(self.right))
