"""The public facts as rows to be filtered: as they stand, or as they stood at the instant asked about.

Live tables and history tables answer under the same names: `id`, and `case_id`, `defendant_id` and so on for
what a row belongs to. Whoever filters uses these alone, and reaches other tables through EXISTS, so that one
condition is true at every `known`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db import connection, models
from django.db.models import Exists, F, JSONField, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.db.models.lookups import IsNull

from people.models import Party
from proceedings.models import (
    Case,
    Charge,
    Claim,
    Defendant,
    Effect,
    Event,
    Participation,
    SentenceComponent,
    StatusSpan,
)
from proceedings.models.status_span_queries import SpanQuerySet
from proceedings.record import visibility
from proceedings.record.as_of import Clocks
from proceedings.record.history import as_of
from proceedings.record.redaction import Redactor
from proceedings.record.search.find import SearchResult, search

Rows = models.QuerySet[Any]


class Facts:
    """Rows of the facts that the public may see, at one reading of the two clocks.

    With `possible`, an event counts from the first day it may have happened on, not from the last.
    """

    def __init__(self, clocks: Clocks, *, possible: bool = False, closed: Redactor | None = None) -> None:
        """Keep the question, and what is closed to the public."""
        self.clocks = clocks
        self.day = "earliest" if possible else "latest"
        self.closed = closed or Redactor.now()
        self._found: dict[str, SearchResult] = {}
        self._closely: set[str] = set()

    def of(self, model: type[models.Model]) -> Rows:
        """Return all rows of a model, in no order, as they stand or stood."""
        return as_of(model, self.clocks.known if self.clocks.is_past else None)

    def spans(self) -> SpanQuerySet:
        """Return the public spans as known, of every day."""
        rows = StatusSpan.objects.known(self.clocks.known if self.clocks.is_past else None)
        return self.closed.closed.without_defendants(rows)

    def standing(self) -> SpanQuerySet:
        """Return the public spans that hold on the day, or may hold."""
        on = self.clocks.on
        if self.day == "latest":
            return self.clocks.of_the_day(self.spans())
        return self.spans().possibly_on(on)

    @cached_property
    def offences(self) -> list[str]:
        """Return every offence anybody is charged with, as recorded. One query."""
        return list(self.of(Charge).values_list("offence", flat=True).distinct())

    def found(self, text: str) -> SearchResult:
        """Return the public defendants found under a text, or close to it. Two queries, once a text."""
        if text not in self._found:
            self._found[text] = search(text, self.spans(), closed=self.closed)
        return self._found[text]

    def found_closely(self, text: str) -> None:
        """Remember that the rows of a list are only close to a text."""
        self._closely.add(text)

    def is_close(self, text: str) -> bool:
        """Tell whether the rows of a list, once asked for, are only close to a text."""
        return text in self._closely or (text in self._found and self._found[text].is_close)

    def _is_public(self, key: str = "defendant_id") -> Exists:
        """Return the condition that something public rests on the defendant of a row."""
        return Exists(self.spans().filter(defendant_id=OuterRef(key)))

    def defendants(self) -> Rows:
        """Return the defendants on whom something public rests."""
        return self.of(Defendant).filter(self._is_public("id"))

    def taking_part(self) -> Rows:
        """Return who takes part in cases otherwise, but for victims whom no recorded reason names."""
        return visibility.named_participations(self.of(Participation))

    def cases(self) -> Rows:
        """Return the public cases in which something had happened by the day.

        A case is public when a published event rests on it, it is not closed, and it has either no defendant
        or one at least who is public (its caption would name the one who is not).
        """
        return self._public_cases().filter(Exists(self.happened().filter(case_id=OuterRef("id"))))

    def _public_cases(self) -> Rows:
        shown = there_is(self.spans().filter(case_id=OuterRef("id")))
        anyone = there_is(self.of(Defendant).filter(case_id=OuterRef("id")))
        return self.closed.closed.without_cases(self.of(Case).filter(Q(shown) | ~Q(anyone)))

    def published(self) -> Rows:
        """Return the published events that are not closed themselves; their cases may be."""
        return self.closed.closed.without_events(self.of(Event).filter(visibility.is_published()))

    def happened(self) -> Rows:
        """Return the same, as far as they count on the day."""
        return self.published().filter(**{f"{self.day}__lte": self.clocks.on})

    def events(self, *kinds: str) -> Rows:
        """Return the public events of some kinds, those to come included.

        An event that did something only to people who are closed to the public is closed with them.
        """
        done = self.of(Effect).filter(event_id=OuterRef("id"))
        return self.published().filter(
            ~Q(there_is(done)) | Q(there_is(done.filter(self._is_public()))),
            Exists(self._public_cases().filter(id=OuterRef("case_id"))),
            **_of_kinds(kinds),
        )

    def effects(self) -> Rows:
        """Return what published events had done to public defendants by the day."""
        happened = Exists(self.happened().filter(id=OuterRef("event_id")))
        return self._open(self.of(Effect).filter(happened, self._is_public()), "charge_id")

    def charges(self) -> Rows:
        """Return the public charges on which an event had acted by the day."""
        acted = Exists(self.effects().filter(charge_id=OuterRef("id")))
        return self._open(self.of(Charge).filter(acted), "id")

    def claims(self) -> Rows:
        """Return the civil claims against public defendants on which an event had acted by the day."""
        happened = Exists(self.happened().filter(id=OuterRef("event_id")))
        acted = self.of(Effect).filter(happened, claim_id=OuterRef("id"))
        return self.of(Claim).filter(Exists(acted), self._is_public())

    def components(self) -> Rows:
        """Return the parts of sentences imposed on public defendants by the day."""
        happened = self.happened().filter(id=OuterRef("event_id"))
        happened = self.closed.closed.without_cases(happened, "case_id")
        return self._open(self.of(SentenceComponent).filter(Exists(happened), self._is_public()), "charge_id")

    def _open(self, rows: Rows, column: str) -> Rows:
        """Leave out the charges that are closed, and what belongs to one of them."""
        return self.closed.closed.without_charges(rows, column)

    def beside(self, model: type[models.Model], key: str, *fields: str, **made: Any) -> Subquery:
        """Return some fields of the row that `key` names, as one value of a row: a mapping, or None.

        `made` are values that are made of its columns.
        """
        named = {field: F(field) for field in fields} | made
        rows = self.of(model).filter(id=OuterRef(key)).annotate(beside=JSONObject(**named))
        return Subquery(rows.values("beside")[:1], output_field=JSONField())

    def party(self, key: str, *fields: str) -> Subquery:
        """Return the party that `key` names: number, fields, and the name, empty when it may not be told."""
        name = visibility.disclosable_name(self.of(Party).model)
        return self.beside(Party, key, "id", *fields, name=name)

    def is_named(self, party: Mapping[str, Any]) -> bool:
        """Tell whether such a party may be named."""
        return bool(party["name"]) and party["id"] not in self.closed.closed.nameless

    def name_of(self, party: Mapping[str, Any], case_id: int | None = None) -> str:
        """Return the name of such a party as it may be printed."""
        return self.closed.name(party["id"], party["name"], case_id)


def there_is(rows: Rows) -> Exists | IsNull:
    """Return the condition that there is such a row: for conditions that stand beside another, with OR.

    PostgreSQL answers an EXISTS there by reading all rows there are into memory, for a page as for a count;
    this it asks row by row. SQLite asks row by row either way, and an EXISTS is the quicker one.
    """
    if connection.vendor != "postgresql":
        return Exists(rows)
    return IsNull(Subquery(rows.values("pk")[:1]), False)  # noqa: FBT003  # as Django wants it


def _of_kinds(kinds: tuple[str, ...]) -> dict[str, Any]:
    """Return the condition on the kind of an event; of one kind, such that the index of that kind serves."""
    if len(kinds) == 1:
        return {"kind": kinds[0]}
    return {"kind__in": kinds} if kinds else {}


def annotated(rows: Rows, **values: Any) -> Rows:
    """Return the rows with some values beside them."""
    found: Rows = rows.annotate(**values)
    return found
