"""What the rules read: the recorded facts of one defendant in one case, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

RULES_VERSION = 5

FIRST_DAY = date.min
LAST_DAY = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of a sentence, in the court's own unit.

    ``minimum``, ``maximum`` and ``suspended`` are in ``unit``; a fixed term has only a maximum; ``credit``
    is always in days. A ``disputed`` part rests on weak sources alone: it never counts for the status.
    """

    kind: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    suspended: Decimal | None = None
    credit: Decimal | None = None
    unit: str = ""
    amount: Decimal | None = None
    currency: str = ""
    text: str = ""
    supervised: bool | None = None
    time_served: bool = False
    relation: str = ""
    disputed: bool = False
    # The part's own key: one that stands for several charges is brought by each of them, and counts once.
    key: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one event did to one charge or claim, or to the defendant as a whole (``count`` is None)."""

    event: int
    kind: str
    earliest: date
    latest: date
    order: tuple[int, int]
    outcome: str
    position: int = 0
    count: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How a charge or claim stands to another one (``to`` is the other's key)."""

    kind: str
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One charge or claim against the defendant; ``elsewhere`` marks one of another, linked case."""

    key: int
    case: int
    label: str = ""
    position: int = 0
    alternative_group: str = ""
    links: tuple[Link, ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything recorded that bears on one defendant in one case."""

    case: int
    counts: tuple[Count, ...] = ()
    effects: tuple[Effect, ...] = ()
    civil: bool = False
    administrative: bool = False
