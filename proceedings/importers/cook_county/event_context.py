"""An event being written, with what puts it in order; and the words events share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from proceedings.importers.cook_county.tables import Row

NAMED = 3
LONGEST = 200


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event block, the last day it can have happened on, and its place among those of that day."""

    latest: date
    rank: int
    block: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ranks:
    """What comes first on one day."""

    FILED = 0
    BROUGHT = 1
    ARRAIGNED = 2
    WARRANT = 3
    AMENDED = 4
    DECIDED = 5
    SENTENCED = 6


class Cites:
    """Writes citations of one version of the data set."""

    def __init__(self, source: str) -> None:
        """Keep the id of the source."""
        self.source = source

    def __call__(self, *rows: Row, differs: str = "") -> dict[str, Any]:
        """Cite rows, by table and number."""
        return {"source": self.source, "at": where(rows), "differs": differs}


def where(rows: Iterable[Row]) -> str:
    """Say where rows stand: `initiation.csv, rows 3-8 and 12`."""
    told = []
    by_table = groupby(sorted(set(rows), key=lambda row: (row.table, row.number)), key=lambda row: row.table)
    for table, held in by_table:
        runs = _runs([row.number for row in held])
        word = "row" if len(runs) == 1 and "-" not in runs[0] else "rows"
        told.append(f"{table}.csv, {word} {listed(runs)}")
    text = "; ".join(told)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _runs(numbers: Sequence[int]) -> list[str]:
    runs = []
    for _gap, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        held = [number for _place, number in run]
        runs.append(str(held[0]) if len(held) == 1 else f"{held[0]}-{held[-1]}")
    return runs


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def of_charges(labels: Sequence[str]) -> str:
    """Name a few charges, count many."""
    if len(labels) > NAMED:
        return f"{len(labels)} charges"
    return listed([f"{label[0].lower()}{label[1:]}" for label in labels])
