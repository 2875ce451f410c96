"""Backups: the database and the releases of one moment, with their checksums, in a folder of their own.

Keys are not in them: whoever finds a copy must not be able to read second factors with it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import connections

from casetracker.health import unapplied_migrations
from casetracker.operations import database_copy, restriction_journal
from casetracker.operations.database_copy import Settings
from casetracker.private_files import FILE, make_private
from proceedings.record.history import last_instant

FORMAT = 1
MANIFEST, VERIFIED, JOURNAL = "manifest.json", "verified.json", "restrictions.json"
RELEASES = "releases"
UNFINISHED = ".unfinished-"
PIECE = 1024 * 1024


class BackupError(Exception):
    """A backup is not what its manifest says, or cannot be restored; the text says why."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup in its folder."""

    folder: Path
    manifest: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read a backup's manifest. Raises BackupError."""
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BackupError(f"{folder} is no finished backup: {error}") from error
        if manifest.get("format") != FORMAT:
            raise BackupError(f"{folder} is of format {manifest.get('format')}; this version reads {FORMAT}.")
        return cls(folder, manifest)

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest["made_at"])

    @property
    def verified_at(self) -> datetime | None:
        """Return when it was last restored on trial, if ever."""
        path = self.folder / VERIFIED
        if not path.is_file():
            return None
        return datetime.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["verified_at"])

    @property
    def database(self) -> Path:
        return self.folder / str(self.manifest["database"])

    def check_files(self) -> None:
        """Compare every file with its checksum. Raises BackupError."""
        stated: dict[str, str] = self.manifest["files"]
        found = {str(path.relative_to(self.folder)) for path in _files_in(self.folder)} - {MANIFEST, VERIFIED}
        if found != stated.keys():
            raise BackupError(f"Files missing or added: {', '.join(sorted(found ^ stated.keys()))}")
        for name, checksum in stated.items():
            if _checksum(self.folder / name) != checksum:
                raise BackupError(f"{name} is not what was written: its checksum differs.")


def backups_in(folder: Path) -> list[Backup]:
    """Return the finished backups in a folder, newest first."""
    if not folder.is_dir():
        return []
    found = [Backup.read(path.parent) for path in folder.glob(f"*/{MANIFEST}") if path.parent.name[0] != "."]
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def make_backup(home: Path, *, keep: int | None = None) -> Backup:
    """Write a backup into a folder; delete the oldest beyond `keep`, once the new one is whole.

    Raises BackupError and CopyError.
    """
    make_private(home)
    database = connections["default"].settings_dict
    made_at = datetime.now(UTC)
    folder = home / f"{UNFINISHED}{made_at:%Y%m%dT%H%M%S.%fZ}"
    make_private(folder)
    try:
        name = database_copy.file_name(database)
        database_copy.copy_to(database, folder / name)
        releases = Path(settings.DATA_DIR) / RELEASES
        if releases.is_dir():
            shutil.copytree(releases, folder / RELEASES)
        files = {str(path.relative_to(folder)): _checksum(path) for path in _files_in(folder)}
        manifest = {
            "format": FORMAT,
            "made_at": made_at.isoformat(),
            "engine": database["ENGINE"].rpartition(".")[2],
            "django": version("django"),
            "last_instant": last_instant().isoformat(),
            "database": name,
            "files": files,
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        _close_and_sync(folder)
        finished = folder.rename(home / folder.name.removeprefix(UNFINISHED))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    restriction_journal.write(home / JOURNAL, restriction_journal.in_force())
    if keep is not None:
        for old in backups_in(home)[max(keep, 1) :]:
            shutil.rmtree(old.folder)
    return Backup.read(finished)


def verify(backup: Backup) -> None:
    """Restore a backup into a database of its own and derive every status there. Raises BackupError."""
    backup.check_files()
    database = connections["default"].settings_dict
    _check_engine(backup, database)
    with (
        tempfile.TemporaryDirectory(dir=backup.folder.parent, prefix=UNFINISHED) as folder,
        database_copy.scratch(database, Path(folder)) as trial,
    ):
        database_copy.make_from(backup.database, trial)
        for command in (["migrate", "-v0"], ["check_status"]):
            manage(trial, command)
    words = {"verified_at": datetime.now(UTC).isoformat()}
    (backup.folder / VERIFIED).write_text(json.dumps(words), encoding="utf-8")


def restore(backup: Backup, *, replace: bool, journals: Sequence[Path] = ()) -> int:
    """Restore a backup into the database and the folder of releases of the settings.

    Migrations newer than the backup are applied, and so are the restrictions in force in the database that
    is replaced and in the journals. Return how many records were restricted again. Raises BackupError.
    """
    backup.check_files()
    connection = connections["default"]
    database = connection.settings_dict
    _check_engine(backup, database)
    restrictions: list[dict[str, Any]] = []
    for path in (backup.folder.parent / JOURNAL, *journals):
        restrictions += restriction_journal.read(path)
    if not database_copy.is_empty(database):
        if not replace:
            raise BackupError("The database is not empty. With --replace what it holds is given up.")
        if not unapplied_migrations():
            restrictions += restriction_journal.in_force()
    connection.close()
    database_copy.make_from(backup.database, database)
    manage(database, ["migrate", "-v0"])
    again = restriction_journal.apply(restrictions)
    _restore_releases(backup)
    return again


def manage(database: Settings, command: list[str]) -> None:
    """Run a management command on a database, in a process of its own. Raises BackupError."""
    environment = os.environ | {"DATABASE_URL": database_copy.url_of(database)}
    ran = subprocess.run(  # noqa: S603  # our own commands
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise BackupError(f"{command[0]}: {(ran.stdout + ran.stderr).strip()[-2000:]}")


def _check_engine(backup: Backup, database: Settings) -> None:
    engine = database["ENGINE"].rpartition(".")[2]
    if backup.manifest["engine"] != engine:
        raise BackupError(f"The backup is of {backup.manifest['engine']}, DATABASE_URL names {engine}.")


def _restore_releases(backup: Backup) -> None:
    """Put the releases in place; those that are there already stay, for a release never changes."""
    source, target = backup.folder / RELEASES, Path(settings.DATA_DIR) / RELEASES
    for folder in source.iterdir() if source.is_dir() else ():
        if not (target / folder.name).exists():
            shutil.copytree(folder, target / folder.name)


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _checksum(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            total.update(piece)
    return total.hexdigest()


def _close_and_sync(folder: Path) -> None:
    for path in _files_in(folder):
        path.chmod(FILE)
        with path.open("rb") as file:
            os.fsync(file.fileno())
    for path in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        make_private(path)
