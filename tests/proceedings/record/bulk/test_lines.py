"""Case files as JSON lines: written, read again, and refused with the line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from proceedings.casefiles.dump.files import dump
from proceedings.casefiles.parsing.jsonl import as_line
from proceedings.models import Case
from tests.proceedings.record.bulk.snapshot import undone
from tests.proceedings.website.records.matter import invent
from tests.worlds import again
from tools.synthetic_data import case_files

pytestmark = pytest.mark.django_db


def test_a_dump_in_lines_loads_as_what_was_dumped(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"

    def dumped() -> str:
        again(invent)
        call_command("dump_cases", to=path)
        return json.dumps(dump())

    whole = undone(dumped)
    assert len(path.read_text().splitlines()) < 3  # the refiled case stands in the line of the first
    call_command("load_cases", path)
    assert json.loads(json.dumps(dump()))["cases"] == json.loads(whole)["cases"]


def test_a_wrong_line_is_named_and_the_lines_before_it_stay(tmp_path: Path) -> None:
    lines = [as_line(file) for file in case_files(5, 2)]
    path = tmp_path / "wrong.jsonl"
    path.write_text("".join([*lines, '{"casetracker":"1","cases":[{"id":"x","type":"cirminal"}]}\n']))
    with pytest.raises(CommandError, match=rf"wrong.jsonl:{len(lines) + 1}"):
        call_command("load_cases", path)
    assert not Case.objects.exists()  # all of it was one batch


def test_lines_loaded_before_are_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "made-up.jsonl"
    path.write_text("".join(map(as_line, case_files(5, 2))))
    call_command("load_cases", path)
    held = Case.objects.count()
    call_command("load_cases", path, if_changed=True)
    assert "were loaded before" in capsys.readouterr().out
    assert Case.objects.count() == held
