"""A docket of 250 events and 40 defendants opens, and is previewed, within a budget of queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from proceedings.models import Case, Charge
from proceedings.record import services
from tests.factories import CaseFactory, ChargeFactory, DefendantFactory, happen
from tests.proceedings.admin.conftest import context_of
from tests.proceedings.admin.entry.conftest import address, rows
from tests.worlds import again

OPENS, PREVIEWS = 25, 95
DEFENDANTS, EVENTS = 40, 250


def a_long_docket() -> tuple[Case, list[Charge]]:
    """Record it in one transaction."""
    with services.writing():
        case = CaseFactory()
        people = [DefendantFactory(case=case) for _ in range(DEFENDANTS)]
        charges: list[Any] = [
            ChargeFactory(defendant=one, offence="Whistling") for one in people for _ in "ab"
        ]
        happen(charges, "indicted", "2024-01-19", kind="filing", type="indictment")
        for number in range(EVENTS - 1):
            happen(charges[number % len(charges)], "concerns", "2024-02-01", what=f"Invented {number}.")
    return case, charges


@pytest.fixture
def docket(db: None) -> tuple[Case, list[Charge]]:
    """Put it into the database."""
    return again(a_long_docket)


def test_a_long_docket_opens_in_a_few_queries(publisher: Client, docket: tuple[Case, list[Charge]]) -> None:
    case, charges = docket
    assert (case.events.count(), case.defendants.count()) == (EVENTS, DEFENDANTS)

    with CaptureQueriesContext(connection) as queries:
        answer = publisher.get(address("ruling", case))

    assert f'name="charge-{charges[-1].pk}-outcome"' in answer.text
    assert len(queries) <= OPENS, [query["sql"][:120] for query in queries]


def test_one_outcome_for_all_of_a_long_docket_is_previewed_without_a_query_for_each(
    publisher: Client, docket: tuple[Case, list[Charge]]
) -> None:
    case, _charges = docket
    typed = {"date": "6 March 2024", "what": "All is dismissed.", "every": "dismissed_with_prejudice"}
    sent = typed | rows("sources") | {"publication": "published", "_preview": "1"}

    with CaptureQueriesContext(connection) as queries:
        answer = publisher.post(address("ruling", case), sent)

    told = context_of(answer)["preview"].changes
    assert len(told) == DEFENDANTS
    assert {one.after for one in told} == {
        "Dismissed with prejudice by the court; cannot be refiled unless reversed"
    }
    # Each outcome is written as a row with its history, as when it is saved.
    beside = [query for query in queries if "effect" not in query["sql"].split("WHERE")[0].lower()]
    assert len(beside) <= PREVIEWS, [query["sql"][:120] for query in beside]
