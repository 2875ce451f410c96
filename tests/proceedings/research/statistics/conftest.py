"""What the tests of the figures share: an invented matter, and a way to read a figure's file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client

from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

Rows = list[dict[str, str]]
Table = Callable[[str], Rows]


@pytest.fixture
def matter(db: None) -> Matter:
    """Record an invented matter."""
    return again(invent)


@pytest.fixture
def table(client: Client) -> Table:
    """Read the CSV of a figure: `table("status?unit=people")`."""

    def read(asked: str) -> Rows:
        key, _mark, query = asked.partition("?")
        answer = client.get(f"/statistics/{key}.csv?{query}")
        assert answer.status_code == 200, asked
        return list(csv.DictReader(io.StringIO(answer.content.decode())))

    return read


def numbers(rows: Rows, side: str, *keys: str) -> dict[tuple[str, ...], int]:
    """Return the numbers of one side by the values of some columns, noughts left out."""
    held = (row for row in rows if row["side"] == side and row["number"] != "0")
    return {tuple(row[key] for key in keys): int(row["number"]) for row in held}
