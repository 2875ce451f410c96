"""The list of sentences: one row is one part of what a court imposed, in the court's own unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from proceedings import wording
from proceedings.law.codes import Confidence, Relation
from proceedings.models import Charge, DayOfComponent, Effect, Event, SentenceComponent
from proceedings.record.public_rows import Facts, Rows, annotated
from proceedings.record.rule_inputs import component_of
from proceedings.research.lists.case_columns import (
    CaseColumns,
    case_facets,
    clocks_values,
    own,
    with_case_id,
    with_defendant,
)
from proceedings.research.lists.date_order import NUMBER, newest_first
from proceedings.research.lists.definitions.events import dated
from proceedings.research.lists.list_definition import Heading, ListDefinition, Via
from proceedings.research.lists.rows import (
    CASE,
    DEFENDANT,
    LAST,
    Cell,
    ListRow,
    column,
)
from proceedings.research.query.conditions import (
    NO,
    YES,
    Condition,
    acts_conditions,
    charged_as,
)
from proceedings.research.query.filter_scopes import ComponentScope, Target

SEMICOLON = "; "
# By the day alone: people are not ranked by the length of what they were sentenced to.
BY_DAY = newest_first("day", DayOfComponent)


def _number(key: str, label: Any, meaning: Any) -> Any:  # noqa: ANN401  # texts to translate; a column
    return column(key, label, meaning, "number")


COLUMNS = (
    column("id", gettext_lazy("Number"), gettext_lazy("The part's number here; kept."), "integer"),
    column("date", gettext_lazy("Date"), gettext_lazy("Of the sentence, as well as it is known (EDTF).")),
    column("latest", gettext_lazy("Latest"), gettext_lazy("The last day that may mean."), "date"),
    column("kind", gettext_lazy("Kind"), gettext_lazy("What sort of part, as a code.")),
    column(
        "words",
        gettext_lazy("What was imposed"),
        gettext_lazy("The part in words; one that is disputed says so first."),
    ),
    column(
        "counted",
        gettext_lazy("Counted"),
        gettext_lazy("“no” where the part is disputed: reported on weak grounds only, and in no figure."),
    ),
    _number("minimum", gettext_lazy("Minimum"), gettext_lazy("The shortest term, in the unit.")),
    _number("maximum", gettext_lazy("Maximum"), gettext_lazy("The term, or the longest, in the unit.")),
    _number(
        "suspended", gettext_lazy("Suspended"), gettext_lazy("How much of it is suspended, in the unit.")
    ),
    column("unit", gettext_lazy("Unit"), gettext_lazy("The court's own; never converted.")),
    _number("credit", gettext_lazy("Credit"), gettext_lazy("Days credited.")),
    _number("amount", gettext_lazy("Amount"), gettext_lazy("Money, in the currency.")),
    column("currency", gettext_lazy("Currency"), gettext_lazy("ISO 4217.")),
    column("relation", gettext_lazy("Relation"), gettext_lazy("Concurrent, consecutive or not stated.")),
    column("count", gettext_lazy("Count"), gettext_lazy("The count it stands for; empty: all of them.")),
    column(
        "dispute", gettext_lazy("Dispute"), gettext_lazy("Where only weak sources report it: what they say.")
    ),
    *DEFENDANT,
    *CASE,
    *LAST,
)


def _rows(facts: Facts, _asked: Mapping[str, Any]) -> Rows:
    day = facts.of(Event).filter(id=OuterRef("event_id")).values("latest")[:1]
    return annotated(facts.components(), day=Subquery(day), **{NUMBER: F("id")})


def _add_columns(rows: Rows, facts: Facts) -> Rows:
    rows = rows.annotate(
        the_event=facts.beside(Event, "event_id", "date", "date_entered", "date_reported"),
        the_charge=facts.beside(Charge, "charge_id", "count_label"),
    )
    return with_defendant(rows, facts)


def _read(rows: Sequence[Any], facts: Facts) -> list[ListRow]:
    return [_line(row, facts) for row in rows]


class _Dates:
    """The dates of a sentence, as they stand beside one of its parts."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.date = fields["date"]
        self.date_entered = fields["date_entered"]
        self.date_reported = fields["date_reported"]


