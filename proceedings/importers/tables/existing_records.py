"""What the database holds of the records that rows name, asked some hundreds at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db import models
from django.db.models import Count, Q

from kit.text_folding import docket_key
from people.models import Party
from proceedings.casefiles.dump.blocks import Citations
from proceedings.casefiles.dump.case import CASE_PARTS, case_block
from proceedings.casefiles.dump.files import court_block, party_block, source_block
from proceedings.models import Case, Court, Effect, Source

BATCH = 400
MOST_OUTCOMES = 900
Some = TypeVar("Some")
# Which rows a person may see and so may write to.
Seen = Callable[[models.QuerySet[Any]], models.QuerySet[Any]]


def everything(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Keep every row: whoever runs a command of the site sees all of it."""
    return rows


def batches(things: Iterable[Some], size: int = BATCH) -> Iterator[list[Some]]:
    """Cut things into lists of some hundreds."""
    waiting = iter(things)
    while batch := list(islice(waiting, size)):
        yield batch


def _light(keys: Collection[str]) -> Iterator[list[str]]:
    """Cut cases into batches of so few outcomes that SQLite can fetch what these name in one question.

    Django asks for the far ends of references as one chain of ORs, and SQLite takes a thousand.
    """
    batch: list[str] = []
    weight = 0
    for some in batches(sorted(keys)):
        counted = Effect.objects.filter(event__case__key__in=some).values_list("event__case__key")
        weights = dict(counted.annotate(number=Count("pk")))
        for key in some:
            if batch and (weight + weights.get(key, 0) > MOST_OUTCOMES or len(batch) >= BATCH):
                yield batch
                batch, weight = [], 0
            batch.append(key)
            weight += weights.get(key, 0)
    if batch:
        yield batch


class Recorded:
    """The database as case files would have it, for the records asked for."""

    def __init__(self, seen: Seen = everything) -> None:
        """Show what a person may see."""
        self.seen = seen

    def sources(self, keys: Collection[str]) -> dict[str, dict[str, Any]]:
        """Return sources by their ids."""
        return {row.key: source_block(row) for row in self._rows(Source.objects.all(), keys)}

    def parties(self, keys: Collection[str]) -> dict[str, dict[str, Any]]:
        """Return parties by their ids."""
        rows = Party.objects.prefetch_related("citations__source", "other_names", "identifiers")
        return {row.key: party_block(row, Citations()) for row in self._rows(rows, keys)}

    def courts(self, keys: Collection[str]) -> dict[str, dict[str, Any]]:
        """Return courts by their ids."""
        rows = Court.objects.prefetch_related("citations__source")
        return {row.key: court_block(row, Citations()) for row in self._rows(rows, keys)}

    def cases(self, keys: Collection[str]) -> dict[str, dict[str, Any]]:
        """Return cases by their ids, with everything in them."""
        rows = Case.objects.prefetch_related(*CASE_PARTS)
        return {
            row.key: case_block(row, Citations())
            for batch in _light(keys)
            for row in self.seen(rows.filter(key__in=batch))
        }

    def _rows(self, rows: models.QuerySet[Any], keys: Collection[str]) -> Iterator[Any]:
        for batch in batches(sorted(keys)):
            yield from self.seen(rows.filter(key__in=batch))

    def closed(self, model: type[models.Model], keys: Collection[str]) -> set[str]:
        """Return the ids in use that this person may not see."""
        every: models.QuerySet[Any] = model._base_manager.all()
        found: set[str] = set()
        for batch in batches(sorted(keys)):
            taken = set(every.filter(key__in=batch).values_list("key", flat=True))
            shown = set(self.seen(every.filter(key__in=taken)).values_list("key", flat=True))
            found |= taken - shown
        return found

    def numbers(self, dockets: Collection[str]) -> dict[str, list[tuple[str, str, str]]]:
        """Return, by normalised docket number, the cases that have it: the case's id, its court's two ids."""
        found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        keys = {docket_key(number) for number in dockets} - {""}
        for batch in batches(sorted(keys)):
            rows = self.seen(Case.objects.filter(docket_key__in=batch)).values_list(
                "docket_key", "key", "court__key", "court__courts_db_id"
            )
            for number, case, court, other in rows:
                found[number].append((case, court, other or ""))
        for batch in batches(sorted(set(dockets))):
            rows = self.seen(Case.objects.filter(Q(other_dockets__number__in=batch))).values_list(
                "other_dockets__number", "key", "court__key", "court__courts_db_id"
            )
            for number, case, court, other in rows:
                if number in dockets and (case, court, other or "") not in found[docket_key(number)]:
                    found[docket_key(number)].append((case, court, other or ""))
        return found
