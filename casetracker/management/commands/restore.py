"""Restore a backup."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casetracker.operations import backups
from casetracker.operations.database_copy import CopyError


class Command(BaseCommand):
    """Make the database and the releases what a backup holds, and close what has been closed since."""

    help = "Restore a backup into the database that DATABASE_URL names. Stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder of one backup")
        parser.add_argument("--replace", action="store_true", help="give up what the database holds")
        parser.add_argument(
            "--restrictions",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="a later restrictions.json; the one beside the backup is always read",
        )

    def handle(
        self, *_args: Any, folder: Path, replace: bool, restrictions: list[Path], **_options: Any
    ) -> None:
        for path in restrictions:
            if not path.is_file():
                raise CommandError(f"There is no file {path}.")
        try:
            backup = backups.Backup.read(folder)
            again = backups.restore(backup, replace=replace, journals=restrictions)
        except (backups.BackupError, CopyError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored as of {backup.made_at:%Y-%m-%d %H:%M:%S} UTC; restricted again: {again}."
        )
        self.stdout.write("Run manage.py clean_releases before the site is served.")
