"""The plans of lists: each question of the list of defendants has its index; which lists read a table whole.

SQLite plans by the statistics of a database of 30,608 made-up defendants, kept beside this test: so the
tables may be empty. PostgreSQL is asked whether an index can serve, with reading a table whole and sorting
made dear: what it then still reads whole or sorts, no index serves.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict

from proceedings.lists.kinds import LISTS
from proceedings.lists.query import ListQuery
from tests.factories import ChargeFactory, CourtFactory, happen

pytestmark = pytest.mark.django_db

STATISTICS = Path(__file__).with_name("sqlite_statistics.csv")
# What is asked of the list of defendants, and the index it is read off.
SHAPES = {
    "": "span_live_since",
    "after=2020-01-01~5": "span_live_since",
    "sort=since": "span_live_since",
    "sort=name": "span_live_name",
    "sort=-name": "span_live_name",
    "phase=open": "span_live_since",
    "severity=felony": "span_live_since",
    "status=sentenced_custody": "span_status_bitemporal",
    "status=acquitted&court=nowhere": "span_live_status",
    "on=2016-06-30": "span_bitemporal",
    "status=sentenced_custody&on=2016-06-30": "span_status_bitemporal",
    "on=2016-06-30&known=2026-01-01T00:00:00Z": "span_bitemporal",
    "status=sentenced_custody&on=2016-06-30&known=2026-01-01T00:00:00Z": "span_status_bitemporal",
}
# Their order comes from other tables (when something last happened, whose name it is): no index has it.
SORTED_WHOLE = {
    "cases": {"proceedings_case"},
    "charges": {"proceedings_charge"},
    "claims": {"proceedings_claim"},
    "sentences": {"proceedings_sentencecomponent"},
    "people": {"people_party"},
}
SMALL = "restriction|court|clock"  # tables that stay small, or that are read to find who is closed


@pytest.fixture(autouse=True)
def planned_as_if_large(db: None) -> Iterator[None]:
    """Let the planner believe that there are very many rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for dear in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{dear} = off")
            yield
            return
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1")
        with STATISTICS.open(encoding="utf-8") as file:
            rows = [(table, index or None, stat) for table, index, stat in csv.reader(file, delimiter=";")]
        cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", rows)
        cursor.execute("ANALYZE sqlite_schema")
        yield
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")


def plan(slug: str, asked: str) -> list[str]:
    """Return the lines of the plan of a list's first page."""
    query = ListQuery(LISTS[slug], QueryDict(asked))
    assert not query.refusals
    order: Any = query.filterset.order
    rows = query.rows.order_by(*order.names())[:51]
    sql, values = rows.query.sql_with_params()
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", values)
        return [str(row[-1]) for row in cursor.fetchall()]


@pytest.mark.parametrize(("asked", "index"), SHAPES.items(), ids=[key or "plain" for key in SHAPES])
def test_a_question_is_read_off_its_index_without_sorting(asked: str, index: str) -> None:
    CourtFactory(key="nowhere")
    # Something happened after the days asked about, and nothing lies ahead of today.
    happen(ChargeFactory(), "filed", "2024-01-10", kind="filing", type="information")
    lines = plan("defendants", asked)
    if connection.vendor == "postgresql":
        outer = [line for line in lines if "Sort" in line and not line.startswith("    ")]
        assert not outer, lines
        return
    (read,) = [line for line in lines if re.match(r"(SCAN|SEARCH) proceedings_statusspan\b", line)]
    assert index in read
    tops = [line for line in lines if line == "USE TEMP B-TREE FOR ORDER BY"]
    # Where history is read each row beside has its own, of a few rows; the list itself has none.
    assert not tops or "known" in asked


@pytest.mark.parametrize("slug", LISTS)
def test_which_lists_read_a_table_whole(slug: str) -> None:
    """Lists whose order is no column are sorted whole: docs/benchmarks.md says so; no other list is."""
    lines = plan(slug, "")
    whole = re.compile(r"Seq Scan on (\w+)" if connection.vendor == "postgresql" else r"^SCAN (\w+)$")
    read = [found[1] for line in lines if (found := whole.search(line))]
    assert {table for table in read if not re.search(SMALL, table)} <= SORTED_WHOLE.get(slug, set()), lines
