"""What is closed to the public: by a restriction in force today, which holds at every `known`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.db import router
from django.db.models import BigIntegerField, Exists, Model, OuterRef, Q, QuerySet

from kit.batch_query import CompiledRows, compile_rows, fetch
from people.models import Identifier, IdentityDecision, OtherName, Party
from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    ChargeLink,
    Citation,
    Claim,
    ClaimLink,
    Correction,
    Defendant,
    Effect,
    Event,
    EventParty,
    HarmedPerson,
    Incident,
    Merge,
    Participation,
    PressFactEvent,
    Report,
    Representation,
    Restriction,
    ReviewNote,
    SentenceComponent,
    Source,
    StatusSpan,
)
from proceedings.models.status_span_queries import today
from proceedings.record.visibility.disclosure import private_parties

Rows = QuerySet[Any]
Row = TypeVar("Row", bound=Model)
Spans = TypeVar("Spans", bound=QuerySet[Any])

# For each model, which restriction closes a row of it, and by which of its columns: (target, column).
_DEFENDANT = (("defendant", "defendant"), ("case", "defendant__case"), ("party", "defendant__party"))
CLOSED_BY: dict[type[Model], tuple[tuple[str, str], ...]] = {
    Party: (("party", "pk"),),
    OtherName: (("party", "party"),),
    Identifier: (("party", "party"),),
    IdentityDecision: (("party", "first"), ("party", "second")),
    HarmedPerson: (("party", "party"),),
    Case: (("case", "pk"),),
    CaseLink: (("case", "case"), ("case", "other")),
    Participation: (("case", "case"), ("party", "party")),
    Representation: (("case", "participation__case"), ("party", "participation__party"), ("party", "party")),
    Defendant: (("defendant", "pk"), ("case", "case"), ("party", "party")),
    Charge: (("charge", "pk"), *_DEFENDANT),
    Claim: _DEFENDANT,
    ChargeLink: (
        ("charge", "other"),
        ("defendant", "other__defendant"),
        ("party", "other__defendant__party"),
    ),
    ClaimLink: (("defendant", "other__defendant"), ("party", "other__defendant__party")),
    Event: (("event", "pk"), ("case", "case")),
    Effect: (("charge", "charge"), *_DEFENDANT),
    SentenceComponent: (("charge", "charge"), *_DEFENDANT),
    EventParty: (("party", "party"),),
    PressFactEvent: (("event", "event"), ("case", "event__case")),
    Correction: (("case", "case"), ("event", "event"), ("case", "event__case")),
    ReviewNote: (
        ("event", "event"),
        ("case", "event__case"),
        *_DEFENDANT,
        ("case", "case"),
        ("charge", "charge"),
        ("defendant", "charge__defendant"),
        ("case", "charge__defendant__case"),
        ("party", "charge__defendant__party"),
        ("party", "party"),
    ),
    Report: (*_DEFENDANT, ("case", "case"), ("party", "party")),
    # Of a span of the past the party may have been put together with another since.
    StatusSpan: (("defendant", "defendant"), ("case", "case"), ("party", "defendant__party")),
}
# What a row is about: when all of that is closed, so is the row, for its own words would tell.
ABOUT: dict[type[Model], tuple[tuple[type[Model], str], ...]] = {
    Case: ((Defendant, "case"),),
    Event: ((Effect, "event"),),
    Incident: ((Case, "incident"),),
    Source: ((Citation, "source"),),
    Party: (
        (Defendant, "party"),
        (Participation, "party"),
        (Representation, "party"),
        (Event, "judge"),
        (HarmedPerson, "party"),
    ),
}
# What a row belongs to: closed with it.
PART_OF: dict[type[Model], tuple[str, ...]] = {
    Correction: ("incident",),
    HarmedPerson: ("incident",),
    Citation: Citation.TARGETS,
}


def active_restrictions(**target: Any) -> QuerySet[Restriction]:
    """Return the restrictions in force today on the given target."""
    day = today()
    return Restriction.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day, **target)


def restricted(model: type[Model]) -> Any:  # noqa: ANN401  # conditions joined with OR, which have no common type
    """Return the condition that a restriction closes a row of a live table."""
    return reduce(
        or_,
        (
            Exists(active_restrictions(**{target: OuterRef(column)}))
            for target, column in CLOSED_BY.get(model, ())
        ),
    )


def exclude_restricted(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Leave out the rows of a live table that a restriction closes; of most models none can be."""
    model: Any = rows.model._meta.concrete_model
    return rows.exclude(restricted(model)) if model in CLOSED_BY else rows


