"""What is public: published by `known`, or resting on what is, and neither closed nor withheld."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    QuerySet,
)

from people.models import Party
from proceedings.law import rules
from proceedings.law.codes import Publication
from proceedings.models import (
    Case,
    Charge,
    Citation,
    Claim,
    Defendant,
    Effect,
    Event,
    HarmedPerson,
    Incident,
    Participation,
    SentenceComponent,
    Source,
    StatusSpan,
)
from proceedings.models.status_span_queries import SpanQuerySet
from proceedings.record.visibility.closed import (
    ClosedIds,
    active_restrictions,
    acts_on_closed_only,
    exclude_restricted,
    restricted,
)
from proceedings.record.visibility.disclosure import (
    named_harmed,
    named_participations,
    private_parties,
    unlinked_sources,
    unnamed_participations,
    unprinted_cases,
)

Rows = QuerySet[Any]

# The one value that makes an event public, as a filter takes it.
PUBLISHED = {"publication": Publication.PUBLISHED.value}


def is_published(event: str = "") -> Q:
    """Return the condition that an event is published; `event` is the way to it, as “event__”."""
    return Q(**{f"{event}{name}": value for name, value in PUBLISHED.items()})


def is_withdrawn(event: str = "") -> Q:
    """Return the condition that an event was withdrawn."""
    return Q(**{f"{event}publication": Publication.WITHDRAWN.value})


def was_published(event: str = "") -> Q:
    """Return the condition that an event is or was public, as far as its row tells: it is no draft."""
    return ~Q(**{f"{event}publication": Publication.DRAFT.value})


def public_cases(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Keep the cases the public may see.

    A case is public when a published event rests on it, it is not restricted, and it has either no defendant
    or one at least who is public (its caption would name the one who is not).
    """
    published = Event.objects.filter(is_published(), case=OuterRef("pk"))
    anyone = Defendant.objects.filter(case=OuterRef("pk"))
    return exclude_restricted(
        rows.filter(Exists(published), ~Exists(anyone) | Exists(public_defendants(anyone)))
    )


def in_public_case() -> Exists:
    """Return the condition that the case of a row is one the public may see.

    Asked of each case: a database may list all public cases first when asked for one among them.
    """
    return Exists(public_cases(Case.objects.filter(pk=OuterRef("case_id"))))


def was_public_case(row: Case) -> bool:
    """Tell whether a case would be public if nothing closed it."""
    return Event.objects.filter(is_published(), case=row).exists()


def public_defendants(rows: QuerySet[Defendant]) -> QuerySet[Defendant]:
    """Keep the defendants the public may see: a published event rests on them, and nothing restricts them."""
    return exclude_restricted(rows.filter(Exists(StatusSpan.objects.live().filter(defendant=OuterRef("pk")))))


def public_spans(spans: SpanQuerySet) -> SpanQuerySet:
    """Keep the spans of the defendants nothing restricts."""
    return spans.exclude(restricted(StatusSpan))


