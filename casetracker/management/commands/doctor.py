"""Look at the place where the site runs."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from casetracker.operations.diagnosis import diagnose


class Command(BaseCommand):
    """Print what is wrong with settings, files, clocks, disk, versions, database and backups."""

    help = "Say what is wrong with this place, and what to do about it; exit 1 if anything is."
    requires_system_checks: list[str] = []  # as Django declares it

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = diagnose()
        for finding in found:
            self.stdout.write(str(finding))
        if found:
            sys.exit(1)
        self.stdout.write("Nothing is wrong here, as far as can be seen from inside.")
