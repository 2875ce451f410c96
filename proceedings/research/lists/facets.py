"""The numbers beside the filters: one query for all of them, and none counts further than the budget.

A facet counts the rows at hand with its own filter left out, so that choosing another value shows what it
would bring. The rows are cut at the budget before they are grouped: a number is then the least there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.expressions import RawSQL

from kit.paging import Count as Counted
from proceedings.record.count_cache import cached_count_now
from proceedings.record.redaction import Redactor
from proceedings.research.lists.facet_suggestions import (
    OFFERED,
    all_choices,
    as_text,
    tag,
)
from proceedings.research.query.filterset import ListFilterSet, may_be_offered

TOTAL = "total"
MOST_SUGGESTIONS = 8


@dataclass(slots=True)
class Facets:
    """How many rows have each value of a filter, the names of values, and how many rows there are."""

    total: Counted = field(default_factory=lambda: Counted(0, is_capped=False))
    numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    capped: set[str] = field(default_factory=set)


def _cut(rows: QuerySet[Any], limit: int) -> QuerySet[Any]:
    """Return the rows, no more than one above the budget, as rows of a query that can be grouped.

    What is asked is written out once, for it stands in the query of every facet.
    """
    cut = rows.order_by().values("pk")[: limit + 1]
    try:
        written = RawSQL(*cut.query.sql_with_params())  # noqa: S611  # as Django wrote it, values apart
    except EmptyResultSet:
        return rows.none()
    found: QuerySet[Any] = rows.model._default_manager.filter(pk__in=written).order_by()
    return found


def _found(rows: QuerySet[Any], limit: int) -> QuerySet[Any]:
    """Return the same rows, looked for once: several facets are counted of them. One query."""
    ids = list(rows.order_by().values_list("pk", flat=True)[: limit + 1])
    # One value however many they are: engines take only so many.
    if connection.vendor == "postgresql":
        written = RawSQL("SELECT unnest(%s::bigint[])", [ids])  # values apart
    else:
        written = RawSQL("SELECT value FROM json_each(%s)", [json.dumps(ids)])  # values apart
    found: QuerySet[Any] = rows.model._default_manager.filter(pk__in=written).order_by()
    return found


def _grouped(rows: QuerySet[Any], name: str, value: Any, words: Any = None) -> QuerySet[Any]:  # noqa: ANN401
    """Return tag, value, words and number of each value."""
    words = tag("") if words is None else as_text(words)
    grouped: QuerySet[Any] = (
        rows.annotate(f_tag=tag(name), f_value=as_text(value), f_words=words)
        .values("f_tag", "f_value", "f_words")
        .annotate(f_number=Count("pk"))
        .values_list("f_tag", "f_value", "f_words", "f_number")
    )
    return grouped


def _together(parts: list[QuerySet[Any]]) -> list[tuple[str, str, str, int]]:
    """Return the rows of several queries. One query."""
    return list(parts[0].union(*parts[1:], all=True))


def count(filterset: ListFilterSet) -> Facets:
    """Count the rows and the values of every facet. Two queries, and one for what filters offer."""
    whole, kind = _found(filterset.rows(), settings.COUNT_LIMIT), filterset.kind
    parts = [_grouped(whole, TOTAL, tag(""))]
    for name, (value, words) in kind.facets(filterset.facts).items():
        left = filterset.asked.get(name)
        cut = _cut(filterset.rows(name), settings.COUNT_LIMIT) if left else whole
        parts.append(_grouped(kind.add_case_id(cut, filterset.facts), name, value, words))
    found = Facets()
    offers = cached_count_now(filterset.clocks, {"offered": OFFERED}, all_choices)
    for name, value, words, number in [*_together(parts), *offers]:
        _put(found, filterset.closed, name, value, words, number)
    for name, numbers in found.numbers.items():
        if sum(numbers.values()) > settings.COUNT_LIMIT:
            found.capped.add(name)
    return found


def _put(  # a row
    found: Facets, closed: Redactor, name: str, value: str, words: str, number: int
) -> None:
    if name == TOTAL:
        found.total = Counted(min(number, settings.COUNT_LIMIT), is_capped=number > settings.COUNT_LIMIT)
        return
    if value and may_be_offered(name, value, closed):
        found.words.setdefault(name, {})[value] = words
        if number >= 0:
            found.numbers.setdefault(name, {})[value] = number


def suggestions(
    filterset: ListFilterSet, values: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Counted]:
    """Return how many rows there would be without each of some values. One query."""
    parts = [
        _grouped(_cut(filterset.rows(*pair), settings.COUNT_LIMIT), pair[0], tag(pair[1]))
        for pair in list(values)[:MOST_SUGGESTIONS]
    ]
    if not parts:
        return {}
    found = {}
    for name, value, _words, number in _together(parts):
        number_ = min(number, settings.COUNT_LIMIT)
        found[name, value] = Counted(number_, is_capped=number > settings.COUNT_LIMIT)
    return found
