"""What every list finds under a text: a few rows of each, the best first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from kit.paging import Count
from kit.text_folding import fold_words
from proceedings.law.codes import CaseType
from proceedings.research.lists.definitions import (
    CASES,
    CHARGES,
    COURTS,
    DEFENDANTS,
    EVENTS,
    LISTS,
    PEOPLE,
)
from proceedings.research.lists.list_definition import ListDefinition
from proceedings.research.lists.rows import Cells
from proceedings.research.query.list_query import ListQuery
from proceedings.research.query.request_params import address

CIVIL_TYPES = (CaseType.CIVIL.value, CaseType.ADMINISTRATIVE.value)
SEARCHED = (PEOPLE, DEFENDANTS, CASES, CHARGES, EVENTS, COURTS)
READ = 30  # rows of a list among which the best are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchGroup:
    """What one list finds: how many rows, the best of them, and how well they match (0 is best)."""

    kind: ListDefinition
    count: Count
    rows: tuple[Cells, ...]
    rank: int
    is_close: bool

    def href(self, **asked: str) -> str:
        """Return the address of the list with the text kept."""
        return self.kind.address + address({name: value for name, value in asked.items() if value})


def search_groups(text: str, most: int) -> list[SearchGroup]:
    """Return the lists that find something, the best match first; close names only where nothing is found."""
    groups = [group for kind in SEARCHED if (group := _group(kind, text, most))]
    exact = [group for group in groups if not group.is_close]
    return sorted(exact or groups, key=lambda group: group.rank)


def _group(kind: ListDefinition, text: str, most: int) -> SearchGroup | None:
    query = _query(kind, text)
    page = query.page(READ)
    if page.is_empty:
        return None
    cells = query.cells(page.rows)
    wanted = fold_words(text)
    # Of equal matches those in criminal cases first: what somebody is accused of is asked most.
    civil = [getattr(row, "its_case_type", "") in CIVIL_TYPES for row in page.rows]
    ranked = sorted((_rank(wanted, one), civil[place], place) for place, one in enumerate(cells))
    return SearchGroup(
        kind=kind,
        count=query.count() if page.next else Count(len(page.rows), is_capped=False),
        rows=tuple(cells[place] for *_order, place in ranked[:most]),
        rank=ranked[0][0],
        is_close=bool(query.close_to),
    )


def lists_that_find(text: str, but: ListDefinition) -> Iterator[tuple[ListDefinition, Count]]:
    """Yield the other lists that find something under a text, and how much."""
    for kind in LISTS.values():
        if kind is not but:
            query = _query(kind, text)
            count = query.count()
            if count.value and not query.close_to:
                yield kind, count


def _query(kind: ListDefinition, text: str) -> ListQuery:
    asked = QueryDict(mutable=True)
    asked["q"] = text
    return ListQuery(kind, asked)


def _rank(wanted: list[str], cells: Cells) -> int:
    """Return how well a row matches: 0 by what it is called, 1 by what it says elsewhere, 2 unseen."""
    name = next((cell.text for cell in cells if cell.text and not cell.is_day), "")
    if _has_all(wanted, name):
        return 0
    said = " ".join(f"{cell.text} {' '.join(text for text, _href in cell.more)}" for cell in cells)
    return 1 if _has_all(wanted, said) else 2


def _has_all(wanted: list[str], text: str) -> bool:
    words = fold_words(text)
    return all(any(word.startswith(one) for word in words) for one in wanted)
