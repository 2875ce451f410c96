"""Write the database, or some cases, as a case file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from proceedings.interchange.dumping import dump
from proceedings.interchange.writing import as_json, as_yaml
from proceedings.models import Case


class Command(BaseCommand):
    """Write what a load would find unchanged: everything, or the cases named with all they refer to."""

    help = "Write the database, or some cases, as a case file that load_cases reads. See docs/case-file.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the cases, the form and the file."""
        parser.add_argument(
            "--case", action="append", metavar="KEY", dest="cases", help="only this case (may be repeated)"
        )
        parser.add_argument("--json", action="store_true", help="JSON instead of YAML")
        parser.add_argument(
            "--to", type=Path, metavar="PATH", help="the file to write; default: standard output"
        )

    def handle(self, *_args: Any, cases: list[str] | None, to: Path | None, **options: Any) -> None:
        """Read everything at one moment, then write it."""
        try:
            with transaction.atomic():
                file = dump(cases)
        except Case.DoesNotExist as error:
            raise CommandError(f"No such case: {error}") from error
        text = as_json(file) if options["json"] else as_yaml(file)
        if to is None:
            self.stdout.write(text, ending="")
            return
        to.write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(file.get('cases', []))} cases written to {to}.")
