"""Many writers at once: instants follow commits, and nothing is lost."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.db import connections

from proceedings import audit, services
from proceedings.ledger import last_instant
from proceedings.models import Event, StatusSpan
from tests.factories import ChargeFactory, happen

THREADS = 6
CHANGES = 5


def in_threads(work: Callable[[int], Any]) -> list[Any]:
    """Run a piece of work in several threads, each with a connection of its own."""

    def closing(number: int) -> Any:
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(closing, range(THREADS)))


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_every_status_as_the_facts_give_it() -> None:
    charge = ChargeFactory()
    filed = happen(charge, "filed", "2023-01-31", kind="filing")
    ruling = happen(charge, "dismissed_with_prejudice", "2023-04-21")

    def publish_and_withdraw(number: int) -> None:
        chance = random.Random(number)
        for _change in range(CHANGES):
            event = Event.objects.get(pk=chance.choice([filed.pk, ruling.pk]))
            if chance.random() < 0.5:
                services.publish(event, reason=f"writer {number}")
            else:
                services.withdraw(event, because=f"writer {number}")

    in_threads(publish_and_withdraw)
    assert list(audit.differences()) == []
    stamps = list(Event.history.values_list("id", "history_date"))
    assert len(stamps) == len(set(stamps)), "two changes of one row carry one instant"


@pytest.mark.django_db(transaction=True)
def test_a_settled_known_answers_the_same_while_others_write() -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-01-31", kind="filing")

    def ask() -> tuple[datetime, list[tuple[Any, ...]]]:
        known = last_instant()
        return known, answer(known)

    def answer(known: datetime) -> list[tuple[Any, ...]]:
        return list(StatusSpan.objects.known(known).order_by("valid_from").values_list("pk", "status"))

    def write_or_ask(number: int) -> list[tuple[datetime, list[tuple[Any, ...]]]]:
        asked = []
        for turn in range(CHANGES):
            if number % 2:
                happen(charge, "concerns", f"2023-0{turn + 2}-0{number + 1}", kind="hearing")
                happen(charge, "dismissed_with_prejudice", f"2024-0{number + 1}-1{turn}")
            else:
                asked.append(ask())
        return asked

    for known, said in (pair for pairs in in_threads(write_or_ask) for pair in pairs):
        assert answer(known) == said
