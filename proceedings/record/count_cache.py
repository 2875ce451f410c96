"""A cache of counts: the same question of the same data is counted once.

The key holds the last instant anything was written, so any edit, and any restriction, makes a new one; and
today, for restrictions begin and end by the calendar.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core.cache import caches

from kit.filtering import stamp
from proceedings.models.status_span_queries import today
from proceedings.record.as_of import Clocks
from proceedings.record.history import last_instant

CACHE = "counts"  # its name in the settings
TIMEOUT = 3600  # seconds
Counted = TypeVar("Counted")


def cached_count(clocks: Clocks, question: Mapping[str, Any], count: Callable[[], Counted]) -> Counted:
    """Return what was counted for this question of this data at both clocks, or count it.

    `question` is whatever else the answer depends on, in values JSON knows.
    """
    both = {"on": clocks.on.isoformat(), "known": clocks.known_text, "past": clocks.is_past}
    return cached_count_now(clocks, {**question, **both}, count)


def cached_count_now(clocks: Clocks, question: Mapping[str, Any], count: Callable[[], Counted]) -> Counted:
    """Return what was counted for a question of today's data, whatever the clocks are set to."""
    last = clocks.last_written or (last_instant() if clocks.is_past else clocks.known)
    asked = {**question, "today": today().isoformat(), "last": stamp(last)}
    key = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    cache = caches[CACHE]
    found: Counted | None = cache.get(key)
    if found is None:
        found = count()
        cache.set(key, found, TIMEOUT)
    return found
