"""A count brought up to date by what changed since is the count made anew, whatever happened between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client

from people.models import Party
from proceedings.models import Case, Charge
from proceedings.record import services
from proceedings.record.as_of import Clocks
from proceedings.record.count_cache import CACHE
from proceedings.record.redaction import Redactor
from proceedings.research.statistics import incremental_counts
from proceedings.research.statistics.aggregates import (
    by_court,
    by_year,
    days_to_outcome,
    over_time,
)
from proceedings.research.statistics.incremental_counts import (
    SpansToCount,
    Sums,
    cached_sums,
    everybody,
)
from proceedings.research.statistics.units import Unit
from tests.factories import ChargeFactory, CourtFactory, DefendantFactory, RestrictionFactory, happen
from tests.proceedings.website.records.matter import Matter

COUNTS: dict[str, Callable[[SpansToCount], Sums]] = {
    "court": lambda reading: by_court(reading, Unit.DEFENDANTS),
    "charges by court": lambda reading: by_court(reading, Unit.CHARGES),
    "time": lambda reading: over_time(reading, Unit.DEFENDANTS),
    "charges over time": lambda reading: over_time(reading, Unit.CHARGES),
    "year": lambda reading: by_year(reading, Unit.DEFENDANTS),
    "outcomes": days_to_outcome,
}


def publish(matter: Matter) -> None:
    """Publish a filing against somebody new, and a ruling on somebody known."""
    new = DefendantFactory(case=matter.second)
    happen(ChargeFactory(defendant=new), "filed", "2019-05-05", kind="filing")
    happen(Charge.objects.filter(defendant=matter.tried)[0], "not_guilty_jury", "2024-09-09")


def withdraw(matter: Matter) -> None:
    """Take back what decided the first case."""
    services.withdraw(matter.dismissal, because="It was another case.")


def correct(matter: Matter) -> None:
    """Move an event to another day."""
    event = happen(Charge.objects.filter(defendant=matter.tried)[0], "found_guilty", "2024-10-10")
    event.date = "[2023-01-01..2025-02-02]"
    services.record(event)


def move(matter: Matter) -> None:
    """Find that a case is before another court, and that its defendant is somebody else."""
    case = Case.objects.get(pk=matter.second.pk)
    case.court = CourtFactory()
    services.record(case)
    party = Party.objects.get(pk=matter.tried.party_id)
    party.sort_name = "Zzz, Somebody"
    services.record(party)


def seal(matter: Matter) -> None:
    """Close a defendant to the public."""
    RestrictionFactory(defendant=matter.tried)


def nothing(_matter: Matter) -> None:
    """Write nothing."""


def anew() -> dict[str, Sums]:
    """Count everything as if nothing had been counted before."""
    reading = everybody(Clocks.settled(), Redactor.now())
    return {name: count(reading) for name, count in COUNTS.items()}


def as_asked(wholes: list[str]) -> dict[str, Sums]:
    """Count everything as a page does; `wholes` is told what had to be counted anew."""

    def told(name: str, count: Callable[[SpansToCount], Sums]) -> Callable[[SpansToCount], Sums]:
        def counting(reading: SpansToCount) -> Sums:
            wholes.extend([name] if reading.whole else [])
            return count(reading)

        return counting

    reading = everybody(Clocks.settled(), Redactor.now())
    return {name: cached_sums(name, reading, told(name, count)) for name, count in COUNTS.items()}


def test_what_is_brought_up_to_date_is_what_is_counted_anew(matter: Matter) -> None:
    first = as_asked([])
    assert first == anew()
    for change in (publish, nothing, withdraw, correct, move):
        change(matter)
        wholes: list[str] = []
        assert as_asked(wholes) == anew(), change.__name__
        assert not wholes, change.__name__
    assert as_asked([]) != first


def test_what_is_sealed_is_counted_anew_and_left_out(matter: Matter) -> None:
    before = as_asked([])
    seal(matter)
    wholes: list[str] = []
    after = as_asked(wholes)
    assert after == anew()
    assert wholes == list(COUNTS)
    assert sum(after["court"].values()) == sum(before["court"].values()) - 1
    publish(matter)
    assert as_asked([]) == anew()


def test_many_changes_are_counted_anew(matter: Matter, monkeypatch: pytest.MonkeyPatch) -> None:
    as_asked([])
    publish(matter)
    monkeypatch.setattr(incremental_counts, "MOST_CHANGED", 1)
    wholes: list[str] = []
    assert as_asked(wholes) == anew()
    assert wholes == list(COUNTS)


@contextmanager
def undone() -> Iterator[None]:
    """Take back, as a copy put back does, all that is written meanwhile."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("change", [publish, withdraw])
def test_a_count_of_other_data_is_not_built_on(matter: Matter, change: Callable[[Matter], None]) -> None:
    with undone():
        change(matter)
        as_asked([])
    correct(matter)
    assert as_asked([]) == anew()


def test_the_first_page_says_what_it_would_say_anew(matter: Matter, client: Client) -> None:
    before = client.get("/").content
    publish(matter)
    after = client.get("/").content
    caches[CACHE].clear()
    assert before != after == client.get("/").content
