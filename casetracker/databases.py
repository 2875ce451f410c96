"""How casetracker speaks to each of its two databases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

SQLITE_BUSY_SECONDS = 20
CONNECTION_SECONDS = 60
REPLICA_CONNECT_SECONDS = 2

# WAL lets readers go on while one writes; NORMAL is safe with it (a power cut loses no committed order).
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = NORMAL;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA mmap_size = 134217728;"
    "PRAGMA cache_size = -16000;"
    "PRAGMA journal_size_limit = 67108864;"
)


def tuned(database: dict[str, Any]) -> dict[str, Any]:
    """Return Django's settings of a database with what casetracker needs of that engine."""
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # A connection costs more to open, with its pragmas, than the query that a cached answer asks.
        return database | {
            "OPTIONS": _sqlite_options() | database.get("OPTIONS", {}),
            "CONN_MAX_AGE": CONNECTION_SECONDS,
        }
    return database | {"CONN_MAX_AGE": CONNECTION_SECONDS, "CONN_HEALTH_CHECKS": True}


def replica_settings(primary: dict[str, Any], urls: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the settings of replicas by alias; raises ImproperlyConfigured unless all are PostgreSQL."""
    replicas = {f"replica{number}": tuned(url) for number, url in enumerate(urls, 1)}
    for alias, replica in {"DATABASE_URL": primary, **replicas}.items():
        if replicas and replica["ENGINE"] != "django.db.backends.postgresql":
            message = f"READ_DATABASE_URLS are replicas of a PostgreSQL, and {alias} is {replica['ENGINE']}."
            raise ImproperlyConfigured(message)
    for replica in replicas.values():
        replica["OPTIONS"] = {"connect_timeout": REPLICA_CONNECT_SECONDS} | replica.get("OPTIONS", {})
        replica["TEST"] = {"MIRROR": "default"}
    return replicas


def make_room(database: dict[str, Any]) -> None:
    """Create the folder an SQLite file is to stand in; SQLite itself creates only the file."""
    if database["ENGINE"] == "django.db.backends.sqlite3" and database["NAME"] != ":memory:":
        Path(database["NAME"]).parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def _sqlite_options() -> dict[str, Any]:
    """Take the write lock when a transaction begins, so that it waits its turn instead of failing late."""
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": SQLITE_BUSY_SECONDS,
        "init_command": SQLITE_PRAGMAS,
    }
