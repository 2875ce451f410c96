"""The spread of numbers that are given as how many there are of each. Pure.

Quartiles are by nearest rank: the smallest number at or below which a quarter, a half or three quarters of
all lie. So each is a number that was really recorded, and none is an average of two. Of fewer than five
no quartile is given: a median of 58 and 400 would be one of two people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

Number = TypeVar("Number", int, Decimal)

LEAST_COUNT = 5
QUARTER, HALF, THREE_QUARTERS = Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Quartiles(Generic[Number]):
    """Five numbers in rising order, and how many they are taken from; the middle three None of too few."""

    count: int
    least: Number
    lower: Number | None
    median: Number | None
    upper: Number | None
    most: Number

    @property
    def is_enough(self) -> bool:
        """Tell whether there are quartiles."""
        return self.count >= LEAST_COUNT


def quartiles(held: Mapping[Number, int]) -> Quartiles[Number] | None:
    """Return the quartiles of numbers given as {number: how many}; None when there are none."""
    count = sum(held.values())
    if not count:
        return None
    present = sorted(number for number, many in held.items() if many)
    shares = (QUARTER, HALF, THREE_QUARTERS)
    enough = count >= LEAST_COUNT
    lower, median, upper = (_at(held, present, count, share) if enough else None for share in shares)
    return Quartiles(
        count=count,
        least=present[0],
        lower=lower,
        median=median,
        upper=upper,
        most=present[-1],
    )


def _at(held: Mapping[Number, int], present: list[Number], count: int, share: Fraction) -> Number:
    """Return the smallest number at or below which the share of all lies."""
    passed = 0
    for number in present:
        passed += held[number]
        if passed >= share * count:
            return number
    return present[-1]
