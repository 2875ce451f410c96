"""What the filters by key offer before anybody types: some judges, courts, matters... that are public.

None of it is counted. Who has a role is found by stepping from one to the next along an index, and stopping:
however many parties there are, and however few of them are judges, as many rows are read as are offered.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce

from people.models import Party
from proceedings.codes import Publication
from proceedings.lists.conditions import ROLES
from proceedings.lists.vocabulary import offered
from proceedings.models import Event, Participation
from proceedings.querysets import public_parties

OFFERED = ("judge", "prosecutor", "counsel", "publisher", "jurisdiction", "court", "incident")
OFFERED_LIMIT = 100
# How many are looked at, since some of them are not public.
CANDIDATES = 4 * OFFERED_LIMIT
Offer = tuple[str, str, str, int]


def all_choices() -> list[Offer]:
    """Return what every filter by key offers: filter, key, words, and -1 for a number. One query."""
    first, *others = [of(name) for name in OFFERED]
    return list(first.union(*others, all=True))


def as_text(expression: Any) -> Coalesce:  # noqa: ANN401  # an expression
    """Return a value as the text that queries of several facets have in common."""
    return Coalesce(Cast(expression, CharField(max_length=400)), Value("", output_field=CharField()))


def tag(name: str) -> Value:
    """Return the name of a facet, or no words, as a column."""
    return Value(name, output_field=CharField())


def of(name: str) -> QuerySet[Any]:
    """Return what one filter offers, in the same columns."""
    column = {"publisher": "publisher", "jurisdiction": "country"}.get(name, "key")
    rows = (public_parties(_candidates(name)) if name in ROLES else offered(name)).order_by()
    few = rows.model._default_manager.filter(pk__in=rows.values("pk")[:OFFERED_LIMIT]).order_by()
    words = {"publisher": "publisher", "jurisdiction": "country", "incident": "title"}.get(name, "name")
    offers: QuerySet[Any] = (
        few.annotate(f_tag=tag(name), f_value=as_text(F(column)), f_words=as_text(F(words)))
        .annotate(f_number=Value(-1, output_field=IntegerField()))
        .values_list("f_tag", "f_value", "f_words", "f_number")
        .distinct()
    )
    return offers


def _candidates(name: str) -> QuerySet[Party]:
    """Return some parties who have one of the roles of a filter, public or not."""
    walks = [_walk(Participation, "party_id", "role", role) for role in ROLES[name]]
    if name == "judge":
        walks.append(_walk(Event, "judge_id", "publication", Publication.PUBLISHED.value))
    written = " UNION ".join(
        f"SELECT id FROM ({sql}) AS of_role_{number}"  # noqa: S608  # names of our own tables
        for number, (sql, _values) in enumerate(walks)
    )
    values = [value for _sql, given in walks for value in given]
    return Party.objects.filter(pk__in=RawSQL(written, values))  # noqa: S611  # values apart


def _walk(model: type[Participation | Event], column: str, known: str, value: str) -> tuple[str, list[Any]]:
    """Return SQL that steps along the different values of a column, in rows of which another is known."""
    quote = connection.ops.quote_name
    table, column, known = map(quote, (model._meta.db_table, column, known))

    def next_one(after: str = "") -> str:
        return (
            f"(SELECT {column} FROM {table} WHERE {known} = %s AND {column} {after or 'IS NOT NULL'} "  # noqa: S608
            f"ORDER BY {column} LIMIT 1)"
        )

    sql = (
        f"WITH RECURSIVE walk(id, step) AS (SELECT {next_one()}, 1 "  # noqa: S608  # names of our own tables
        f"UNION ALL SELECT {next_one('> walk.id')}, step + 1 FROM walk "
        "WHERE walk.id IS NOT NULL AND step < %s) SELECT id FROM walk WHERE id IS NOT NULL"
    )
    return sql, [value, value, CANDIDATES]
