"""One consistent copy of a database in a file, and a database made of such a file, on either engine.

Editors may write meanwhile: SQLite's backup reads one snapshot of the write-ahead log, and pg_dump one of the
server's. The programs of PostgreSQL are looked for in PG_BIN, then on PATH.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

Settings = Mapping[str, Any]  # of one database, as Django holds them
SQLITE = "django.db.backends.sqlite3"


class CopyError(Exception):
    """A database cannot be copied or made; the text says what to mend."""


def is_sqlite(database: Settings) -> bool:
    return bool(database["ENGINE"] == SQLITE)


def file_name(database: Settings) -> str:
    return "database.sqlite3" if is_sqlite(database) else "database.dump"


def copy_to(database: Settings, path: Path) -> None:
    """Write a copy of a database. Raises CopyError."""
    if not is_sqlite(database):
        _postgres("pg_dump", database, "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
        return
    if not Path(database["NAME"]).is_file():
        raise CopyError(f"There is no database at {database['NAME']}.")
    with _opened(Path(database["NAME"]), "ro") as source, _opened(path, "rwc") as target:
        source.backup(target)
        # The copy is one file, whatever its original is.
        target.execute("PRAGMA journal_mode = DELETE")


def make_from(path: Path, database: Settings) -> None:
    """Put what a copy holds in the place of what a database holds, whole or not at all. Raises CopyError."""
    if not is_sqlite(database):
        _make_postgres(path, database)
        return
    target = Path(database["NAME"])
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        with _opened(path, "ro") as source, _opened(fresh, "rwc") as copy:
            source.backup(copy)
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        for ending in ("-wal", "-shm"):  # of the database that was there
            target.with_name(target.name + ending).unlink(missing_ok=True)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def is_empty(database: Settings) -> bool:
    """Tell whether a database holds no table. Raises CopyError."""
    if is_sqlite(database):
        path = Path(database["NAME"])
        if not path.is_file():
            return True
        with _opened(path, "ro") as file:
            return not file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    counted = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    return _postgres("psql", database, "--no-psqlrc", "-At", "-c", counted).strip() == "0"


@contextmanager
def scratch(database: Settings, folder: Path) -> Iterator[dict[str, Any]]:
    """Give the settings of an empty database of the same engine, which is gone when the block ends."""
    name = f"casetracker_scratch_{uuid4().hex[:12]}"
    if is_sqlite(database):
        path = folder / f"{name}.sqlite3"
        try:
            yield dict(database) | {"NAME": str(path)}
        finally:
            for ending in ("", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
        return
    _postgres("psql", database, "--no-psqlrc", "-q", "-c", f'CREATE DATABASE "{name}"')
    try:
        yield dict(database) | {"NAME": name}
    finally:
        with suppress(CopyError):
            _postgres("psql", database, "--no-psqlrc", "-q", "-c", f'DROP DATABASE "{name}" WITH (FORCE)')


def url_of(database: Settings) -> str:
    """Return the DATABASE_URL of a database."""
    if is_sqlite(database):
        return f"sqlite:///{database['NAME']}"
    host, user = _host(database), quote(database.get("USER") or "", safe="")
    password = quote(database.get("PASSWORD") or "", safe="")
    name = quote(str(database["NAME"]), safe="")
    if host.startswith("/"):
        return f"postgresql://{user}:{password}@/{name}?host={quote(host)}"
    return f"postgresql://{user}:{password}@{host}:{database.get('PORT') or 5432}/{name}"


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=20)) as file:
            yield file
    except sqlite3.Error as error:
        raise CopyError(f"{path}: {error}") from error


def _make_postgres(path: Path, database: Settings) -> None:
    script = path.with_name(f".{path.name}.{uuid4().hex}.sql")
    try:
        _postgres("pg_restore", {}, "--no-owner", "--no-privileges", f"--file={script}", str(path))
        empty = ["DROP SCHEMA public CASCADE", "CREATE SCHEMA public"]
        first = [word for statement in empty for word in ("-c", statement)]
        options = ["--no-psqlrc", "-q", "--single-transaction", "-v", "ON_ERROR_STOP=1"]
        _postgres("psql", database, *options, *first, "-f", str(script))
    finally:
        script.unlink(missing_ok=True)
    _postgres("psql", database, "--no-psqlrc", "-q", "-c", "ANALYZE")


def _postgres(program: str, database: Settings, *arguments: str) -> str:
    found = shutil.which(program, path=os.environ.get("PG_BIN")) or shutil.which(program)
    if found is None:
        raise CopyError(
            f"{program} is not on PATH. Install PostgreSQL's client, or name its folder in PG_BIN."
        )
    ran = subprocess.run(  # noqa: S603  # a program of PostgreSQL; nothing of a reader's
        [found, *arguments],
        env=os.environ | _environment(database),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise CopyError(f"{program}: {ran.stderr.strip()}")
    return ran.stdout


def _environment(database: Settings) -> dict[str, str]:
    """Return what libpq reads: not in the arguments, which every user of the machine can see."""
    if not database:
        return {}
    given = {
        "PGHOST": _host(database),
        "PGPORT": database.get("PORT"),
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGDATABASE": database["NAME"],
        "PGSSLMODE": database.get("OPTIONS", {}).get("sslmode"),
        "PGCLIENTENCODING": "UTF8",
    }
    return {name: str(value) for name, value in given.items() if value}


def _host(database: Settings) -> str:
    return str(database.get("HOST") or database.get("OPTIONS", {}).get("host") or "")
