"""Two ways to ask for rows that stand among others: from the others, where they are few, or row by row.

A database that is asked for a row among a million may list the million first; asked row by row for one among
few, it goes through all rows there are.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import OuterRef, Q

from proceedings.record.public_rows import Rows, there_is

# The condition that a column of a row stands among a column of other rows.
Among = Callable[[str, Rows, str], Q]


def listed(column: str, rows: Rows, other: str) -> Q:
    """Ask from the other rows, which are few."""
    return Q(**{f"{column}__in": rows.values(other)})


def each(column: str, rows: Rows, other: str) -> Q:
    """Ask row by row whether there is such another one."""
    return Q(there_is(rows.filter(**{other: OuterRef(column)})))
