"""Processor time, of this process and of the database's process that serves it.

Not time on the wall: on a machine that others use as well that would tell of them. Where the system does not
say how long another process has run, it is time on the wall after all.
"""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

from django.db import connections


def spent(alias: str = "default") -> float:
    """Return seconds, to be compared with what another call returned, of one database's connection."""
    served = _served_by(alias)
    if served is None:
        return time.perf_counter()
    return time.process_time() + (int(served.read_text().split()[0]) / 1e9 if served.name else 0)


def is_exact() -> bool:
    """Tell whether it is processor time."""
    return _served_by("default") is not None


@cache
def _served_by(alias: str) -> Path | None:
    """Return where the system says how long the server's process has run; an empty path for SQLite."""
    if connections[alias].vendor != "postgresql":
        return Path()
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        path = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return path if path.exists() else None
