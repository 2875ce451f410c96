"""The numbers beside the filters: one query for all of them, and none counts further than the budget.

A facet counts the rows at hand with its own filter left out, so that choosing another value shows what it
would bring. The rows are cut at the budget before they are grouped: a number is then the least there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import CharField, Count, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from casetracker.kit.paging import Count as Counted
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
    """Return the rows, no more than one above the budget, as rows of a query that can be grouped."""
    cut = rows.order_by().values("pk")[: limit + 1]
    kept: QuerySet[Any] = rows.model._default_manager.filter(pk__in=cut).order_by()
    return kept


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
    kept = rows.model._default_manager.filter(pk__in=rows.values("pk")[:OFFERED_LIMIT]).order_by()
    words = {"publisher": "publisher", "jurisdiction": "country", "incident": "title"}.get(name, "name")
    offers: QuerySet[Any] = (
        kept.annotate(f_tag=_tag(name), f_value=_text(F(column)), f_words=_text(F(words)))
        .annotate(f_number=Value(-1, output_field=IntegerField()))
        .values_list("f_tag", "f_value", "f_words", "f_number")
        .distinct()
    )
    return offers


def count(filterset: ListFilterSet) -> Facets:
    """Count the rows and the values of every facet. One query."""
    rows, kind = filterset.rows(), filterset.kind
    parts = [_grouped(_cut(rows, settings.COUNT_LIMIT), TOTAL, _tag(""))]
    for name, (value, words) in kind.facets(filterset.facts).items():
        left = filterset.rows(name) if filterset.asked.get(name) else rows
        cut = _cut(left, settings.COUNT_LIMIT)
        parts.append(_grouped(kind.placed(cut, filterset.facts), name, value, words))
    parts += [_choices(name) for name in OFFERED]
    found = Facets()
    for name, value, words, number in parts[0].union(*parts[1:], all=True):
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
    for name, value, _words, number in parts[0].union(*parts[1:], all=True):
        number_ = min(number, settings.COUNT_LIMIT)
        found[name, value] = Counted(number_, is_capped=number > settings.COUNT_LIMIT)
    return found