def _plain(number: Decimal | None) -> Decimal | None:
    return None if number is None else Decimal(format(number.normalize(), "f"))


def _line(row: Any, facts: Facts) -> ListRow:  # noqa: ANN401  # a live or a history row
    columns = CaseColumns(row, facts)
    part: SentenceComponent = getattr(row, "instance", row)
    address = f"{columns.defendant_address}#event-{row.event_id}"
    day = dated(_Dates(row.the_event))
    count = columns.text(row.the_charge["count_label"]) if row.the_charge else ""
    disputed = row.confidence == Confidence.C
    words = columns.text(wording.component_words(component_of(part)))
    if disputed:
        words = _("Disputed, not counted: %(part)s") % {"part": words}
    values = {
        "id": row.id,
        "date": day.text,
        "latest": row.day,
        "kind": row.kind,
        "words": words,
        "counted": "no" if disputed else "yes",
        "minimum": _plain(row.minimum),
        "maximum": _plain(row.maximum),
        "suspended": _plain(row.suspended),
        "unit": row.unit or None,
        "credit": _plain(row.credit),
        "amount": _plain(row.amount),
        "currency": row.currency or None,
        "relation": row.relation,
        "count": count or None,
        "dispute": (columns.text(row.dispute) or _("Reported on weak grounds only")) if disputed else None,
    }
    relation = "" if row.relation == Relation.NOT_STATED else _(Relation(row.relation).label)
    quiet = [" · ".join(filter(None, (count, relation)))]
    warnings = (str(values["dispute"]),) if disputed else ()
    return ListRow(
        values=values | columns.defendant_values() | columns.case_values() | clocks_values(facts, address),
        cells=(
            Cell(text=day.words(), is_day=True),
            Cell(text=words, href=address, quiet=tuple(quiet), warnings=warnings),
            Cell(text=columns.name, href=columns.defendant_address),
            columns.case_cell(),
        ),
    )


def _sentenced(facts: Facts, text: str) -> Q:
    """Return the condition that the sentence a part belongs to stands on the day, or does not.

    A span names the sentences that stand by their events; both databases write one blank after a colon.
    """
    spans = facts.standing().annotate(said=Cast("particulars", TextField()))
    event = Concat(Value('"event": '), Cast(OuterRef("event_id"), CharField()))
    named = Q(said__contains=Concat(event, Value(","))) | Q(said__contains=Concat(event, Value("}")))
    spans = spans.filter(named, particulars__has_key="sentences")
    stands = Q(Exists(spans.filter(defendant_id=OuterRef("defendant_id"))))
    return stands if text == YES else ~stands


def _charged(facts: Facts, text: str) -> Q:
    """Return the condition that a part was imposed for an offence, or for these and no other.

    A part that stands for all charges of its sentence is asked for by all their offences, in order, with
    semicolons between. One query an offence.
    """
    offences = [charged_as(facts, one) for one in _named(facts, text)]
    own = Q(Exists(facts.of(Charge).filter(offence__in=charged_as(facts, text), id=OuterRef("charge_id"))))
    every = Q(charge_id=None)
    for spellings in offences:
        every &= Q(Exists(_sentenced_for(facts, Q(offence__in=spellings))))
    known = [offence for spellings in offences for offence in spellings]
    return own | (every & ~Q(Exists(_sentenced_for(facts, ~Q(offence__in=known)))))


def _named(facts: Facts, text: str) -> list[str]:
    """Return the offences a text names: itself, or its parts between semicolons.

    An offence may have a semicolon in it: of the ways to cut the text, the first that names offences counts.
    """
    known = {facts.closed.in_any_case(offence).strip() for offence in facts.offences}
    return _cut(text.split(SEMICOLON), known) or [text]


def _cut(parts: list[str], known: set[str]) -> list[str]:
    """Return the parts joined again so that each is known; nothing when that cannot be."""
    for length in range(len(parts), 0, -1):
        first, left = SEMICOLON.join(parts[:length]), parts[length:]
        if first in known and (rest := _cut(left, known) if left else [first]):
            return [first, *rest] if left else [first]
    return []


