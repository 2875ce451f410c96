"""Charges, claims and cases brought again: which belong together, however long the chain."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from proceedings.law.codes import CaseLinkKind, ChargeLinkKind

Id = TypeVar("Id")

# Links between charges or claims along which the record of one case reads another's.
READ_ACROSS = frozenset({ChargeLinkKind.REFILES.value, ChargeLinkKind.CONTINUES.value})
# Links between cases along which the same charges or claims go on under another number.
GOES_ON = frozenset(
    {CaseLinkKind.REFILED_AS.value, CaseLinkKind.REMOVED_TO.value, CaseLinkKind.TRANSFERRED_TO.value}
)


def closure(ids: Iterable[Id], neighbours: Callable[[set[Id]], Iterable[Id]]) -> set[Id]:
    """Return the ids and all that links lead to from them, step after step.

    `neighbours` is asked of each id once: closure({1}, {1: [2], 2: [1, 3], 3: []}) -> {1, 2, 3}, were it a
    mapping.
    """
    reached = new = set(ids)
    while new:
        new = set(neighbours(new)) - reached
        reached = reached | new
    return reached
