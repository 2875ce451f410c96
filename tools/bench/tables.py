"""Time and peak memory of the downloads: `-m tools.bench.tables [rows]`.

Memory is Python's own, by tracemalloc, which also slows the work down; so each format runs twice.
"""

from __future__ import annotations

import os
import sys
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
django.setup()

from kit.columns import Column  # noqa: E402  # Django's settings come first
from kit.tables import RENDERINGS, FileMetadata  # noqa: E402  # the same

ROWS = 200_000
TYPES = {
    "defendant": "string",
    "case": "string",
    "docket_number": "string",
    "court": "string",
    "status": "string",
    "words": "string",
    "since": "date",
    "charges": "integer",
    "on": "date",
    "known": "datetime",
    "address": "string",
}
COLUMNS = [
    Column(key=key, label=key.title(), meaning=f"The {key}", value=lambda row: row, type=kind)
    for key, kind in TYPES.items()
]


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Yield made-up rows, one at a time."""
    known = datetime(2024, 7, 1, tzinfo=UTC)
    for number in range(count):
        yield {
            "defendant": f"Testa Mockingbird {number}",
            "case": f"State of Nowhere v. Mockingbird {number}",
            "docket_number": f"D-000-CR-{number:09}",
            "court": "District Court of Nowhere",
            "status": "awaiting_trial",
            "words": "Awaiting trial on 2 charges",
            "since": date(2000, 1, 1) + timedelta(days=number % 9000),
            "charges": number % 7,
            "on": date(2024, 6, 30),
            "known": known,
            "address": f"https://tracker.example/defendants/{number}-testa-mockingbird/?on=2024-06-30",
        }


def about(count: int) -> FileMetadata:
    """Return the head of a file of so many rows."""
    return FileMetadata(
        title="Made-up rows",
        address="https://tracker.example/",
        on=date(2024, 6, 30),
        known="",
        total=count,
        cap=count,
    )


def render(name: str, count: int) -> int:
    """Render and throw away; return the bytes."""
    return sum(len(piece) for piece in RENDERINGS[name](COLUMNS, rows(count), about(count)))


def main() -> None:
    """Print one line for each format and size."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    print(f"{'format':8}{'rows':>10}{'seconds':>10}{'first byte':>12}{'MB':>8}{'peak kB':>10}")
    for name in RENDERINGS:
        render(name, 10)  # what is imported and compiled once does not count
        for count in (most // 20, most):
            began = time.perf_counter()
            next(iter(RENDERINGS[name](COLUMNS, rows(count), about(count))))
            first = time.perf_counter() - began
            began = time.perf_counter()
            size = render(name, count)
            seconds = time.perf_counter() - began
            tracemalloc.start()
            render(name, count)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            print(f"{name:8}{count:>10,}{seconds:>10.1f}{first:>12.3f}{size / 1e6:>8.1f}{peak / 1e3:>10.0f}")


if __name__ == "__main__":
    main()
