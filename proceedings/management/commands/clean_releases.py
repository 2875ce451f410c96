"""Take what was closed since out of every release."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from proceedings.opendata import releases
from proceedings.opendata.live_files import BusyError


class Command(BaseCommand):
    """Look through the releases; those that hold what is closed now are written anew, with a note."""

    help = "Take records closed since out of the frozen releases, with a note. See docs/operating.md."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Clean each release that was not looked through since the last closing."""
        for release in releases.releases():
            if release.is_clean:
                self.stdout.write(f"{release.name}: nothing was closed since.")
                continue
            try:
                changed = releases.clean(release)
            except BusyError as error:
                raise CommandError("A release is being written; try again when it is done.") from error
            words = "written anew without what was closed" if changed else "holds nothing that was closed"
            self.stdout.write(f"{release.name}: {words}.")
