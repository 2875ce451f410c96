"""A case with more counts than SQLite takes in one condition: loaded, changed and dumped like any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from proceedings.casefiles.dump.files import dump
from proceedings.models import Charge, Effect, StatusSpan

pytestmark = pytest.mark.django_db

COUNTS = 1_010


def _file(note: str = "") -> dict[str, Any]:
    keys = [f"c-{number}" for number in range(1, COUNTS + 1)]
    said = {"note": note} if note else {}
    charges = [{"id": key, "count": key, "offence": "Theft of imaginary goods"} for key in keys]
    filed = {
        "id": "filed",
        "kind": "filing",
        "type": "complaint",
        "date": "2020-01-02",
        "what": "A complaint is sworn.",
        "outcomes": [{"charges": keys, "outcome": "filed"}],
    }
    case = {
        "id": "large",
        "court": "mock-court",
        "caption": "State of Nowhere v. Testa Mockingbird",
        "type": "criminal",
        "defendants": [{"party": "testa", "charges": [*charges[:-1], charges[-1] | said]}],
        "events": [filed | said],
    }
    return {
        "casetracker": "1",
        "courts": [{"id": "mock-court", "name": "Mock Court (made up)", "timezone": "UTC"}],
        "parties": [{"id": "testa", "name": "Testa Mockingbird", "kind": "person"}],
        "cases": [case],
    }


def test_a_case_of_a_thousand_counts_is_loaded_changed_and_dumped(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    for note in ("", "A note."):
        path.write_text(json.dumps(_file(note)) + "\n")
        call_command("load_cases", path)
    assert Charge.objects.count() == Effect.objects.count() == COUNTS
    assert StatusSpan.objects.filter(status="charged", counts__charges=COUNTS).exists()
    (dumped,) = dump(["large"])["cases"]
    (given,) = _file("A note.")["cases"]
    assert dumped["defendants"] == given["defendants"]
    assert dumped["events"] == given["events"]
