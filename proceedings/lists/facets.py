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
from django.db.models import CharField, Count, F, IntegerField, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce

from casetracker.kit.paging import Count as Counted
from proceedings.kept import kept_now
from proceedings.lists.vocabulary import ListFilterSet, offered

OFFERED = ("judge", "prosecutor", "counsel", "publisher", "jurisdiction", "court", "incident")
OFFERED_LIMIT = 100
TOTAL = "total"
MOST_SUGGESTIONS = 8


@dataclass(slots=True)
class Facets:
    """How many rows have each value of a filter, the names of values, and how many rows there are."""

    total: Counted = field(default_factory=lambda: Counted(0, is_capped=False))
    numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    capped: set[str] = field(default_factory=set)


def _text(expression: Any) -> Coalesce:  # noqa: ANN401  # an expression
    return Coalesce(Cast(expression, CharField(max_length=400)), Value("", output_field=CharField()))


def _tag(name: str) -> Value:
    return Value(name, output_field=CharField())


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
    words = _tag("") if words is None else _text(words)
    grouped: QuerySet[Any] = (
        rows.annotate(f_tag=_tag(name), f_value=_text(value), f_words=words)
        .values("f_tag", "f_value", "f_words")
        .annotate(f_number=Count("pk"))
        .values_list("f_tag", "f_value", "f_words", "f_number")
    )
    return grouped


def _choices(name: str) -> QuerySet[Any]:
    """Return tag, key and words of what a filter by key offers; they are not counted."""
    column = {"publisher": "publisher", "jurisdiction": "country"}.get(name, "key")
    rows = offered(name).order_by()
    few = rows.model._default_manager.filter(pk__in=rows.values("pk")[:OFFERED_LIMIT]).order_by()
    words = {"publisher": "publisher", "jurisdiction": "country", "incident": "title"}.get(name, "name")
    offers: QuerySet[Any] = (
        few.annotate(f_tag=_tag(name), f_value=_text(F(column)), f_words=_text(F(words)))
        .annotate(f_number=Value(-1, output_field=IntegerField()))
        .values_list("f_tag", "f_value", "f_words", "f_number")
        .distinct()
    )
    return offers


def _all_choices() -> list[tuple[str, str, str, int]]:
    """Return what every filter by key offers. One query."""
    return _together([_choices(name) for name in OFFERED])


def _together(parts: list[QuerySet[Any]]) -> list[tuple[str, str, str, int]]:
    """Return the rows of several queries. One query."""
    return list(parts[0].union(*parts[1:], all=True))


def count(filterset: ListFilterSet) -> Facets:
    """Count the rows and the values of every facet. Two queries, and one for what filters offer."""
    whole, kind = _found(filterset.rows(), settings.COUNT_LIMIT), filterset.kind
    parts = [_grouped(whole, TOTAL, _tag(""))]
    for name, (value, words) in kind.facets(filterset.facts).items():
        left = filterset.asked.get(name)
        cut = _cut(filterset.rows(name), settings.COUNT_LIMIT) if left else whole
        parts.append(_grouped(kind.placed(cut, filterset.facts), name, value, words))
    found = Facets()
    offers = kept_now(filterset.clocks, {"offered": OFFERED}, _all_choices)
    for name, value, words, number in [*_together(parts), *offers]:
        _put(found, name, value, words, number)
    for name, numbers in found.numbers.items():
        if sum(numbers.values()) > settings.COUNT_LIMIT:
            found.capped.add(name)
    return found


def _put(found: Facets, name: str, value: str, words: str, number: int) -> None:
    if name == TOTAL:
        found.total = Counted(min(number, settings.COUNT_LIMIT), is_capped=number > settings.COUNT_LIMIT)
        return
    if value:
        found.words.setdefault(name, {})[value] = words
        if number >= 0:
            found.numbers.setdefault(name, {})[value] = number


def suggestions(
    filterset: ListFilterSet, values: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Counted]:
    """Return how many rows there would be without each of some values. One query."""
    parts = [
        _grouped(_cut(filterset.rows(*pair), settings.COUNT_LIMIT), pair[0], _tag(pair[1]))
        for pair in list(values)[:MOST_SUGGESTIONS]
    ]
    if not parts:
        return {}
    found = {}
    for name, value, _words, number in _together(parts):
        number_ = min(number, settings.COUNT_LIMIT)
        found[name, value] = Counted(number_, is_capped=number > settings.COUNT_LIMIT)
    return found
