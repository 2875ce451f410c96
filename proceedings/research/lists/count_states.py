"""The states of charges and claims: as conditions of lists, and of the rows of a page or a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from proceedings.law import rules
from proceedings.record.preloaded_history import PreloadedHistory
from proceedings.record.public_rows import Facts
from proceedings.record.rule_inputs import CountTable, count_records
from proceedings.research.query.conditions import NO, YES, is_counted

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


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
    records = count_records(PreloadedHistory(facts.clocks, facts.closed.closed), defendants, parties, table)
    found: dict[int, rules.StateOf] = {}
    for record in records.values():
        found |= rules.charge_states(record, facts.clocks.on)
    return found
