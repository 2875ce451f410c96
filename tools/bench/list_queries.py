"""What is asked of the list of defendants, and the bare SQL that answers the same: page, count and facets.

The SQL is what somebody would write by hand for this one question, with all the site promises: nothing that
is closed, the newest first, 51 rows (one more than a page), numbers that stop at the budget.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.http import QueryDict

from proceedings.models import StatusSpan
from proceedings.models.status_span_queries import NOT_SUPERSEDED, today
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.list_query import ListQuery
from tools.bench.report import PLAIN

PAST = date(2016, 6, 30)
ROWS = 51
COUNTED = 10_001
FAR = 2_000 * 50
FIELDS = (
    "s.id, s.defendant_id, s.status, s.since, s.counts, s.qualifiers, s.particulars, s.sort_name, "
    "p.name, c.caption, c.docket_number, c.print_docket, c.type"
)
JOINED = "JOIN people_party p ON p.id = s.party_id JOIN proceedings_case c ON c.id = s.case_id"
NEWEST = "s.since DESC, s.defendant_id"
FACETS = ("s.status", "s.court_id", "s.case_type", "s.incident_id")


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its name, its address, and the statements that answer it and its facets barely."""

    name: str
    address: str
    bare: tuple[str, ...]
    facets: tuple[str, ...]


def questions() -> list[Question]:
    """Return the questions, with values that the data at hand have."""
    court, known = _court(), _middle()
    live = f"s.superseded_at = {_instant(NOT_SUPERSEDED)}"
    now = f"{live} AND s.valid_until = '9999-12-31'"
    recorded = "s.status NOT IN ('not_charged', 'civil_not_sued')"
    then = f"s.valid_from <= '{PAST}' AND s.valid_until > '{PAST}'"
    said = f"s.recorded_at <= {_instant(known)} AND s.superseded_at > {_instant(known)}"
    custody = "s.status = 'sentenced_custody'"
    felony = (
        "EXISTS (SELECT 1 FROM proceedings_charge h WHERE h.defendant_id = s.defendant_id "
        "AND h.severity = 'felony')"
    )
    trial = (
        "EXISTS (SELECT 1 FROM proceedings_event e WHERE e.case_id = s.case_id AND e.kind = 'hearing' "
        "AND e.type = 'first_appearance' AND e.publication = 'published')"
    )
    named = (
        "s.defendant_id IN (SELECT w.defendant_id FROM proceedings_searchword w WHERE w.word = 'whimbrel')"
    )
    asked_known = known.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    page, cursor = _far()
    asked_custody, asked_past = "status=sentenced_custody", f"status=sentenced_custody&on={PAST}"
    there = f"s.court_id = {court[0]} AND s.case_type = 'criminal'"
    asked_five = f"{asked_custody}&court={court[1]}&type=criminal&severity=felony&hearing=first_appearance"
    everybody = f"{now} AND {recorded}"
    far = Question(
        f"page {page:,} by key",
        f"/defendants/?after={cursor}",
        (_far_page(everybody, cursor), _count(everybody)),
        _facets(everybody),
    )
    return [
        _question(PLAIN, "", everybody),
        _question("one filter", asked_custody, f"{now} AND {custody}"),
        _question("five filters", asked_five, f"{now} AND {custody} AND {there} AND {felony} AND {trial}"),
        _question("name search", "q=whimbrel", f"{now} AND {recorded} AND {named}"),
        _question("on in the past", asked_past, f"{live} AND {custody} AND {then}"),
        _question("on and known", f"{asked_past}&known={asked_known}", f"{said} AND {custody} AND {then}"),
        far,
    ]


def _question(name: str, asked: str, where: str) -> Question:
    return Question(
        name, f"/defendants/?{asked}".removesuffix("?"), (_page(where), _count(where)), _facets(where)
    )


def _open() -> str:
    day = today()
    held = f"r.since <= '{day}' AND (r.until IS NULL OR r.until >= '{day}')"
    return " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM proceedings_restriction r WHERE r.{name}_id = s.{name}_id AND {held})"  # noqa: S608
        for name in ("defendant", "case", "party")
    )


def _page(where: str) -> str:
    return (
        f"SELECT {FIELDS} FROM proceedings_statusspan s {JOINED} WHERE {where} AND {_open()} "  # noqa: S608
        f"ORDER BY {NEWEST} LIMIT {ROWS}"
    )


def _cut(where: str) -> str:
    return f"SELECT s.id FROM proceedings_statusspan s WHERE {where} AND {_open()} LIMIT {COUNTED}"  # noqa: S608


def _count(where: str) -> str:
    return f"SELECT count(*) FROM ({_cut(where)}) AS cut"  # noqa: S608  # our own constants, like the rest


def _facets(where: str) -> tuple[str, ...]:
    return tuple(
        f"SELECT {column}, count(*) FROM proceedings_statusspan s "  # noqa: S608  # our own constants
        f"WHERE s.id IN ({_cut(where)}) GROUP BY {column}"
        for column in FACETS
    )


def _far_page(where: str, cursor: str) -> str:
    day, _sign, number = cursor.partition("~")
    after = f"s.since <= '{day}' AND NOT (s.since = '{day}' AND s.defendant_id <= {number})"
    return _page(f"{where} AND {after}")


def _instant(moment: object) -> str:
    """Write an instant as the engine stores it."""
    text = f"{moment:%Y-%m-%d %H:%M:%S.%f}".removesuffix(".000000")
    return f"'{text}+00'" if connection.vendor == "postgresql" else f"'{text}'"


def _court() -> tuple[int, str]:
    row = StatusSpan.objects.live().filter(status="sentenced_custody").select_related("court")[:1][0]
    return row.court_id, row.court.key


def _middle() -> datetime:
    """Return an instant in the middle of the load."""
    instants = StatusSpan.objects.order_by("recorded_at").values_list("recorded_at", flat=True)
    middle: datetime = instants[StatusSpan.objects.count() // 2]
    return middle


def _far() -> tuple[int, str]:
    """Return the number of a page far down, 2,000 or the last whole one, and the cursor before it."""
    query = ListQuery(LISTS["defendants"], QueryDict(""))
    if query.refusals:  # asked first: it reads what is asked
        raise RuntimeError(query.refusals)
    order = query.filterset.order
    rows = query.filterset.qs.order_by(*order.names())
    place = min(FAR, rows.count() - 60)
    return place // 50, order.printed(order.cursor(rows[place]))
