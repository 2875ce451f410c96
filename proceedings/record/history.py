"""The facts as they stand, or as they stood at an instant, and the records the rules read from them.

Live tables and history tables answer the same questions with the same names; `known` chooses between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Protocol, TypeVar

from django.db import models, router
from django.db.models import OuterRef, Subquery

from kit.batch_query import Column, CompiledRows, compile_rows, fetch
from proceedings.law import rules
from proceedings.law.codes import ChargeLinkKind
from proceedings.models import (
    Case,
    Charge,
    ChargeLink,
    Claim,
    ClaimLink,
    Defendant,
    Effect,
    Event,
    PublicationClock,
    SentenceComponent,
)
from proceedings.record.visibility import PUBLISHED, told_columns

Row = TypeVar("Row", bound=models.Model)


class PlacedEvent(Protocol):
    """The columns of an event that tell whether it is the last."""

    @property
    def case_id(self) -> int:
        """The case it is an event of."""

    @property
    def latest(self) -> date:
        """The last day it may have happened on."""

    @property
    def order(self) -> int:
        """Its place among the events of a day."""


Placed = TypeVar("Placed", bound=PlacedEvent)

# Links along which one case's record reads another's.
READ_ACROSS = (ChargeLinkKind.REFILES.value, ChargeLinkKind.CONTINUES.value)
BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


def last_instant() -> datetime:
    """Return the last instant a writing transaction took; before the first, the beginning of time."""
    instants = fetch([(_compiled_clock(router.db_for_read(PublicationClock)), {})])[0]
    return instants[0] if instants else BEFORE_ALL


@cache
def _compiled_clock(using: str) -> CompiledRows:
    clock = PublicationClock.objects.using(using).filter(pk=1).order_by()
    return compile_rows(clock, ["last_instant"], [models.DateTimeField()], make=lambda instant: instant)


def settle(known: datetime | None, last: datetime | None = None) -> datetime:
    """Return the instant an answer is true for: never ahead of the last one taken.

    Whoever asks for `known` = K while a write stamped before K is still under way gets, and is told, the last
    instant there is; so one and the same `known` never answers two things. `last` is it, where at hand.
    """
    last = last or last_instant()
    return last if known is None else min(known, last)


def versions_of(model: type[models.Model], until: Any = None) -> models.QuerySet[Any]:  # noqa: ANN401  # an instant, or a parameter
    """Return every version of every row of a model, in no order; those written by an instant, where given."""
    history: Any = model.history.model  # type: ignore[attr-defined]  # given by simple_history
    rows: models.QuerySet[Any] = history.objects.order_by()
    return rows if until is None else rows.filter(history_date__lte=until)


def as_of(model: type[models.Model], known: Any) -> models.QuerySet[Any]:  # noqa: ANN401  # the same, or None
    """Return the rows of a model as they stand (known is None) or stood at an instant, in no order.

    Rows of the past are rows of the history table: `id` is the row's own, and there is no `pk` to filter by.
    """
    if known is None:
        return model._default_manager.order_by()
    written = versions_of(model, known).filter(id=OuterRef("id"))
    latest = written.order_by("-history_date", "-history_id").values("history_id")[:1]
    return versions_of(model).filter(history_id=Subquery(latest)).exclude(history_type="-")


def columns_as_of(model: type[models.Model], known: Any) -> list[Column]:  # noqa: ANN401  # the same
    """Return the columns of the rows that `as_of` returns, as far as they may be told today."""
    told = {} if known is None else told_columns(model)
    return [told.get(field.attname, field.attname) for field in model._meta.concrete_fields]


class Ledger:
    """Rows of the facts at an instant (now, when none is given)."""

    def __init__(self, known: datetime | None = None) -> None:
        """Keep the instant."""
        self.known = known

    def rows(self, model: type[Row], **where: Any) -> list[Row]:
        """Return the rows of a model that meet the conditions, in the model's order.

        Rows of the past are built from history: their foreign keys name live rows, their own values are those
        of the instant, but for what may not be told any more.
        """
        if self.known is None:
            return list(model._default_manager.filter(**where))
        ordering = model._meta.ordering or ("pk",)
        rows = as_of(model, self.known).filter(**where)
        rows = rows.order_by(*("id" if name == "pk" else name for name in ordering))
        values = rows.values_list(*columns_as_of(model, self.known))
        # Straight to rows of the model: making a row of history first would take twice as long.
        names = [field.attname for field in model._meta.concrete_fields]
        return [model.from_db(rows.db, names, value) for value in values]

    def published(self, **where: Any) -> list[Event]:
        """Return the published events that meet the conditions, in recorded order."""
        return self.rows(Event, **PUBLISHED, **where)

    def records(self, defendants: Collection[int]) -> dict[int, rules.Record]:
        """Return what is recorded about each defendant, as the rules read it.

        A defendant on whom no published event rests is left out: nothing of them is public.
        """
        return _Reading(self, defendants).records()


class _Reading:
    """One reading of the ledger for some defendants: a fixed number of queries, however many they are."""

    def __init__(self, ledger: Ledger, defendants: Collection[int]) -> None:
        self.ledger = ledger
        self.defendants = {row.pk: row for row in ledger.rows(Defendant, id__in=list(defendants))}
        self.cases = {
            row.pk: row for row in ledger.rows(Case, id__in={row.case_id for row in self.defendants.values()})
        }
        self.charges = _Counts(ledger, Charge, ChargeLink, "charge", self.defendants)
        self.claims = _Counts(ledger, Claim, ClaimLink, "claim", self.defendants)
        self.effects = self._effects()
        self.events = {
            event.pk: event for event in ledger.published(id__in={effect.event_id for effect in self.effects})
        }
        self.components = self._components()

    def _effects(self) -> list[Effect]:
        found: dict[int, Effect] = {}
        for where in (
            {"defendant_id__in": list(self.defendants)},
            {"charge_id__in": list(self.charges.elsewhere)},
            {"claim_id__in": list(self.claims.elsewhere)},
        ):
            if next(iter(where.values())):
                found.update((effect.pk, effect) for effect in self.ledger.rows(Effect, **where))
        return list(found.values())

    def _components(self) -> dict[tuple[int, int], list[SentenceComponent]]:
        by_event: dict[tuple[int, int], list[SentenceComponent]] = defaultdict(list)
        rows = self.ledger.rows(
            SentenceComponent, event_id__in=list(self.events), defendant_id__in=list(self.defendants)
        )
        for row in rows:
            by_event[row.event_id, row.defendant_id].append(row)
        return by_event

    def records(self) -> dict[int, rules.Record]:
        own: dict[int, list[Effect]] = defaultdict(list)
        across: dict[tuple[bool, int], list[Effect]] = defaultdict(list)
        for effect in self.effects:
            if effect.event_id not in self.events:
                continue
            if effect.defendant_id in self.defendants:
                own[effect.defendant_id].append(effect)
            if effect.charge_id is not None:
                across[False, effect.charge_id].append(effect)
            if effect.claim_id is not None:
                across[True, effect.claim_id].append(effect)
        return {pk: self._record(row, own[pk], across) for pk, row in self.defendants.items() if own[pk]}

    def _record(
        self, defendant: Defendant, own: list[Effect], across: dict[tuple[bool, int], list[Effect]]
    ) -> rules.Record:
        case = self.cases[defendant.case_id]
        table = self.claims if case.is_civil else self.charges
        counts = table.of(defendant)
        effects = {effect.pk: effect for effect in own}
        for count in counts:
            if count.elsewhere:
                effects.update((effect.pk, effect) for effect in across[case.is_civil, count.key])
        return rules.Record(
            case=case.pk,
            civil=case.is_civil,
            administrative=case.is_administrative,
            counts=tuple(counts),
            effects=tuple(self._effect(effect, case) for effect in effects.values()),
        )

    def _effect(self, effect: Effect, case: Case) -> rules.Effect:
        event = self.events[effect.event_id]
        return rules.Effect(
            event=event.pk,
            kind=event.kind,
            earliest=event.earliest,
            latest=event.latest,
            order=(0 if event.case_id == case.pk else 1, event.order),
            position=effect.position,
            outcome=effect.outcome,
            count=effect.charge_id if effect.claim_id is None else effect.claim_id,
            details=effect.details,
            components=tuple(
                component_of(row)
                for row in self.components.get((event.pk, effect.defendant_id), ())
                if row.charge_id in (None, effect.charge_id)
            ),
        )


class _Counts:
    """The charges (or claims) of some defendants, and those of other cases they are linked with."""

    def __init__(
        self,
        ledger: Ledger,
        model: type[Charge | Claim],
        link_model: type[ChargeLink | ClaimLink],
        name: str,
        defendants: dict[int, Defendant],
    ) -> None:
        self.name = name
        own = ledger.rows(model, defendant_id__in=list(defendants))
        self.rows: dict[int, Any] = {row.pk: row for row in own}
        self.links: dict[int, Any] = {}
        self._follow(ledger, model, link_model)
        self.links_of: dict[int, list[Any]] = defaultdict(list)
        self.beside: dict[int, set[int]] = defaultdict(set)
        for link in self.links.values():
            near = getattr(link, f"{name}_id")
            self.links_of[near].append(link)
            if link.kind in READ_ACROSS:
                self.beside[near].add(link.other_id)
                self.beside[link.other_id].add(near)
        self.elsewhere = {pk for pk, row in self.rows.items() if row.defendant_id not in defendants}
        strangers = {row.defendant_id for row in self.rows.values()} - set(defendants)
        holders = {row.pk: row for row in ledger.rows(Defendant, id__in=list(strangers))} if strangers else {}
        self.case_of = {pk: row.case_id for pk, row in (defendants | holders).items()}
        self.by_defendant: dict[int, list[Any]] = defaultdict(list)
        for row in own:
            self.by_defendant[row.defendant_id].append(row)

    def _follow(
        self, ledger: Ledger, model: type[Charge | Claim], link_model: type[ChargeLink | ClaimLink]
    ) -> None:
        """Read links both ways until no new charge turns up: a chain of refilings is read whole."""
        fresh = set(self.rows)
        while fresh:
            ids = list(fresh)
            found = {
                link.pk: link
                for side in (self.name, "other")
                for link in ledger.rows(link_model, **{f"{side}_id__in": ids})
            }
            self.links.update(found)
            ends = {
                end
                for link in found.values()
                if link.kind in READ_ACROSS
                for end in (getattr(link, f"{self.name}_id"), link.other_id)
            }
            fresh = ends - set(self.rows)
            if fresh:
                self.rows.update((row.pk, row) for row in ledger.rows(model, id__in=list(fresh)))

    def of(self, defendant: Defendant) -> list[rules.Count]:
        """Return the defendant's own counts, and every count elsewhere that is linked with one of them."""
        own = {row.pk for row in self.by_defendant[defendant.pk]}
        reached = self._reached(own)
        return [self._count(self.rows[pk], elsewhere=pk not in own) for pk in sorted(reached)]

    def _reached(self, own: set[int]) -> set[int]:
        reached, fresh = set(own), set(own)
        while fresh:
            ends = {end for near in fresh for end in self.beside.get(near, ())}
            fresh = {end for end in ends if end in self.rows} - reached
            reached |= fresh
        return reached

    def _count(self, row: Charge | Claim, *, elsewhere: bool) -> rules.Count:
        return rules.Count(
            key=row.pk,
            case=self.case_of[row.defendant_id],
            label=row.label if isinstance(row, Claim) else row.count_label,
            position=row.position,
            alternative_group=getattr(row, "alternative_group", ""),
            links=tuple(
                rules.Link(kind=link.kind, to=link.other_id) for link in self.links_of.get(row.pk, ())
            ),
            elsewhere=elsewhere,
        )


def component_of(row: SentenceComponent) -> rules.Component:
    """Return a sentence component as the rules read it."""
    return rules.Component(
        key=row.pk,
        kind=row.kind,
        minimum=row.minimum,
        maximum=row.maximum,
        suspended=row.suspended,
        credit=row.credit,
        unit=row.unit,
        amount=row.amount,
        currency=row.currency,
        text=row.text,
        supervised=row.supervised,
        time_served=row.time_served,
        relation=row.relation,
        disputed=row.is_disputed,
    )


def last_of(events: Iterable[Placed], *, case: int, on: date) -> Placed | None:
    """Return the last of some events that counts on a day; what a case above did comes after the case's own.

    The events are those of a defendant's case, and those of other cases that act on the defendant.
    """
    counting = (event for event in events if event.latest <= on)
    return max(counting, key=lambda event: (event.latest, event.case_id != case, event.order), default=None)
