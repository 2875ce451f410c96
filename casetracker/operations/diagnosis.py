"""What may be wrong with a place where the site runs, each with what to do about it."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import Error, connection

from casetracker.health import problems, unapplied_migrations
from casetracker.operations.backups import BackupError, backups_in
from proceedings.record.history import last_instant

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 38, 0)
OLDEST_POSTGRESQL = 14
CLOCK_SECONDS = 5
LEAST_FREE = 0.1  # of a disk
LATEST_BACKUP = timedelta(days=2)
LATEST_TRIAL = timedelta(days=35)
OTHERS = 0o077
LOCAL = {"localhost", "127.0.0.1", "[::1]", "testserver"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, and what mends it."""

    subject: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.what}\n    {self.remedy}"


def diagnose() -> list[Finding]:
    """Look at everything; what cannot be looked at without a database is left out when there is none."""
    away = not _answers()
    examined = EXAMINED_WITHOUT_DATABASE if away else (*EXAMINED_WITHOUT_DATABASE, *EXAMINED_IN_DATABASE)
    found = [finding for examine in examined for finding in examine()]
    if away:
        found.append(Finding("database", problems()[0], "Start it, and look at DATABASE_URL."))
    return found


def _answers() -> bool:
    try:
        connection.ensure_connection()
    except Error:
        return False
    return True


def _settings() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding("settings", "DEBUG is on: errors show the code to anybody.", "Unset DEBUG.")
    if set(settings.ALLOWED_HOSTS) <= LOCAL:
        return  # nobody comes from outside
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("settings", "ALLOWED_HOSTS takes any name.", "Name the hosts of the site.")
    if not settings.HTTPS:
        yield Finding(
            "settings", "HTTPS is off: passwords can be read on the way.", "End TLS in a proxy; set HTTPS=1."
        )
    if not settings.PROXIES:
        remedy = "Set PROXIES to how many proxies of yours stand in front; if there is none, put one there."
        yield Finding("settings", "PROXIES is 0: behind a proxy, all readers count as one network.", remedy)
    if settings.SITE_HOST.endswith(".invalid"):
        yield Finding(
            "settings", "SITE_HOST is not set: ids of feeds are made of it.", "Set it once, for good."
        )
    if not settings.HTTPS:
        return  # most of Django's own checks say no more than that
    for message in checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True):
        if not message.is_silenced():
            yield Finding(
                "settings", f"{message.id}: {message.msg}", message.hint or "See Django's documentation."
            )


def _files() -> Iterator[Finding]:
    private = [settings.VAR_DIR, *settings.VAR_DIR.glob("*_key"), settings.BACKUP_DIR]
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        private += [Path(name + ending) for ending in ("", "-wal", "-shm")]
    for path in private:
        if path.exists() and path.stat().st_mode & OTHERS:
            remedy = f"chmod go-rwx {path}"
            yield Finding("files", f"{path} is open to other users of the machine.", remedy)


def _disk() -> Iterator[Finding]:
    folders = [settings.VAR_DIR, Path(settings.DATA_DIR), settings.BACKUP_DIR]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    seen = set()
    for folder in folders:
        if not folder.exists() or folder.stat().st_dev in seen:
            continue
        seen.add(folder.stat().st_dev)
        usage = shutil.disk_usage(folder)
        if usage.free < LEAST_FREE * usage.total:
            free = f"{usage.free / 2**30:.1f} GB"
            remedy = "Delete old backups (backup --keep), or give it a larger disk."
            yield Finding("disk", f"Only {free} are free where {folder} is.", remedy)


def _versions() -> Iterator[Finding]:
    if sys.version_info < OLDEST_PYTHON:
        yield Finding("versions", f"Python is {platform.python_version()}.", "Install 3.11 or newer.")
    if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Finding(
            "versions", f"SQLite is {sqlite3.sqlite_version}.", "Install a Python with 3.38 or newer."
        )
    installed, pinned = Path(sys.prefix) / "run.txt", settings.BASE_DIR / "requirements" / "run.txt"
    if installed.is_file() and installed.read_bytes() != pinned.read_bytes():
        yield Finding("versions", "Other packages are installed than are pinned.", "make env-run")


def _backups() -> Iterator[Finding]:
    try:
        found = backups_in(settings.BACKUP_DIR)
    except BackupError as error:
        yield Finding("backups", str(error), "Move it out of BACKUP_DIR.")
        return
    now = datetime.now(UTC)
    if not found or found[0].made_at < now - LATEST_BACKUP:
        last = f"the last is of {found[0].made_at:%Y-%m-%d %H:%M} UTC" if found else "there is none"
        yield Finding("backups", f"No backup of the last two days: {last}.", "manage.py backup, every night")
    tried = [backup.verified_at for backup in found if backup.verified_at]
    if found and (not tried or max(tried) < now - LATEST_TRIAL):
        yield Finding("backups", "None was restored on trial this month.", "manage.py backup --verify")


def _migrations() -> Iterator[Finding]:
    waiting = unapplied_migrations()
    if waiting:
        yield Finding("database", f"Migrations not applied: {', '.join(waiting)}.", "manage.py migrate")


def _server() -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000, current_setting('jit')")
        major, jit = cursor.fetchone()
        cursor.execute(
            "SELECT abs(extract(epoch FROM clock_timestamp()) - %s)", [datetime.now(UTC).timestamp()]
        )
        (apart,) = cursor.fetchone()
    if major < OLDEST_POSTGRESQL:
        yield Finding("versions", f"PostgreSQL is {major}.", f"Upgrade to {OLDEST_POSTGRESQL} or newer.")
    if jit == "on":
        yield Finding("database", "It compiles its queries.", "ALTER DATABASE ... SET jit = off")
    if apart > CLOCK_SECONDS:
        yield Finding(
            "clocks", f"The database's differs by {apart:.0f} seconds.", "Run a time service on both."
        )


def _clock() -> Iterator[Finding]:
    if unapplied_migrations():
        return
    ahead = last_instant() - datetime.now(UTC)
    if ahead > timedelta(seconds=CLOCK_SECONDS):
        remedy = "Set the clock right. Until it has caught up, all that is written bears that instant."
        yield Finding(
            "clocks", f"The last write is {ahead.total_seconds():.0f} seconds in the future.", remedy
        )


EXAMINED_WITHOUT_DATABASE: tuple[Callable[[], Iterator[Finding]], ...] = (
    _settings,
    _files,
    _disk,
    _versions,
    _backups,
)
EXAMINED_IN_DATABASE: tuple[Callable[[], Iterator[Finding]], ...] = (_migrations, _server, _clock)
