"""Made-up cases: all the law, no person, and the same bytes for the same seed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from proceedings.casefiles.parsing.jsonl import as_line
from proceedings.law.codes import StatusCode
from proceedings.models import Defendant, Restriction, StatusSpan
from proceedings.record.status_check import differences
from tools.synthetic_data import case_files, is_sealed

ENOUGH = 250


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        call_command("generate_cases", defendants=50, seed=7, to=tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    other = "".join(map(as_line, case_files(50, 8)))
    assert (tmp_path / "one").read_text() != other


def test_names_are_those_of_nobody() -> None:
    for file in case_files(200, 3):
        for party in file["parties"]:
            assert any(sign in party["name"] for sign in ("-", "Fictional", "made up"))


@pytest.mark.django_db
def test_every_status_occurs_and_follows_from_the_facts() -> None:
    call_command("generate_cases", defendants=ENOUGH, seed=1)
    assert Defendant.objects.count() >= ENOUGH
    found = set(StatusSpan.objects.values_list("status", flat=True).distinct())
    # What is made up has no source whose words could not be read.
    assert {code.value for code in StatusCode} - found == {StatusCode.OUTCOME_NOT_READ.value}
    assert list(differences(history=False)) == []
    lines = sum(1 for _file in case_files(ENOUGH, 1)) - 1
    assert Restriction.objects.count() == sum(is_sealed(number) for number in range(1, lines + 1)) > 0
