"""A list at an earlier instant says of each row whether it reads otherwise now, and keeps its hash."""

from __future__ import annotations

import csv
import io
import re

from django.test import Client

from kit.filtering import stamp
from proceedings.record import services
from proceedings.record.history import last_instant
from tests.proceedings.research.lists.desk import body
from tests.proceedings.website.records.matter import Matter


def marks(client: Client, address: str) -> dict[int, str]:
    """Return what became of each row of a file, by its number."""
    rows = csv.DictReader(io.StringIO(body(client, address).decode()))
    return {int(row["id"]): row["changed_since"] for row in rows}


def test_a_row_that_was_corrected_says_so_in_page_file_and_api(client: Client, matter: Matter) -> None:
    known = stamp(last_instant())
    day = f"on=2024-12-01&known={known}"
    assert set(marks(client, f"/defendants.csv?{day}").values()) == {""}
    cited = body(client, f"/defendants.cite.txt?{day}").decode()
    matter.dismissal.what = "A corrected text."
    services.record(matter.dismissal)
    assert set(marks(client, f"/defendants.csv?{day}").values()) == {""}
    services.withdraw(matter.dismissal, because="An invented mistake.")
    told = marks(client, f"/defendants.csv?{day}")
    assert told[matter.dropped.pk] == "changed"
    assert told[matter.tried.pk] == ""
    page = body(client, f"/defendants/?{day}").decode()
    assert page.count('row-warning" title="Changed since') == 1
    assert "Changed since" not in body(client, "/defendants/?on=2024-12-01").decode()
    rows = client.get(f"/api/v1/defendants/?{day}").json()["results"]
    assert {row["id"]: row["changed_since"] for row in rows}[matter.dropped.pk] == "changed"
    events = client.get(f"/api/v1/events/?{day}").json()["results"]
    assert {row["id"]: row["changed_since"] for row in events}[matter.dismissal.pk] == "gone"
    # What became of a row is not what was cited.
    hashes = [
        re.findall(r"hash=([0-9a-f]{12})", text)
        for text in (cited, body(client, f"/defendants.cite.txt?{day}").decode())
    ]
    assert hashes[0] == hashes[1] != []
