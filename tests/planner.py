"""What PostgreSQL's planner believes of the tables: it outlives the transaction of the test that told it."""

from __future__ import annotations

from django.db import connection

# ANALYZE writes the size of a table in place: taking its transaction back does not take that back.
AS_NEVER_ANALYSED = """
UPDATE pg_class SET relpages = 0, reltuples = -1, relallvisible = 0
WHERE relnamespace = current_schema()::regnamespace AND (relpages, reltuples) <> (0, -1)
"""
NO_STATISTICS = """
DELETE FROM pg_statistic USING pg_class
WHERE pg_class.oid = starelid AND relnamespace = current_schema()::regnamespace
"""


def forget_statistics() -> None:
    """Let PostgreSQL plan, to the end of the transaction, as if no test before had counted the rows.

    A test of plans on empty tables would depend on which tests ran before it. Only a superuser may: the
    server that the tests bring is asked as one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        if cursor.fetchone() == ("on",):
            cursor.execute(AS_NEVER_ANALYSED)
            cursor.execute(NO_STATISTICS)
