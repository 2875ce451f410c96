"""A load of made-up cases, measured, against bare inserts of the very same rows through the same driver."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections

from kit.planner_hints import analyse
from proceedings.casefiles.load.jsonl import load_lines
from proceedings.casefiles.parsing.jsonl import as_line
from tools.bench.processor_time import spent
from tools.synthetic_data import case_files

SEED = 1
CHUNK = 20_000
BARE = "bare"


def write_file(defendants: int, path: Path) -> Path:
    """Write the made-up cases as JSON lines, once."""
    if not path.exists():
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            file.writelines(map(as_line, case_files(defendants, SEED)))
        part.rename(path)
    return path


def load(path: Path) -> dict[str, Any]:
    """Load the file; return seconds, rows, the peak of memory, and the pace of the first and last fifth."""
    call_command("migrate", verbosity=0)
    began = spent()
    loading = load_lines(path, reason="bench")
    marks = [(0, 0.0), *((loaded.batch.last, spent() - began) for loaded in loading)]
    written = spent() - began
    analyse()
    return {
        "seconds": spent() - began,
        "analyse": spent() - began - written,
        "rows": sum(_rows_of(table) for table in tables()),
        "memory": peak_memory(),
        "first": _pace(marks[: max(2, len(marks) // 5)]),
        "last": _pace(marks[-max(2, len(marks) // 5) :]),
    }


def _pace(marks: list[tuple[int, float]]) -> float:
    """Return lines a second between the first and the last mark."""
    (first, began), (last, ended) = marks[0], marks[-1]
    return (last - first) / max(ended - began, 1e-9)


def peak_memory() -> int:
    """Return the most memory this process ever held, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def tables() -> list[str]:
    """Return the tables that hold facts, their history and what follows from them."""
    return [
        model._meta.db_table
        for app in ("people", "proceedings")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not model._meta.proxy
    ]


def _rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # our own tables
        found: int = cursor.fetchone()[0]
        return found


def bare(path: Path) -> float:
    """Insert the same rows into the same tables of an empty database, by the driver alone; return seconds."""
    return _bare_postgres() if connection.vendor == "postgresql" else _bare_sqlite(path)


def _bare_sqlite(path: Path) -> float:
    path.unlink(missing_ok=True)
    seconds = 0.0
    with _other(str(path), f"sqlite:///{path}") as other, connection.cursor() as source:
        for table in tables():
            names = _columns(source, table)
            places = ", ".join("?" * len(names))
            # The plus keeps the driver from turning what is stored into dates and truths.
            source.execute(f"SELECT {', '.join(f'+{name}' for name in names)} FROM {table}")  # noqa: S608  # our own
            while rows := source.fetchmany(CHUNK):
                began = spent(BARE)
                other.execute("BEGIN")
                other.executemany(
                    f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})",  # noqa: S608  # our own
                    rows,
                )
                other.execute("COMMIT")
                seconds += spent(BARE) - began
    for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        each.unlink(missing_ok=True)
    return seconds


def _columns(source: Any, table: str) -> list[str]:  # noqa: ANN401  # Django's cursor
    source.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608  # our own tables
    return [f'"{column[0]}"' for column in source.description]


@contextmanager
def _other(name: str, url: str) -> Iterator[Any]:
    """Give the raw connection to another database, with the same tables, all empty."""
    # A process of its own: migrations that write rows write them into the default database.
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], check=True, env=os.environ | {"DATABASE_URL": url}
    )
    connections.databases[BARE] = connections.databases["default"] | {"NAME": name}
    wrapper = connections[BARE]
    try:
        wrapper.ensure_connection()
        yield wrapper.connection
    finally:
        wrapper.close()
        del connections[BARE]
        del connections.databases[BARE]


def _bare_postgres() -> float:
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS bare")
        cursor.execute("CREATE DATABASE bare")
    seconds = 0.0
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/bare").geturl()
    with _other("bare", url) as other, connection.cursor() as source:
        for table in tables():
            for piece in _pieces(source, table):
                began = spent(BARE)
                with (
                    other.transaction(),
                    other.cursor() as cursor,
                    cursor.copy(f"COPY {table} FROM STDIN") as copy,
                ):
                    copy.write(piece)
                seconds += spent(BARE) - began
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE bare")
    return seconds


def _pieces(source: Any, table: str) -> Iterator[bytes]:  # noqa: ANN401  # Django's cursor
    """Yield the rows of a table as COPY writes them, some tens of megabytes at a time."""
    held: list[bytes] = []
    size = 0
    with source.copy(f"COPY {table} TO STDOUT") as copy:
        for row in copy:
            held.append(bytes(row))
            size += len(held[-1])
            if size > CHUNK * 1_000:
                yield b"".join(held)
                held, size = [], 0
    if held:
        yield b"".join(held)
