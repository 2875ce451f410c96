"""The faceted page of the same rows in Datasette, in a process of its own: `-m tools.bench.run_beside`."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import django
from datasette.app import Datasette

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
django.setup()

from django.db import connection  # noqa: E402  # Django's settings come first

from tools.bench.processor_time import spent  # noqa: E402  # the same

TABLE = "proceedings_statusspan"
FACETS = ("status", "court_id", "case_type", "incident_id")
RUNS = 3
PATIENCE = 600_000  # milliseconds; by itself it gives up a facet after 200, a query after 1,000


def main() -> None:
    """Print what was measured, as JSON."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells of each request
    print(json.dumps(asyncio.run(measure(str(connection.settings_dict["NAME"])))))


async def measure(path: str) -> dict[str, Any]:
    """Ask for the spans that hold today, the newest first, with facets on the columns our own page has.

    The index it reads them by is ours, and so are the rows; it joins no other table but for the labels of
    courts and matters, and hides nothing that is closed.
    """
    served = Datasette(
        [path],
        settings={"sql_time_limit_ms": PATIENCE, "facet_time_limit_ms": PATIENCE, "num_sql_threads": 1},
    )
    await served.invoke_startup()
    asked = [
        ("superseded_at__exact", "9999-12-31 00:00:00"),
        ("valid_until__exact", "9999-12-31"),
        ("status__not", "not_charged"),
        ("_sort_desc", "since"),
        ("_size", "50"),
        *(("_facet", facet) for facet in FACETS),
    ]
    (database,) = (name for name in served.databases if not name.startswith("_"))
    address = f"/{database}/{TABLE}?{urlencode(asked)}"

    async def ask() -> None:
        answer = await served.client.get(address)
        if answer.status_code != 200 or "facet" not in answer.text:  # noqa: PLR2004  # a page
            raise RuntimeError(f"{address}: {answer.status_code}")

    cold = await _took(ask)
    return {"cold": cold, "warm": min([await _took(ask) for _run in range(RUNS)])}


async def _took(ask: Callable[[], Awaitable[None]]) -> float:
    began = spent()
    await ask()
    return (spent() - began) * 1000


if __name__ == "__main__":
    main()
