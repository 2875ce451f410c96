"""A drill: what a backup restores is the original, table by table, and the site serves it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from casetracker.operations import database_copy
from tests.casetracker.operations.conftest import Run

pytestmark = pytest.mark.django_db(transaction=True)
SERVE = (
    "from django.test import Client; from proceedings.models import Defendant, Restriction; "
    "answer = Client().get('/defendants/'); print(answer.status_code, Restriction.objects.count(), "
    "[Client().get('/cases/' + str(pk) + '/', follow=True).status_code for pk in {cases}])"
)
SEAL = (
    "from datetime import date; from proceedings.models import Restriction; "
    "from proceedings.record import services; services.record(Restriction(case_id={case}, kind='sealed', "
    "legal_basis='made up', since=date(2025, 1, 1)), reason='test')"
)


@contextmanager
def opened(database: Any) -> Iterator[Any]:
    """Open a database past Django."""
    if database_copy.is_sqlite(database):
        with closing(sqlite3.connect(database["NAME"], timeout=20)) as file:
            yield file
    else:
        with psycopg.connect(database_copy.url_of(database)) as server:
            yield server


def ask(database: Any, sql: str) -> list[Any]:
    with opened(database) as held:
        return list(held.execute(sql).fetchall())


def rows_by_table(database: Any) -> dict[str, list[str]]:
    """Return every row of every table."""
    if database_copy.is_sqlite(database):
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%'"
    else:
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    tables = sorted(name for (name,) in ask(database, names))
    return {table: sorted(map(repr, ask(database, f'SELECT * FROM "{table}"'))) for table in tables}  # noqa: S608  # our own tables


@contextmanager
def two_databases(folder: Path) -> Iterator[tuple[Any, Any]]:
    given = connection.settings_dict
    with database_copy.scratch(given, folder) as one, database_copy.scratch(given, folder) as other:
        yield one, other


def test_what_is_restored_is_the_original(manage: Run, tmp_path: Path) -> None:
    def run(database: Any, *words: str, data: str = "data") -> str:
        ran = manage(database_copy.url_of(database), *words, data=data)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    with two_databases(tmp_path) as (original, other):
        run(original, "migrate", "-v0")
        run(original, "generate_cases", "--defendants", "5", "--seed", "3")
        run(original, "make_release", "--name", "first")
        run(original, "backup", "--keep", "1")
        run(original, "backup", "--keep", "1")  # the first one goes
        (backup,) = (path for path in (tmp_path / "backups").iterdir() if path.is_dir())
        assert {path.stat().st_mode & 0o777 for path in backup.rglob("*") if path.is_file()} == {0o600}
        assert {path.stat().st_mode & 0o777 for path in (backup, *backup.rglob("*")) if path.is_dir()} == {
            0o700
        }
        assert "restored on trial" in run(original, "backup", "--verify")
        assert (backup / "verified.json").is_file()

        run(other, "restore", str(backup), data="other")
        held = rows_by_table(original)
        assert len(held["proceedings_defendant"]) >= 5
        assert rows_by_table(other) == held
        released = [path.relative_to(tmp_path / "data") for path in (tmp_path / "data").rglob("first/*")]
        assert len(released) > 3
        for path in released:
            assert (tmp_path / "other" / path).read_bytes() == (tmp_path / "data" / path).read_bytes()

        # A case is closed after the backup; the database is lost; the older backup does not open it again.
        sealed, still_open = (
            pk for (pk,) in ask(original, "SELECT id FROM proceedings_case ORDER BY id LIMIT 2")
        )
        run(original, "shell", "-c", SEAL.format(case=sealed))
        before = len(held["proceedings_restriction"])
        refused = manage(database_copy.url_of(original), "restore", str(backup))
        assert refused.returncode == 1
        assert "not empty" in refused.stderr
        run(original, "restore", str(backup), "--replace")
        served = run(original, "shell", "-v0", "-c", SERVE.format(cases=[sealed, still_open]))
        assert served.splitlines()[-1] == f"200 {before + 1} [410, 200]"

        spoil(backup)
        spoilt = manage(database_copy.url_of(other), "restore", str(backup), "--replace")
        assert spoilt.returncode == 1
        assert "its checksum differs" in spoilt.stderr
        assert rows_by_table(other) == held


def spoil(backup: Path) -> None:
    name = json.loads((backup / "manifest.json").read_text())["database"]
    with (backup / name).open("r+b") as file:
        file.seek(2000)
        file.write(b"\0\1\2\3")


@pytest.mark.usefixtures("manage")
def test_a_copy_made_while_somebody_writes_holds_whole_transactions(tmp_path: Path) -> None:
    stop = threading.Event()
    written = 0

    def write(database: Any) -> None:
        nonlocal written
        with opened(database) as held:
            while not stop.is_set():
                held.execute("INSERT INTO pairs VALUES (1)")
                time.sleep(0.001)
                held.execute("INSERT INTO pairs VALUES (2)")
                held.commit()
                written += 1

    with two_databases(tmp_path) as (original, other):
        with opened(original) as held:
            if database_copy.is_sqlite(original):
                held.execute("PRAGMA journal_mode = WAL")
            held.execute("CREATE TABLE pairs (half integer)")
            held.commit()
        writer = threading.Thread(target=write, args=(original,))
        writer.start()
        try:
            while written < 20:
                time.sleep(0.01)
            at_first = written
            database_copy.copy_to(original, tmp_path / "copy")
            at_last = written
        finally:
            stop.set()
            writer.join()
        database_copy.make_from(tmp_path / "copy", other)
        counted = dict(ask(other, "SELECT half, count(*) FROM pairs GROUP BY half"))

        assert counted[1] == counted[2]
        assert at_first <= counted[1] <= at_last + 1


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_words, **_more: None)
    database = {"ENGINE": "django.db.backends.postgresql", "NAME": "made-up"}
    with pytest.raises(database_copy.CopyError, match="pg_dump is not on PATH"):
        database_copy.copy_to(database, tmp_path / "copy")
