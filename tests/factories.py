"""Made-up facts for tests: visibly made-up names, written through the services as everything is.

Each factory saves inside a writing transaction of its own, or joins the one that is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

import factory
from django.db import models
from factory.django import DjangoModelFactory

from people.models import Party
from proceedings.models import (
    Case,
    Charge,
    Citation,
    Claim,
    Court,
    Defendant,
    Effect,
    Event,
    Incident,
    Restriction,
    SentenceComponent,
    Source,
)
from proceedings.record import services
from tools.synthetic_data.words import BIRDS

Fact = TypeVar("Fact", bound=models.Model)


class FactFactory(DjangoModelFactory[Fact]):
    """Builds a fact and records it through the services."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **kwargs: Any) -> Any:
        fact = model_class(*args, **kwargs)
        services.record(fact)
        return fact


class _PartyFactory(FactFactory[Party]):
    """A made-up person."""

    class Meta:
        model = Party

    kind = "person"
    name = factory.Sequence(lambda number: f"Testa {BIRDS[number % len(BIRDS)]} {number}")
    key = factory.Sequence(lambda number: f"party-{number}")


class _CourtFactory(FactFactory[Court]):
    """A made-up court."""

    class Meta:
        model = Court

    name = factory.Sequence(lambda number: f"Fictional District Court {number}")
    key = factory.Sequence(lambda number: f"court-{number}")
    country = "US"
    time_zone = "America/Denver"


class _IncidentFactory(FactFactory[Incident]):
    """A made-up incident."""

    class Meta:
        model = Incident

    key = factory.Sequence(lambda number: f"incident-{number}")
    title = factory.Sequence(lambda number: f"The invented matter {number}")
    date = "2021-10-21"
    summary = "Something invented happened."


class _SourceFactory(FactFactory[Source]):
    """A made-up source."""

    class Meta:
        model = Source

    key = factory.Sequence(lambda number: f"source-{number}")
    publisher = "The Fictional Gazette"
    title = factory.Sequence(lambda number: f"Invented report {number}")
    url = factory.Sequence(lambda number: f"https://gazette.example/{number}")
    kind = "newspaper"
    published = "2024-01-01"


class _CaseFactory(FactFactory[Case]):
    """A made-up criminal case."""

    class Meta:
        model = Case

    key = factory.Sequence(lambda number: f"case-{number}")
    court = factory.SubFactory(_CourtFactory)
    caption = factory.Sequence(lambda number: f"State of Nowhere v. Invented {number}")
    docket_number = factory.Sequence(lambda number: f"X-{number:05d}")
    type = "criminal"


class _DefendantFactory(FactFactory[Defendant]):
    """A made-up defendant in a made-up case."""

    class Meta:
        model = Defendant

    case = factory.SubFactory(_CaseFactory)
    party = factory.SubFactory(_PartyFactory)


class _ChargeFactory(FactFactory[Charge]):
    """A made-up charge."""

    class Meta:
        model = Charge

    key = factory.Sequence(lambda number: f"count-{number}")
    defendant = factory.SubFactory(_DefendantFactory)
    count_label = factory.Sequence(lambda number: f"Count {number}")
    offence = "Whistling after dark"
    position = factory.Sequence(lambda number: number)


class _ClaimFactory(FactFactory[Claim]):
    """A made-up civil claim."""

    class Meta:
        model = Claim

    key = factory.Sequence(lambda number: f"claim-{number}")
    defendant = factory.SubFactory(_DefendantFactory, case__type="civil")
    label = "the complaint"


class _RestrictionFactory(FactFactory[Restriction]):
    """A restriction in force since long ago; say which record it closes."""

    class Meta:
        model = Restriction

    kind = "sealed"
    legal_basis = "An invented order"
    since = factory.LazyFunction(lambda: date(2020, 1, 1))


# Called as functions: `ChargeFactory(offence="...")` gives a Charge.
PartyFactory = _PartyFactory.create
CourtFactory = _CourtFactory.create
IncidentFactory = _IncidentFactory.create
SourceFactory = _SourceFactory.create
CaseFactory = _CaseFactory.create
DefendantFactory = _DefendantFactory.create
ChargeFactory = _ChargeFactory.create
ClaimFactory = _ClaimFactory.create
RestrictionFactory = _RestrictionFactory.create


def happen(
    counts: Charge | Claim | Sequence[Charge | Claim],
    outcome: str,
    on: str,
    *,
    kind: str = "ruling",
    case: Case | None = None,
    details: dict[str, Any] | None = None,
    components: Sequence[dict[str, Any]] = (),
    source: Source | None = None,
    **event: Any,
) -> Event:
    """Record a published event that does `outcome` to some charges or claims, in one transaction.

    `case` is another case than the charges' own, such as an appeal; `components` are the parts of a sentence.
    """
    counts = [counts] if isinstance(counts, Charge | Claim) else list(counts)
    happened = Event(
        case=case or counts[0].defendant.case,
        kind=kind,
        date=on,
        what=event.pop("what", f"Invented: {outcome}."),
        publication=event.pop("publication", "published"),
        **event,
    )
    parts: list[Any] = [
        Effect(
            event=happened,
            defendant=count.defendant,
            charge=count if isinstance(count, Charge) else None,
            claim=count if isinstance(count, Claim) else None,
            outcome=outcome,
            details=details or {},
            position=position,
        )
        for position, count in enumerate(counts)
    ]
    parts += [
        SentenceComponent(event=happened, defendant=counts[0].defendant, position=position, **component)
        for position, component in enumerate(components)
    ]
    if source is not None:
        parts.append(Citation(event=happened, source=source))
    services.record(happened, parts=parts)
    return happened
