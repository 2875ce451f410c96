"""A load killed in the middle, with no chance to tidy up, and started again: complete, nothing doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from proceedings.casefiles.parsing.jsonl import as_line
from proceedings.models import Case
from proceedings.record.status_check import differences
from tests.databases import database_url
from tests.proceedings.record.bulk.snapshot import snapshot, undone
from tools.synthetic_data import case_files

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[4]
DEFENDANTS = 80
LOADER = """
import django, sys
django.setup()
from pathlib import Path
from proceedings.casefiles.load.jsonl import load_lines
for loaded in load_lines(Path(sys.argv[1]), reason="load_cases made-up.jsonl", size=20):
    print(loaded.batch.last, flush=True)
"""


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    path = tmp_path / "made-up.jsonl"
    path.write_text("".join(map(as_line, case_files(DEFENDANTS, 5))), encoding="utf-8")
    return path


def _counted() -> dict[str, int]:
    return {table: len(rows) for table, rows in snapshot().items()}


def test_a_load_killed_and_started_again_is_complete(made_up: Path) -> None:
    def whole() -> dict[str, int]:
        call_command("load_cases", made_up)
        return _counted()

    wanted = undone(whole)
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "casetracker.settings",
    }
    with subprocess.Popen(  # noqa: S603  # our own code in our own interpreter
        [sys.executable, "-c", LOADER, str(made_up)], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # one batch is in, the next under way
        process.send_signal(signal.SIGKILL)
    assert 0 < Case.objects.count() < wanted["Case"]
    call_command("load_cases", made_up)
    assert _counted() == wanted
    assert list(differences(history=False)) == []
