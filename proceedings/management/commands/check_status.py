"""Derive every status again and compare."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand

from proceedings.record import sort_dates
from proceedings.record.status_check import differences


class Command(BaseCommand):
    """Compare stored statuses, and days of lists, with what the facts give; exit 1 if any differs."""

    help = (
        "Derive every status again, from the facts and from their history, and every day by which lists are"
        " in order; compare with the stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer to leave the history out."""
        parser.add_argument("--now-only", action="store_true", help="Do not compare earlier instants.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # the signature of a command
        """Print each difference; exit 1 if there was any."""
        found = 0
        stored = chain(differences(history=not options["now_only"]), sort_dates.differences())
        for difference in stored:
            found += 1
            self.stdout.write(str(difference))
        if found:
            self.stderr.write(f"{found} differences; manage.py rebuild_status mends what is said now.")
            sys.exit(1)
        self.stdout.write("Every stored status is what the facts give.")
