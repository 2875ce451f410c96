"""Many writers at once: instants follow commits, and nothing is lost."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from proceedings.law.codes import Publication
from proceedings.models import Event, StatusSpan
from proceedings.record import services, status_check
from proceedings.record.history import last_instant
from tests.factories import ChargeFactory, happen

THREADS = 6
CHANGES = 5
CROWD = {"postgresql": 30, "sqlite": 8}  # SQLite lets writers wait in turn, with no queue


def in_threads(work: Callable[[int], Any], threads: int = THREADS) -> list[Any]:
    """Run a piece of work in several threads, each with a connection of its own."""

    def closing(number: int) -> Any:
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(closing, range(threads)))


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
    assert list(status_check.differences()) == []
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


@pytest.mark.django_db(transaction=True)
def test_a_crowd_publishes_and_withdraws_at_once_and_no_change_is_lost() -> None:
    crowd = CROWD[connection.vendor]
    charge = ChargeFactory()
    second = ChargeFactory(defendant=charge.defendant)
    happen(charge, "filed", "2023-01-31", kind="filing")
    happen(second, "filed", "2023-01-31", kind="filing")
    disputed = happen(charge, "dismissed_with_prejudice", "2023-04-21")
    draft = Publication.DRAFT.value
    outcomes = ("dismissed_with_prejudice", "concerns")
    with services.writing():
        own = [
            happen(second, outcomes[number % 2], f"2023-06-{number + 1:02}", publication=draft)
            for number in range(crowd)
        ]
    together = Barrier(crowd, timeout=30)

    def publish_and_withdraw(number: int) -> None:
        together.wait()
        services.publish(Event.objects.get(pk=own[number].pk), reason=f"published by {number}")
        if number % 3:
            services.withdraw(Event.objects.get(pk=disputed.pk), because=f"doubted by {number}")
        else:
            services.withdraw(Event.objects.get(pk=own[number].pk), because=f"taken back by {number}")

    in_threads(publish_and_withdraw, crowd)
    assert list(status_check.differences()) == []
    assert _reasons(disputed) == {"", *(f"doubted by {number}" for number in range(crowd) if number % 3)}
    for number, event in enumerate(own):
        taken_back = set() if number % 3 else {f"taken back by {number}"}
        assert _reasons(event) == {"", f"published by {number}"} | taken_back
        stands = Event.objects.get(pk=event.pk).publication
        assert stands == (Publication.WITHDRAWN.value if taken_back else Publication.PUBLISHED.value)
    instants = list(Event.history.order_by("history_id").values_list("history_date", flat=True))
    assert instants == sorted(instants), "an instant was taken out of turn"


def _reasons(event: Event) -> set[str]:
    """Return the reasons of every change of an event."""
    reasons = Event.history.filter(id=event.pk).values_list("history_change_reason", flat=True)
    return {reason or "" for reason in reasons}
