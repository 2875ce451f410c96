"""The days of lists of a batch of new facts, from the facts in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from proceedings.models import Effect, Event, SentenceComponent
from proceedings.record import sort_dates
from proceedings.record.bulk.copy_rows import table_of


def write_days(drafts: Mapping[type[models.Model], list[Any]], touched: sort_dates.TouchedDates) -> None:
    """Write the days of the new facts; note the facts there were before, whose days the new ones may move."""
    found = sort_dates.derive_from(drafts[Event], drafts[Effect], drafts[SentenceComponent])
    for kind, days in found.items():
        fresh = {row.pk for row in drafts[sort_dates.model_of(kind)]} - touched.facts[kind]
        touched.facts[kind].update(days.keys() - fresh)
        table = table_of(kind)
        table.write(
            table.tuple_of(sort_dates.row_of(kind, fact, days[fact])) for fact in days if fact in fresh
        )
