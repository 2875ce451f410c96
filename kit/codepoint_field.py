"""Text kept in the order of its code points on every database, so that a prefix is a range."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

DbParameters = Any  # a dictionary whose shape Django keeps to itself
HIGHEST = "\U0010ffff"


class CodePointField(models.CharField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A text column compared byte by byte: so SQLite does by itself, PostgreSQL when told the collation C.

    An index on it then answers `prefixed` on both, whatever language the database speaks.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> DbParameters:
        """Name the collation where the database has another one by default."""
        parameters: DbParameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def prefixed(column: str, prefix: str) -> models.Q:
    """Return the condition that such a column begins with a prefix, as a range that an index can scan."""
    return models.Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix + HIGHEST})
