"""Nobody else on the machine reads what the site writes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import LazySettings

from casetracker import prepare, start
from casetracker.databases import make_room
from casetracker.private_files import make_private
from casetracker.secret_key import stored_secret_key

ROOT = Path(__file__).resolve().parent.parent.parent


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_a_command_writes_is_for_its_own_user(tmp_path: Path) -> None:
    database = tmp_path / "var" / "made-up.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}"}

    subprocess.run(  # our own command
        [sys.executable, "manage.py", "migrate", "contenttypes", "0001", "--verbosity=0"],
        cwd=ROOT,
        env=environment,
        check=True,
        umask=0o022,
    )

    assert mode(database) == 0o600
    assert mode(database.parent) == 0o700


def test_the_server_starts_with_files_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "ensure_free", lambda _place: sys.exit())
    before = os.umask(0o022)
    try:
        with pytest.raises(SystemExit):
            start.main()
    finally:
        left = os.umask(before)

    assert left == 0o077


def test_what_an_earlier_version_left_open_is_closed_at_the_start(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir(mode=0o755)
    files = [settings.VAR_DIR / name for name in ("secret_key", "db.sqlite3", "db.sqlite3-wal")]
    for path in files:
        path.touch(mode=0o644)
    database = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": str(files[1])})
    monkeypatch.setattr(prepare, "connection", database)

    prepare.close_files()

    assert mode(settings.VAR_DIR) == 0o700
    assert {mode(path) for path in files} == {0o600}


def test_folders_of_the_database_and_of_keys_are_made_closed(tmp_path: Path) -> None:
    make_room({"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "a" / "db.sqlite3")})
    stored_secret_key(tmp_path / "b" / "secret_key")
    make_private(tmp_path / "c", [tmp_path / "missing"])

    assert {mode(tmp_path / name) for name in "abc"} == {0o700}
    assert mode(tmp_path / "b" / "secret_key") == 0o600
