"""Two people, one record: whoever saves second is told what the first one changed.

A form carries the newest history row of the record, and of each kind of its parts, that its reader saw; when
it comes back and there are newer ones, somebody else wrote in between.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Subquery
from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class PartKind:
    """A model whose rows are parts of a record, and the name of their way back to it."""

    model: type[models.Model]
    owner: str


def history_of(
    record: type[models.Model], pk: object, parts: Sequence[PartKind]
) -> list[models.QuerySet[Any]]:
    """Return the history rows of a record, then those of each kind of its parts."""
    whole: Any = record._meta.concrete_model
    kinds: list[tuple[Any, str]] = [(part.model, f"{part.owner}_id") for part in parts]
    return [
        whole.history.filter(id=pk),
        *(kind.history.filter(**{owner: pk}) for kind, owner in kinds),
    ]


def newest(record: type[models.Model], pk: object, parts: Sequence[PartKind] = ()) -> str:
    """Return the newest history ids of a record and of each kind of its parts: `"812.0.377"`. One query."""
    rows = history_of(record, pk, parts)
    newest_ids = [Subquery(each.order_by("-history_id").values("history_id")[:1]) for each in rows]
    whole: Any = record._meta.concrete_model
    found = whole._base_manager.filter(pk=pk).values_list(*newest_ids).first() or (0,) * len(rows)
    return ".".join(str(each or 0) for each in found)


def newer(record: type[models.Model], pk: object, parts: Sequence[PartKind], *, seen: str) -> list[Any]:
    """Return the history rows written since `seen`, oldest first; an unreadable `seen` has seen nothing."""
    if newest(record, pk, parts) == seen:
        return []
    ids = [int(part) if part.isdecimal() else 0 for part in seen.split(".")]
    rows = history_of(record, pk, parts)
    ids += [0] * (len(rows) - len(ids))
    found = [row for each, last in zip(rows, ids, strict=False) for row in each.filter(history_id__gt=last)]
    return sorted(found, key=lambda row: (row.history_date, row.history_id))


def keep_gone_rows(data: QueryDict, prefix: str, existing: Collection[str]) -> None:
    """Turn rows of a submitted formset that are gone meanwhile into new rows, so that nothing typed is lost.

    A row that was to be removed, and is gone already, is left out.
    """
    initial = int(data.get(f"{prefix}-INITIAL_FORMS") or 0)
    total = int(data.get(f"{prefix}-TOTAL_FORMS") or 0)
    kept = [place for place in range(initial) if data.get(f"{prefix}-{place}-id", "") in existing]
    if len(kept) == initial:
        return
    gone = [place for place in range(initial) if place not in kept]
    wanted = [place for place in gone if f"{prefix}-{place}-DELETE" not in data]
    order = [*kept, *wanted, *range(initial, total)]
    rows = _take_rows(data, prefix)
    for new, old in enumerate(order):
        for name, values in rows.get(old, {}).items():
            data.setlist(f"{prefix}-{new}-{name}", [""] if name == "id" and old in gone else values)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(order))


def _take_rows(data: QueryDict, prefix: str) -> dict[int, dict[str, list[str]]]:
    pattern = re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)")
    rows: dict[int, dict[str, list[str]]] = {}
    for key in list(data):
        match = pattern.fullmatch(key)
        if match:
            rows.setdefault(int(match[1]), {})[match[2]] = data.pop(key)
    return rows
