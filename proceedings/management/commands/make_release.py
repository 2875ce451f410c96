"""Freeze the public data as a release."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from proceedings.opendata import releases
from proceedings.opendata.live_files import BusyError


class Command(BaseCommand):
    """Write the public data of this moment, dated and checksummed; never over another release."""

    help = "Freeze the public data as a release, listed on /data/releases/. See docs/operating.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a name."""
        parser.add_argument("--name", default="", help="small letters, digits, dots, hyphens; default: today")

    def handle(self, *_args: Any, name: str, **_options: Any) -> None:
        """Make the release."""
        try:
            release = releases.make(name)
        except releases.ReleaseExistsError as error:
            raise CommandError(f"There is a release {error} already; a release is never changed.") from error
        except releases.UnfitNameError as error:
            raise CommandError(
                f"“{error}” is no name of a release: only small letters, digits, dots and hyphens."
            ) from error
        except BusyError as error:
            raise CommandError("Another release is being written; try again when it is done.") from error
        self.stdout.write(
            f"{release.rows} rows as published by {release.manifest['known']}, in {release.folder}:"
        )
        for file, facts in release.files.items():
            self.stdout.write(f"{facts['sha256']}  {file} ({facts['bytes']} bytes)")
