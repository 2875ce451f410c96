"""The states of charges and claims: as conditions of lists, and of the rows of a page or a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Exists, OuterRef, Q, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy

from proceedings.law import rules
from proceedings.law.rules import counted_as
from proceedings.record.preloaded_history import PreloadedHistory
from proceedings.record.public_rows import Facts
from proceedings.record.rule_inputs import CountTable, count_records
from proceedings.research.query.conditions import NO, YES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def standing_as(facts: Facts, codes: Sequence[str]) -> Q:
    """Return the condition that a charge or claim is counted on the day, and stands in one of some states."""
    any_of = Q()
    for code in codes:
        any_of |= Q(said__contains=Concat(Value(f"|{counted_as(code, '')}"), _number(), Value("|")))
    return _counted(facts, any_of)


def is_counted(facts: Facts) -> Q:
    """Return the condition that a charge or claim is counted on the day, in whatever state."""
    return _counted(facts, Q(said__contains=Concat(Value(counted_as("", "")), _number(), Value("|"))))


def _number() -> Cast:
    return Cast(OuterRef("id"), CharField())


def _counted(facts: Facts, condition: Q) -> Q:
    spans = facts.standing().filter(defendant_id=OuterRef("defendant_id"))
    said = spans.annotate(said=Cast(KT("particulars__counted"), TextField()))
    return Q(Exists(said.filter(condition)))


def counted_choices() -> list[tuple[str, StrOrPromise]]:
    """Return the values of the filter that asks whether a charge is counted."""
    return [(YES, gettext_lazy("counted")), (NO, gettext_lazy("not counted"))]


def counted_any(facts: Facts, asked: Sequence[str]) -> Q:
    """Return the condition that rows are counted, or not, as asked."""
    counted = is_counted(facts)
    return reduce(or_, (counted if one == YES else ~counted for one in asked))


def states(rows: Sequence[Any], facts: Facts, table: CountTable) -> dict[int, rules.StateOf]:
    """Return the state of each charge, or of each claim, at the end of the day, by id."""
    defendants, parties = {row.defendant_id for row in rows}, {row.its_party for row in rows}
    records = count_records(PreloadedHistory(facts.clocks, facts.closed), defendants, parties, table)
    found: dict[int, rules.StateOf] = {}
    for record in records.values():
        found |= rules.charge_states(record, facts.clocks.on)
    return found