def exclude_closed(rows: QuerySet[Row], steps: int = 4) -> QuerySet[Row]:
    """Leave out the rows of a live table that are closed: restricted, about nothing else, or a part of it.

    Published or not: this is what the desk shows to those who may not see what is closed. So many `steps`
    lead from a source to what it is cited for, and on; SQLite reads no deeper conditions.
    """
    model: Any = rows.model._meta.concrete_model
    rows = exclude_restricted(rows)
    if not steps:
        return rows
    for owner in PART_OF.get(model, ()):
        whole = model._meta.get_field(owner).related_model._default_manager
        seen = exclude_closed(whole.filter(pk=OuterRef(f"{owner}_id")), steps - 1)
        rows = rows.filter(Q(**{owner: None}) | Q(Exists(seen)))
    if model in ABOUT:
        parts = [part._default_manager.filter(**{owner: OuterRef("pk")}) for part, owner in ABOUT[model]]
        shown = reduce(or_, (Q(Exists(exclude_closed(each, steps - 1))) for each in parts))
        rows = rows.filter(reduce(and_, (~Q(Exists(each)) for each in parts)) | shown)
    return rows


def exclude_closed_in_part(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Leave out the cases of which anything is restricted: a defendant, a party, a charge or an event."""
    for inside in ("defendant__case", "party__defendants__case", "charge__defendant__case", "event__case"):
        cases = cases.exclude(Exists(active_restrictions(**{inside: OuterRef("pk")})))
    return cases


def is_restricted(row: Model) -> bool:
    """Tell whether a restriction closes a row."""
    model: Any = row._meta.concrete_model
    return bool(model._base_manager.filter(restricted(model), pk=row.pk).exists())


def restricted_among(target: str, ids: Collection[int]) -> set[int]:
    """Return those of some cases, parties, defendants, charges or events that are restricted themselves."""
    found = active_restrictions(**{f"{target}__in": list(ids)})
    return set(found.values_list(f"{target}_id", flat=True))


def open_charges(rows: Rows) -> Rows:
    """Keep the charges that are not restricted themselves; of live tables and of history."""
    return rows.exclude(Exists(active_restrictions(charge=OuterRef("id"))))


def open_cases(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Keep the cases that are not closed: not restricted, nor is every one of their defendants.

    The caption would name the one who is.
    """
    return rows.filter(_is_open_case())


def closed_cases(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Keep the cases that are closed."""
    return rows.filter(~_is_open_case())


def _is_open_case() -> Q:
    anyone = Defendant.objects.filter(case=OuterRef("pk"))
    return Q(
        ~Exists(active_restrictions(case=OuterRef("pk"))),
        ~Exists(anyone) | Exists(exclude_restricted(anyone)),
    )


def acts_on_closed_only(event: str = "pk") -> Q:
    """Return the condition that all on which an event acts is closed; a column names the event."""
    effects = Effect.objects.filter(event=OuterRef(event))
    return Q(Exists(effects), ~Exists(exclude_restricted(effects)))


def closed_event(event: str = "pk", case: str = "case_id") -> Q:
    """Return the condition that the event is closed that columns name, with its case."""
    return (
        Q(Exists(closed_cases(Case.objects.filter(pk=OuterRef(case)))))
        | Q(Exists(active_restrictions(event=OuterRef(event))))
        | acts_on_closed_only(event)
    )


def without_acts_on_closed(
    events: Mapping[int, Event], effects: Iterable[Effect], defendants: Collection[int]
) -> dict[int, Event]:
    """Leave out the events whose effects are all on others than these, the public defendants.

    One of them would read as an event of everyone else.
    """
    acting: dict[int, set[int]] = defaultdict(set)
    for effect in effects:
        acting[effect.event_id].add(effect.defendant_id)
    public = set(defendants)
    return {pk: event for pk, event in events.items() if pk not in acting or acting[pk] & public}


@dataclass(frozen=True, slots=True)
class ClosedIds:
    """The ids of what is closed today, and of the parties who are shown without their names.

    `events` act on closed defendants or closed charges only, or are closed themselves.
    """

    parties: frozenset[int] = frozenset()
    cases: frozenset[int] = frozenset()
    defendants: frozenset[int] = frozenset()
    charges: frozenset[int] = frozenset()
    events: frozenset[int] = frozenset()
    nameless: frozenset[int] = frozenset()

    @classmethod
    def now(cls) -> ClosedIds:
        """Read what is restricted itself, and who is private. One query."""
        compiled = _compiled(router.db_for_read(Restriction), today())
        restrictions, private = fetch([(one, {}) for one in compiled])
        columns = zip(*restrictions, strict=True)
        ids = [frozenset(pk for pk in column if pk is not None) for column in columns]
        return replace(cls(*ids), nameless=frozenset(private))

    @property
    def is_anything(self) -> bool:
        """Tell whether anything is closed, or anybody shown without the name."""
        return self != ClosedIds()

    def with_merged(self) -> ClosedIds:
        """Add the parties who were put together with closed or private ones: the past names them apart."""
        return replace(self, parties=_with_merged(self.parties), nameless=_with_merged(self.nameless))

    def with_acts(self) -> ClosedIds:
        """Add the events all of whose outcomes are on closed charges or closed defendants."""
        if self == ClosedIds(nameless=self.nameless):
            return self
        shut = (
            Q(charge__in=self.charges)
            | Q(defendant__in=self.defendants)
            | Q(defendant__party__in=self.parties)
            | Q(defendant__case__in=self.cases)
        )
        left_open = Effect.objects.filter(event=OuterRef("event_id")).exclude(shut)
        found = Effect.objects.filter(shut).filter(~Exists(left_open)).order_by()
        acts = frozenset(found.values_list("event_id", flat=True).distinct())
        return replace(self, events=self.events | acts)

    @property
    def unnamed(self) -> frozenset[int]:
        """Return the parties who may be named nowhere."""
        return self.parties | self.nameless

    def without_defendants(self, rows: Spans) -> Spans:
        """Leave out the rows about closed defendants, by columns of their own: fast, and true of history."""
        for column, ids in (
            ("party_id", self.parties),
            ("case_id", self.cases),
            ("defendant_id", self.defendants),
        ):
            if ids:
                rows = rows.exclude(**{f"{column}__in": ids})
        return rows

    def without_events(self, rows: Rows, column: str = "id") -> Rows:
        """Leave out the closed events, or what belongs to one."""
        return rows.exclude(**{f"{column}__in": self.events}) if self.events else rows

    def without_cases(self, rows: Rows, column: str = "id") -> Rows:
        """Leave out the closed cases, or what belongs to one."""
        return rows.exclude(**{f"{column}__in": self.cases}) if self.cases else rows

    def without_charges(self, rows: Rows, column: str = "id") -> Rows:
        """Leave out the closed charges, or what belongs to one of them."""
        if not self.charges:
            return rows
        return rows.filter(Q(**{f"{column}__isnull": True}) | ~Q(**{f"{column}__in": self.charges}))

    def hides(self, event: Event) -> bool:
        """Tell whether an event may not be shown: by itself, or because its case is closed."""
        return event.pk in self.events or event.case_id in self.cases


def _with_merged(parties: frozenset[int]) -> frozenset[int]:
    """Add to some parties those who are parts of them."""
    found, added = parties, parties
    while added:
        parts = Merge.objects.filter(kept__in=added, undone_at=None).order_by()
        added = frozenset(parts.values_list("merged_id", flat=True)) - found
        found |= added
    return found


@lru_cache(maxsize=100)
def _compiled(using: str, _day: date) -> tuple[CompiledRows, CompiledRows]:
    """Compile the restrictions in force on a day, and the parties who are private."""
    targets = ["party_id", "case_id", "defendant_id", "charge_id", "event_id"]
    restrictions = active_restrictions().using(using).order_by()
    private = private_parties().using(using).order_by()
    return (
        compile_rows(restrictions, targets, [BigIntegerField()] * len(targets)),
        compile_rows(private, ["id"], [BigIntegerField()], make=int),
    )
