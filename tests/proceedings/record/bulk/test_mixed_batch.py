"""A batch that changes what is there and adds what is new: each row has an id of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from proceedings.casefiles.parsing.jsonl import as_line
from proceedings.models import Charge, Effect
from proceedings.record.status_check import differences

pytestmark = pytest.mark.django_db

SHARED = {
    "courts": [{"id": "mock-court", "name": "Mock Court (made up)", "timezone": "UTC"}],
    "parties": [{"id": "testa", "name": "Testa Mockingbird", "kind": "person"}],
}


def _file(case: str, *counts: str) -> dict[str, Any]:
    filed = {"id": "filed", "kind": "filing", "type": "complaint", "date": "2020-01-02", "what": "Filed."}
    charges = [{"id": key, "count": key, "offence": "Theft of imaginary goods"} for key in counts]
    block = {
        "id": case,
        "court": "mock-court",
        "caption": "State of Nowhere v. Testa Mockingbird",
        "type": "criminal",
        "defendants": [{"party": "testa", "charges": charges}],
        "events": [filed | {"outcomes": [{"charges": list(counts), "outcome": "filed"}]}],
    }
    return {"casetracker": "1", "cases": [block]}


def test_a_new_case_after_a_changed_one_in_the_same_batch(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(as_line(SHARED | _file("old", "one")))
    call_command("load_cases", path)
    path.write_text(
        "".join(map(as_line, (_file("new", "a"), _file("old", "one", "two"), _file("last", "z"))))
    )
    call_command("load_cases", path)
    assert Charge.objects.count() == Effect.objects.count() == 4
    assert list(differences()) == []