def _sentenced_for(facts: Facts, asked: Q) -> Rows:
    """Return what the sentence of a part did to charges of some offences."""
    charge = facts.charges().filter(asked, id=OuterRef("charge_id"))
    effects = facts.of(Effect).filter(
        event_id=OuterRef("event_id"), defendant_id=OuterRef("defendant_id"), charge_id__isnull=False
    )
    return effects.filter(Exists(charge))


def _measured(_facts: Facts, asked: Sequence[str]) -> Q:
    """Return the condition that a part is an amount, a length, or neither."""
    money, term = Q(amount__isnull=False), Q(maximum__isnull=False)
    say = {"money": money, "term": term & ~money, "neither": ~money & ~term}
    return reduce(or_, (say[one] for one in asked))


def _suspended(_facts: Facts, asked: Sequence[str]) -> Q:
    suspended = Q(suspended__isnull=False, suspended__gt=0)
    return reduce(or_, (suspended if one == YES else ~suspended for one in asked))


def _counted(_facts: Facts, asked: Sequence[str]) -> Q:
    disputed = Q(confidence=Confidence.C.value)
    return reduce(or_, (~disputed if one == YES else disputed for one in asked))


def _on_event(facts: Facts, acts: Q) -> Q:
    """Ask about the sentence a part belongs to."""
    return Q(Exists(facts.of(Event).filter(acts, id=OuterRef("event_id"))))


def _facets(facts: Facts) -> dict[str, Any]:
    return {"sentence": own("kind"), "unit": own("unit"), **case_facets(facts, "its_case")}


def _events(rows: Rows, facts: Facts, via: Via) -> Rows:
    return facts.events().filter(via("id", rows, "event_id"))


SENTENCES = ListDefinition(
    slug="sentences",
    title=gettext_lazy("Sentences"),
    subject=gettext_lazy("Parts of sentences"),
    unit=lambda number: ngettext(
        "%(number)s part of a sentence. A disputed part is marked and not counted in any figure.",
        "%(number)s parts of sentences; one row is one part imposed on one defendant. Lengths are in the "
        "court's own unit and are never added up. Disputed parts are marked and not counted in any figure.",
        number,
    ),
    nothing=gettext_lazy("No part of a sentence matches what is asked."),
    columns=COLUMNS,
    headings=(
        Heading(words=gettext_lazy("Date"), up="date", down="-date"),
        Heading(words=gettext_lazy("What was imposed")),
        Heading(words=gettext_lazy("Defendant")),
        Heading(words=gettext_lazy("Case")),
    ),
    model=SentenceComponent,
    rows=_rows,
    read=_read,
    add_columns=_add_columns,
    scope=ComponentScope,
    sorts=(("-date", gettext_lazy("latest first")), ("date", gettext_lazy("earliest first"))),
    orders={"-date": BY_DAY, "date": BY_DAY.reverse()},
    default_sort="-date",
    facets=_facets,
    add_case_id=with_case_id,
    events=_events,
    found_through="defendant_id",
    own_filters={
        "counted": (
            gettext_lazy("Counted"),
            [(YES, gettext_lazy("counted")), (NO, gettext_lazy("disputed, not counted"))],
        ),
        "measured": (
            gettext_lazy("Measured"),
            [
                ("term", gettext_lazy("a length of time")),
                ("money", gettext_lazy("an amount of money")),
                ("neither", gettext_lazy("neither stated")),
            ],
        ),
        "suspended": (
            gettext_lazy("Suspended"),
            [(YES, gettext_lazy("in part or whole")), (NO, gettext_lazy("no part stated"))],
        ),
    },
    own_conditions=acts_conditions(_on_event)
    | {
        "charged": Condition(Target.OWN, _charged),
        "sentenced": Condition(Target.OWN, _sentenced),
        "counted": Condition(Target.OWN, _counted),
        "measured": Condition(Target.OWN, _measured),
        "suspended": Condition(Target.OWN, _suspended),
    },
)
