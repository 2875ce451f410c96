"""No page asks the database more often because there is more to show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.proceedings.website.records.matter import Matter, crowd, invent
from tests.worlds import for_a_while

# One reads the offences; five, once after each write, the names that are withheld.
LIST_BUDGET = 17
HOME_BUDGET = 17  # one reads the offences of everyone accused
RECORD_BUDGET = 20
MATTER_BUDGET = 20


def budgets(matter: Matter) -> dict[str, tuple[str, int]]:
    """Return an address of each page with the queries it may take."""
    defendant = f"/defendants/{matter.tried.pk}-testa-mockingbird/"
    return {
        "home": ("/", HOME_BUDGET),
        "defendants": ("/defendants/", LIST_BUDGET),
        "cases": ("/cases/", LIST_BUDGET),
        "method": ("/method/", 1),
        "defendant": (defendant, RECORD_BUDGET),
        "defendant on a day": (f"{defendant}?on=2024-08-01", RECORD_BUDGET),
        "case": (f"/cases/{matter.second.pk}-state-of-nowhere-v-mockingbird/", RECORD_BUDGET),
        "incident": (f"/incidents/{matter.incident.key}/", MATTER_BUDGET),
        "person": (f"/people/{matter.tried.party_id}-testa-mockingbird/", MATTER_BUDGET),
    }


@pytest.fixture
def queries(client: Client) -> Callable[[str], int]:
    """Count the queries of one page."""

    def count(page: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200, page
        return len(captured)

    return count


PAGES = [
    "home",
    "defendants",
    "cases",
    "method",
    "defendant",
    "defendant on a day",
    "case",
    "incident",
    "person",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_keeps_its_budget(matter: Matter, queries: Callable[[str], int], page: str) -> None:
    address, budget = budgets(matter)[page]
    assert queries(address) <= budget


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_no_more_queries_when_there_is_more_to_show(
    db: None, queries: Callable[[str], int], page: str
) -> None:
    counts = []
    for world in (invent, crowd):
        with for_a_while(world) as matter:
            address, _budget = budgets(matter)[page]
            counts.append(queries(address))
    assert counts[1] <= counts[0]
