"""What the databases know of their own rows, by which they choose how to answer."""

from __future__ import annotations

from django.db import connection

# SQLite may go through an index without its first columns, once for each of their values. It counts on values
# that are about equally frequent. Ours are not: most rows end on the last day there is, and a list read off
# its own order in a millisecond took seconds so.
WITHOUT_SKIPPING = """
UPDATE sqlite_stat1 SET stat = stat || ' noskipscan' WHERE idx IS NOT NULL AND stat NOT LIKE '%noskipscan%'
"""


def analyse() -> None:
    """Let the database count its rows anew: after a large load its guesses would be far off."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            keep_from_skipping()


def keep_from_skipping() -> None:
    """Let SQLite go through an index by its first columns only, or from end to end."""
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_SKIPPING)
        cursor.execute("ANALYZE sqlite_schema")  # reads what was written
