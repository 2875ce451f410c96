"""What the filters by key offer before anybody types: some judges, courts, matters... that are public.

None of it is counted. Who has a role is found by stepping from one to the next along an index, and stopping:
however many parties there are, and however few of them are judges, as many rows are read as are offered.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Case as Choose
from django.db.models import CharField, F, IntegerField, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Concat

from people.models import Party
from proceedings.models import Event, Participation
from proceedings.record.visibility import PUBLISHED, public_parties
from proceedings.research.query.conditions import ROLES
from proceedings.research.query.filterset import has_role, offered

BY_COLUMN = {
    "publisher": ("publisher", "publisher"),
    "jurisdiction": ("country", "country"),
    "court": ("key", "name"),
    "incident": ("key", "title"),
}
OFFERED = (*ROLES, *BY_COLUMN)
OFFERED_LIMIT = 100
# How many are looked at for each role, since some of them are not public.
CANDIDATES = OFFERED_LIMIT * 3 // 2
Offer = tuple[str, str, str, int]


def all_choices() -> list[Offer]:
    """Return what every filter by key offers: filter, key, words, and -1 for a number. One query."""
    rows = by_role().union(*map(_by_column, BY_COLUMN), all=True)
    found = [(name, *rest) for names, *rest in rows for name in names.split()]
    taken = Counter[str]()
    kept: list[Offer] = []
    for offer in found:
        taken[offer[0]] += 1
        if taken[offer[0]] <= OFFERED_LIMIT:
            kept.append(offer)
    return kept


def as_text(expression: Any) -> Coalesce:  # noqa: ANN401  # an expression
    """Return a value as the text that queries of several facets have in common."""
    return Coalesce(Cast(expression, CharField(max_length=400)), Value("", output_field=CharField()))


def tag(name: str) -> Value:
    """Return the name of a facet, or no words, as a column."""
    return Value(name, output_field=CharField())


def by_role() -> QuerySet[Any]:
    """Return some public parties who have a role, each with the filters that ask for it, one blank apart."""
    names: list[Any] = [Choose(When(has_role(name), then=tag(f"{name} ")), default=tag("")) for name in ROLES]
    return _offers(public_parties(_candidates()), Concat(*names), "key", "name")


def _candidates() -> QuerySet[Party]:
    """Return some parties who have a role, public or not."""
    walks = [_walk(Participation, "party_id", "role", role) for role in chain(*ROLES.values())]
    walks.append(_walk(Event, "judge_id", *next(iter(PUBLISHED.items()))))
    written = " UNION ".join(
        f"SELECT id FROM ({sql}) AS of_role_{number}"  # noqa: S608  # names of our own tables
        for number, (sql, _values) in enumerate(walks)
    )
    values = [value for _sql, given in walks for value in given]
    return Party.objects.filter(pk__in=RawSQL(written, values))  # noqa: S611  # values apart


def _by_column(name: str) -> QuerySet[Any]:
    column, words = BY_COLUMN[name]
    rows = offered(name).order_by()
    few = rows.model._default_manager.filter(pk__in=rows.values("pk")[:OFFERED_LIMIT])
    return _offers(few, tag(name), column, words).distinct()


def _offers(rows: QuerySet[Any], names: Any, key: str, words: str) -> QuerySet[Any]:  # noqa: ANN401  # an expression
    offers: QuerySet[Any] = (
        rows.order_by()
        .annotate(f_tag=names, f_value=as_text(F(key)), f_words=as_text(F(words)))
        .annotate(f_number=Value(-1, output_field=IntegerField()))
        .values_list("f_tag", "f_value", "f_words", "f_number")
    )
    return offers


def _walk(model: type[Participation | Event], column: str, known: str, value: str) -> tuple[str, list[Any]]:
    """Return SQL that steps along the different values of a column, in rows of which another is known."""
    quote = connection.ops.quote_name
    table, column, known = map(quote, (model._meta.db_table, column, known))

    def next_one(after: str = "IS NOT NULL") -> str:
        return (
            f"(SELECT {column} FROM {table} WHERE {known} = %s AND {column} {after} "  # noqa: S608
            f"ORDER BY {column} LIMIT 1)"
        )

    sql = (
        f"WITH RECURSIVE walk(id, step) AS (SELECT {next_one()}, 1 "  # noqa: S608  # names of our own tables
        f"UNION ALL SELECT {next_one('> walk.id')}, step + 1 FROM walk "
        "WHERE walk.id IS NOT NULL AND step < %s) SELECT id FROM walk WHERE id IS NOT NULL"
    )
    return sql, [value, value, CANDIDATES]
