"""How often a batch asks the database: as often for many cases as for few."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from proceedings.casefiles.load.files import load
from proceedings.casefiles.parsing.jsonl import Batch, as_line
from proceedings.record.bulk import BulkWriting
from tools.synthetic_data import case_files

pytestmark = pytest.mark.django_db

SHARED = ("courts", "incidents", "parties", "sources")
FEW = 10


def test_who_is_known_already_is_asked_for_together() -> None:
    files = list(case_files(80, 3))
    _queries(files)
    again = [_another(file) for file in files if "cases" in file]
    few = _queries(again[:FEW])
    many = _queries(again[FEW:])
    named = {defendant["party"] for file in again[FEW:] for defendant in file["cases"][0]["defendants"]}
    assert len(named) > 5 * FEW
    assert many < few + 2 * FEW  # on PostgreSQL a larger batch takes ids a few times more


def _another(file: dict[str, Any]) -> dict[str, Any]:
    """Return the first case of a file under another number, with nothing of what the database has by now."""
    case = copy.deepcopy(file["cases"][0])
    case |= {"id": f"{case['id']}-again", "docket": f"{case['docket']}-again", "links": []}
    case.pop("other_dockets", None)
    for defendant in case.get("defendants", ()):
        for count in (*defendant.get("charges", ()), *defendant.get("claims", ())):
            count["links"] = []
    return {key: value for key, value in file.items() if key not in SHARED} | {"cases": [case]}


def _queries(files: list[dict[str, Any]]) -> int:
    with CaptureQueriesContext(connection) as asked:
        matter = Batch("made-up", 1, [as_line(file).encode() for file in files], 0).matter()
        load(matter, kind=BulkWriting)
    return len(asked)