def public_events(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Keep the events the public may see."""
    return (
        rows.filter(is_published())
        .filter(in_public_case())
        .exclude(Q(Exists(active_restrictions(event=OuterRef("pk")))) | acts_on_closed_only())
    )


def public_incidents(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    """Keep the matters with a case the public may see."""
    return rows.filter(Exists(public_cases(Case.objects.filter(incident=OuterRef("pk")))))


def public_charges(rows: QuerySet[Charge]) -> QuerySet[Charge]:
    """Keep the charges the public may see: a public event acts on them, and nothing restricts them."""
    return exclude_restricted(rows.filter(_acted_on("charge")))


def public_claims(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """Keep the civil claims the public may see."""
    return exclude_restricted(rows.filter(_acted_on("claim")))


def _acted_on(count: str) -> Exists:
    event = Event.objects.filter(is_published(), pk=OuterRef("event_id")).exclude(
        Exists(active_restrictions(event=OuterRef("pk")))
    )
    return Exists(Effect.objects.filter(Exists(event), **{count: OuterRef("pk")}))


def public_sources(rows: QuerySet[Source]) -> QuerySet[Source]:
    """Keep the sources that something public cites."""
    cited = Q()
    for name, public in (
        ("event", public_events(Event.objects.all())),
        ("case", public_cases(Case.objects.all())),
        ("charge", public_charges(Charge.objects.all())),
        ("component", _public_components()),
        ("incident", public_incidents(Incident.objects.all())),
        ("party", public_parties(Party.objects.all())),
    ):
        backed = Exists(public.filter(pk=OuterRef(f"{name}_id")))
        cited |= Q(**{f"{name}__isnull": False}) & Q(backed)
    return rows.filter(Exists(Citation.objects.filter(cited | Q(court__isnull=False), source=OuterRef("pk"))))


def _public_components() -> QuerySet[SentenceComponent]:
    event = Exists(public_events(Event.objects.filter(pk=OuterRef("event_id"))))
    return exclude_restricted(SentenceComponent.objects.filter(event))


def counts_acted_on(effects: Iterable[Effect]) -> tuple[set[int], set[int]]:
    """Return the charges and the claims that some effects, all of them public, make public."""
    charges, claims = set(), set()
    for effect in effects:
        if effect.charge_id is not None:
            charges.add(effect.charge_id)
        if effect.claim_id is not None:
            claims.add(effect.claim_id)
    return charges, claims


def public_record(record: rules.Record) -> rules.Record:
    """Return what is recorded of a defendant without the counts on which no published event acts."""
    acted = {effect.count for effect in record.effects}
    return replace(record, counts=tuple(count for count in record.counts if count.key in acted))


def public_parties(rows: QuerySet[Party]) -> QuerySet[Party]:
    """Keep the parties the public may see: named in a public case, not private, not restricted."""
    taking = named_participations(Participation.objects.filter(party=OuterRef("pk")))
    return exclude_restricted(
        rows.filter(
            Exists(public_defendants(Defendant.objects.filter(party=OuterRef("pk"))))
            | Exists(taking.filter(in_public_case())),
            private=False,
        )
    )


def parties_to_name(rows: QuerySet[Party], closed: ClosedIds) -> QuerySet[Party]:
    """Keep the parties a file may name: as before, and the judges of public events."""
    judged = closed.without_events(
        Event.objects.filter(in_public_case(), is_published(), judge=OuterRef("pk")), "pk"
    )
    taking = named_participations(Participation.objects.filter(in_public_case(), party=OuterRef("pk")))
    return exclude_restricted(
        rows.filter(
            Exists(public_defendants(Defendant.objects.filter(party=OuterRef("pk"))))
            | Exists(taking)
            | Exists(judged),
            private=False,
        )
    )


def unnamed_people() -> list[tuple[int, int, bool, bool]]:
    """Return who is harmed and not to be named, for each case: party, case, named elsewhere, in the case.

    `named elsewhere` is whether anything public names the party; `in the case`, whether the party is also a
    defendant of the case, or has another part in it.
    """
    named = (
        Exists(public_parties(Party.objects.filter(pk=OuterRef("party_id"))))
        | Exists(named_harmed(HarmedPerson.objects.filter(party=OuterRef("party_id"))))
        | Exists(Event.objects.filter(is_published(), judge=OuterRef("party_id")))
    )
    found: list[tuple[int, int, bool, bool]] = []
    harmed = HarmedPerson.objects.filter(named_because="", incident__cases__isnull=False)
    for rows, case in ((unnamed_participations(), "case_id"), (harmed, "incident__cases")):
        own = {"party": OuterRef("party_id"), "case": OuterRef(case)}
        part = Exists(Defendant.objects.filter(**own)) | Exists(
            named_participations(Participation.objects.filter(**own))
        )
        found += (
            rows.order_by().annotate(named=named, part=part).values_list("party_id", case, "named", "part")
        )
    return found


def state() -> list[Any]:
    """Return plain values that change whenever anything is closed or opened, or may be told or no longer."""
    targets = ("party_id", "case_id", "defendant_id", "charge_id", "event_id", "pk")
    restrictions = sorted(map(str, active_restrictions().values_list(*targets)))
    quiet: list[Rows] = [private_parties(), unnamed_participations(), unprinted_cases(), unlinked_sources()]
    return [restrictions, [sorted(rows.values_list("pk", flat=True)) for rows in quiet]]
