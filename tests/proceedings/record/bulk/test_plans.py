"""The plans of lists: each order of each list, and each question of the list of defendants, has its index.

SQLite plans by the statistics of databases of 100,420 and of a million made-up defendants, kept beside this
test: so the tables may be empty. (They are what ANALYZE wrote into sqlite_stat1: of 10,042 defendants whose
rows were copied nine times under other numbers, and of the database of `make bench N=1000000`.) PostgreSQL
is asked whether an index can serve, with reading a table whole and sorting made dear: what it then still
reads whole or sorts, no index serves.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict

from kit.planner_hints import keep_from_skipping
from people.models import Party
from proceedings.record.visibility import public_parties
from proceedings.research.lists import facet_suggestions
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.list_query import ListQuery
from tests.factories import ChargeFactory, CourtFactory, happen
from tests.planner import forget_statistics

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parent
STATISTICS: dict[str, Path | None] = {"dear": None}
if connection.vendor == "sqlite":
    STATISTICS = {
        "100,000": HERE / "sqlite_statistics.csv",
        "1,000,000": HERE / "sqlite_statistics_of_a_million.csv",
    }
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
# The index each list is in the order of, unfiltered and with a filter that many rows meet.
ORDERS = {
    "cases": {
        "": "case_caption",
        "sort=-name": "case_caption",
        "type=civil": "case_caption",
        "sort=-begun": "day_of_case",
        "sort=begun": "day_of_case",
        "phase=open&sort=-begun": "day_of_case",
    },
    "charges": {"": "day_of_charge", "sort=brought": "day_of_charge", "severity=felony": "day_of_charge"},
    "claims": {"": "day_of_claim", "sort=brought": "day_of_claim", "phase=open": "day_of_claim"},
    "sentences": {
        "": "day_of_component",
        "sort=date": "day_of_component",
        "sentence=fine": "day_of_component",
    },
    "people": {"": "party_sorted", "sort=-name": "party_sorted", "kind=person": "party_sorted"},
    "rulings": {"": "event_rulings", "sort=date": "event_rulings", "ruling=dismissal": "event_rulings"},
    "hearings": {
        "": "event_hearing_days",
        "sort=date": "event_hearing_days",
        "hearing=trial": "event_hearing_days",
    },
}
SMALL = "restriction|court|clock"  # tables that stay small, or that are read to find who is closed


@pytest.fixture(autouse=True, params=list(STATISTICS.values()), ids=list(STATISTICS))
def planned_as_if_large(db: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the planner believe that there are very many rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            forget_statistics()
            for dear in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{dear} = off")
            yield
            return
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1")
        with request.param.open(encoding="utf-8") as file:
            rows = [(table, index or None, stat) for table, index, stat in csv.reader(file, delimiter=";")]
        cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", rows)
        keep_from_skipping()
        yield
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")


def plans(slug: str, asked: str) -> list[list[str]]:
    """Return the lines of the plan of a list's first page, of each part it is read in."""
    query = ListQuery(LISTS[slug], QueryDict(asked))
    assert not query.refusals
    order: Any = query.filterset.order
    return [_explained(part.order_by(*order.names())[:51]) for part in order.parts(query.rows)]


def _explained(rows: QuerySet[Any]) -> list[str]:
    sql, values = rows.query.sql_with_params()
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", values)
        return [str(row[-1]) for row in cursor.fetchall()]


def _sorts(lines: list[str]) -> list[str]:
    """Return the lines of a plan that sort the list itself, not the few rows looked up beside one of it."""
    if connection.vendor == "postgresql":
        own = takewhile(lambda line: "SubPlan" not in line, lines)
        return [line for line in own if re.search(r"(^|-> +)Sort\b", line)]
    return [line for line in lines if line == "USE TEMP B-TREE FOR ORDER BY"]


@pytest.mark.parametrize(("asked", "index"), SHAPES.items(), ids=[key or "plain" for key in SHAPES])
def test_a_question_is_read_off_its_index_without_sorting(asked: str, index: str) -> None:
    CourtFactory(key="nowhere")
    # Something happened after the days asked about, and nothing lies ahead of today.
    happen(ChargeFactory(), "filed", "2024-01-10", kind="filing", type="information")
    (lines,) = plans("defendants", asked)
    if connection.vendor == "postgresql":
        assert not _sorts(lines), lines
        return
    (read,) = [line for line in lines if re.match(r"(SCAN|SEARCH) proceedings_statusspan\b", line)]
    assert index in read
    # Where history is read each row beside has its own, of a few rows; the list itself has none.
    assert not _sorts(lines) or "known" in asked


@pytest.mark.parametrize(
    ("slug", "asked", "index"),
    [(slug, asked, index) for slug, asks in ORDERS.items() for asked, index in asks.items()],
)
def test_a_list_is_read_in_the_order_of_its_index(slug: str, asked: str, index: str) -> None:
    lines, *apart = plans(slug, asked)
    read = r"^(SCAN|SEARCH) \w+ USING (COVERING )?INDEX (\w+)"
    if connection.vendor == "postgresql":
        read = r"(Index Scan|Index Only Scan)( Backward)? using (\w+)"
    first = next(found for line in lines if (found := re.search(read, line)))
    assert first[3] == index, lines
    assert not _sorts(lines), lines
    # What is closed, or still to come, is few rows: they are found by an index, and sorted.
    for part in apart:
        assert not _whole(part), part


def _whole(lines: list[str]) -> set[str]:
    """Return the tables a plan reads whole, but for small ones and those read in the order of an index."""
    whole = re.compile(r"Seq Scan on (\w+)" if connection.vendor == "postgresql" else r"^SCAN (\w+)$")
    read = [found[1] for line in lines if (found := whole.search(line))]
    return {table for table in read if not re.search(SMALL, table)}


# Who stands guilty of what is derived: no index of charges knows it.
READ_WHOLE = {"convictions": {"proceedings_charge"}}


@pytest.mark.parametrize("slug", LISTS)
def test_no_list_reads_a_table_whole(slug: str) -> None:
    for lines in plans(slug, ""):
        assert _whole(lines) <= READ_WHOLE.get(slug, set()), lines


def _steps_through(lines: list[str]) -> list[str]:
    """Return the lines that go through a table or an index from end to end; of a walk, each step seeks."""
    if connection.vendor == "postgresql":
        return sorted(_whole(lines))
    return [line for line in lines if re.match(r"SCAN (?!CONSTANT ROW|walk)", line)]


def test_who_has_a_role_is_found_by_steps() -> None:
    lines = _explained(facet_suggestions.by_role())
    assert any("participation_role" in line for line in lines)
    assert not _steps_through(lines), lines


def test_whether_a_person_is_public_is_asked_of_their_own_cases() -> None:
    lines = _explained(public_parties(Party.objects.filter(pk=1)))
    assert not _steps_through(lines), lines


def test_an_order_without_its_index_is_seen() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX case_caption")
    (lines,) = plans("cases", "")
    assert _sorts(lines)
