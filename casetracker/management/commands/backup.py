"""Make a backup, or restore one on trial."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casetracker.operations import backups
from casetracker.operations.database_copy import CopyError


class Command(BaseCommand):
    """Write the database and the releases into a folder of their own; or check such a folder."""

    help = "Back up the database and the releases into a folder, consistently while editors write."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", help="default: BACKUP_DIR")
        parser.add_argument("--keep", type=int, metavar="N", help="delete the oldest beyond so many")
        parser.add_argument(
            "--verify",
            action="store_true",
            help="make none: restore the folder, or the newest in it, into a scratch database",
        )

    def handle(
        self, *_args: Any, folder: Path | None, keep: int | None, verify: bool, **_options: Any
    ) -> None:
        home = folder or settings.BACKUP_DIR
        try:
            if verify:
                self._verify(home)
                return
            backup = backups.make_backup(home, keep=keep)
        except (backups.BackupError, CopyError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{backup.folder}: {len(backup.manifest['files'])} files.")

    def _verify(self, folder: Path) -> None:
        if not (folder / backups.MANIFEST).is_file():
            found = backups.backups_in(folder)
            if not found:
                raise CommandError(f"There is no backup in {folder}.")
            folder = found[0].folder
        backup = backups.Backup.read(folder)
        backups.verify(backup)
        self.stdout.write(f"{folder}: restored on trial; every stored status is what the facts give.")
