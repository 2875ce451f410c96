"""Random edits of a record: the spans agree with the facts and with their history, at every instant."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from proceedings.law.codes import ClaimOutcome, Outcome
from proceedings.models import ChargeLink, Event, StatusSpan
from proceedings.models.status_span_queries import NOT_SUPERSEDED
from proceedings.record import services, sort_dates, status_check
from tests.factories import ChargeFactory, ClaimFactory, happen

pytestmark = pytest.mark.django_db

EDITS = 25
DAYS = (
    "2023-01-31",
    "2023-02",
    "[2023-03-13,2023-03-14]",
    "[..2023-04-01]",
    "2023-05-05",
    "2024",
    "2024-07-12",
)


def edit(chance: random.Random, counts: list[Any], outcomes: list[str]) -> None:
    """Make one random edit: a new event, another date or outcome, a withdrawal, a publication, a put-back."""
    events = list(Event.objects.all())
    choice = chance.random()
    if choice < 0.4 or not events:
        happen(
            chance.sample(counts, chance.randint(1, len(counts))),
            chance.choice(outcomes),
            chance.choice(DAYS),
            kind=chance.choice(["ruling", "filing", "notice", "custody", "sentence", "hearing"]),
            publication=chance.choice(["published", "published", "draft"]),
        )
        return
    event = chance.choice(events)
    if choice < 0.55:
        event.date = chance.choice(DAYS)
        services.record(event)
    elif choice < 0.7:
        effect = chance.choice(list(event.effects.all()))
        effect.outcome = chance.choice(outcomes)
        services.record(event, parts=[effect])
    elif choice < 0.8:
        services.withdraw(event, because="invented")
    elif choice < 0.9:
        services.publish(event)
    else:
        services.put_back(event, instant=chance.choice(list(event.history.all())).history_date)


@pytest.mark.parametrize("seed", range(4))
def test_criminal_records_under_random_edits(seed: int) -> None:
    chance = random.Random(seed)
    first = ChargeFactory(alternative_group="one")
    second = ChargeFactory(defendant=first.defendant, alternative_group="one")
    third = ChargeFactory(defendant=first.defendant)
    other = ChargeFactory()
    services.record(other, parts=[ChargeLink(charge=other, other=third, kind="refiles")])
    for _edit in range(EDITS):
        counts = chance.choice([[first, second, third], [other]])
        edit(chance, counts, [outcome.value for outcome in Outcome])
    assert_sound()


@pytest.mark.parametrize("seed", range(2))
def test_civil_records_under_random_edits(seed: int) -> None:
    chance = random.Random(seed)
    claim = ClaimFactory()
    for _edit in range(EDITS):
        edit(chance, [claim], [outcome.value for outcome in ClaimOutcome])
    assert_sound()


def assert_sound() -> None:
    """Check that nothing differs, now or then, and that the spans of every instant tile the time line."""
    assert [str(difference) for difference in status_check.differences()] == []
    assert list(sort_dates.differences()) == []
    instants = {
        instant
        for column in ("recorded_at", "superseded_at")
        for instant in StatusSpan.objects.values_list(column, flat=True)
        if instant < NOT_SUPERSEDED
    }
    assert instants
    for known in instants:
        tiles: dict[int, list[tuple[date, date]]] = {}
        for defendant, start, end in StatusSpan.objects.known(known).values_list(
            "defendant_id", "valid_from", "valid_until"
        ):
            tiles.setdefault(defendant, []).append((start, end))
        for spans in tiles.values():
            spans.sort()
            assert spans[0][0] == date.min
            assert spans[-1][1] == date.max
            assert all(before[1] == after[0] for before, after in pairwise(spans))
