"""Write the documents that follow from the code."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tools.reference_docs import DOCUMENTS, outdated


class Command(BaseCommand):
    """Write the generated documents, or check that they say what the code says."""

    help = "Write the documents in docs/ that are generated from the code."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="only check; exit 1 when one is out of date")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        """Write, or name what is out of date."""
        stale = outdated(settings.BASE_DIR)
        names = ", ".join(document.path for document in stale)
        if check and stale:
            raise CommandError(f"Out of date: {names}. Write them anew with manage.py write_docs.")
        for document in stale:
            (settings.BASE_DIR / document.path).write_text(document.text(), encoding="utf-8")
        self.stdout.write(
            f"Written: {names}." if stale else f"All {len(DOCUMENTS)} generated documents are up to date."
        )
