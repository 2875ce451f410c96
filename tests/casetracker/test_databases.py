from __future__ import annotations

import sqlite3
from pathlib import Path

import environ

from casetracker.databases import SQLITE_BUSY_SECONDS, make_room, tuned


def test_an_sqlite_file_keeps_a_write_ahead_log_and_waits_for_locks(tmp_path: Path) -> None:
    database = tuned(environ.Env.db_url_config(f"sqlite:///{tmp_path / 'deep' / 'cases.sqlite3'}"))
    make_room(database)

    connection = sqlite3.connect(database["NAME"])
    connection.executescript(database["OPTIONS"]["init_command"])

    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (1,)
    assert database["OPTIONS"]["timeout"] == SQLITE_BUSY_SECONDS
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    connection.close()


def test_postgres_connections_are_kept_and_checked() -> None:
    database = tuned(environ.Env.db_url_config("postgresql://someone@db.example/cases"))

    assert database["CONN_MAX_AGE"] == 60
    assert database["CONN_HEALTH_CHECKS"] is True
    assert "init_command" not in database.get("OPTIONS", {})
