"""Lists in the order of a copied day: what is closed or still to come has the place of what may be shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import override_settings

from proceedings.models import DayOfCase, DayOfCharge
from proceedings.models.status_span_queries import today
from proceedings.record import services, sort_dates
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.list_query import ListQuery
from tests.factories import ChargeFactory, ClaimFactory, RestrictionFactory, happen
from tests.worlds import again

DAYS = ("2020-03-02", "2021-03-02", "2021-03-02", "2022-03-02")


def docket() -> dict[str, Any]:
    """Record four charges and four claims brought on three days, each with something more later on."""
    charges, claims, first = [], [], []
    for day in DAYS:
        charge, claim = ChargeFactory(), ClaimFactory()
        first.append(happen(charge, "filed", day, kind="filing"))
        happen(claim, "claim_filed", day, kind="filing")
        happen(charge, "sentenced", "2023-05", kind="sentence", components=[{"kind": "fine"}])
        charges.append(charge)
        claims.append(claim)
    return {"charges": charges, "claims": claims, "first": first}


@pytest.fixture
def brought(db: None) -> dict[str, Any]:
    """Put the docket into the database."""
    return again(docket)


def read(slug: str, asked: str = "") -> list[tuple[Any, int]]:
    """Return day and number of every row, page by page of one, forth and back: both must be the same."""
    with override_settings(PAGE_SIZE=1):
        forth, after = _walk(slug, asked, "after", None)
        back, _before = _walk(slug, asked, "before", after)
    assert back[::-1] == forth[:-1]
    return forth


def _walk(slug: str, asked: str, to: str, start: str | None) -> tuple[list[tuple[Any, int]], str]:
    found, place, last = [], start, start or ""
    while True:
        query = QueryDict(mutable=True)
        query.update(QueryDict(asked))
        if place:
            query[to] = place
        answer = ListQuery(LISTS[slug], query)
        page = answer.page()
        column = answer.filterset.order.column
        found += [(getattr(row, column), row.id) for row in page.rows]
        place = page.next if to == "after" else page.previous
        if place is None:
            row = page.rows[0]
            order = answer.filterset.order
            return found, order.printed(order.cursor(row)) if to == "after" else last


def whole(slug: str, sort: str) -> list[tuple[Any, int]]:
    """Return the same, all of it looked up and sorted: as a reader of today's history would get it."""
    query = ListQuery(LISTS[slug], QueryDict(f"sort={sort}")).pinned()
    order = query.filterset.order
    assert len(order.parts(query.rows)) == 1
    return [(getattr(row, order.column), row.id) for row in query.rows.order_by(*order.names())]


SORTS = [
    ("charges", "-brought"),
    ("charges", "brought"),
    ("claims", "-brought"),
    ("claims", "brought"),
    ("cases", "-begun"),
    ("cases", "begun"),
    ("sentences", "-date"),
    ("sentences", "date"),
]


@pytest.mark.parametrize(("slug", "sort"), SORTS)
def test_a_copied_day_sorts_as_the_day_itself(brought: dict[str, Any], slug: str, sort: str) -> None:
    assert len(brought["charges"]) == len(DAYS)
    found = read(slug, f"sort={sort}")
    assert found == whole(slug, sort)
    assert len(found) >= len(DAYS)


@pytest.mark.parametrize(("slug", "sort"), [("charges", "-brought"), ("cases", "begun")])
def test_the_place_of_a_row_tells_nothing_of_a_closed_event(
    brought: dict[str, Any], slug: str, sort: str
) -> None:
    RestrictionFactory(event=brought["first"][1])
    days = read(slug, f"sort={sort}")
    assert days == whole(slug, sort)
    row = brought["charges"][1] if slug == "charges" else brought["charges"][1].defendant.case
    assert {number: day for day, number in days}[row.pk].isoformat() == "2023-05-31"
    # The copy itself rests on what was recorded.
    kind = DayOfCharge if slug == "charges" else DayOfCase
    assert kind.objects.get(pk=row.pk).latest.isoformat() == DAYS[1]


def test_a_case_begun_with_a_statement_stays_in_its_place_until_more_happens(db: None) -> None:
    charge = ChargeFactory()
    happen(charge, "filed", (today() + timedelta(days=9)).isoformat(), kind="filing")
    said = happen(charge, "filed", "2020-01-05", kind="statement")
    services.record(said)
    happen(ChargeFactory(), "filed", "2021-01-05", kind="filing")
    assert [day.isoformat() for day, _case in read("cases", "sort=begun")] == ["2020-01-05", "2021-01-05"]


def test_check_status_sees_a_day_that_does_not_follow(brought: dict[str, Any]) -> None:
    assert list(sort_dates.differences()) == []
    DayOfCharge.objects.filter(pk=brought["charges"][0].pk).update(latest="2022-12-31")
    (found,) = sort_dates.differences()
    assert "2022-12-31" in found
