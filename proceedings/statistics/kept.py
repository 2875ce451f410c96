"""Counts that are kept: the same question of the same data is counted once.

A count is kept under the last instant anything was written, so any edit, and any restriction, makes a new
one; and under the day it is, for restrictions begin and end by the calendar.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from casetracker.kit.filtering import stamp
from proceedings.ledger import last_instant
from proceedings.querysets import today
from proceedings.statistics.asked import StatisticsQuery

KEPT = 3600  # seconds
Counted = TypeVar("Counted")


def kept(query: StatisticsQuery, name: str, count: Callable[[], Counted]) -> Counted:
    """Return what was counted for this question of this data, or count it."""
    clocks = query.clocks
    asked = {
        "figure": name,
        "query": sorted(query.given.items()),
        "on": clocks.on.isoformat(),
        "known": clocks.known_text,
        "past": clocks.is_past,
        "today": today().isoformat(),
        "last": stamp(last_instant() if clocks.is_past else clocks.known),
    }
    digest = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
    key = f"statistics:{digest}"
    found: Counted | None = cache.get(key)
    if found is None:
        found = count()
        cache.set(key, found, KEPT)
    return found
