"""Write the database, or some cases, as a case file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from proceedings.casefiles.dump.files import dump
from proceedings.casefiles.dump.jsonl import dump_lines
from proceedings.casefiles.dump.serializers import as_json, as_yaml
from proceedings.casefiles.parsing.jsonl import is_lines
from proceedings.models import Case


class Command(BaseCommand):
    """Write what a load would find unchanged: everything, or the cases named with all they refer to."""

    help = "Write the database, or some cases, as a case file that load_cases reads. See docs/case-file.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the cases, the form and the file."""
        parser.add_argument(
            "--case", action="append", metavar="KEY", dest="cases", help="only this case (may be repeated)"
        )
        parser.add_argument(
            "--with-closed",
            action="store_true",
            help="also what is closed to the public, with the restrictions that a load records again",
        )
        parser.add_argument("--json", action="store_true", help="JSON instead of YAML")
        parser.add_argument(
            "--to",
            type=Path,
            metavar="PATH",
            help="the file to write, .jsonl for JSON lines; default: standard output",
        )

    def handle(self, *_args: Any, cases: list[str] | None, to: Path | None, **options: Any) -> None:
        """Read everything at one moment, then write it."""
        if to is not None and is_lines(to):
            self._lines(cases, to, with_closed=options["with_closed"])
            return
        try:
            with transaction.atomic():
                file = dump(cases, with_closed=options["with_closed"])
        except Case.DoesNotExist as error:
            raise CommandError(f"No such case: {error} (one that is closed needs --with-closed)") from error
        text = as_json(file) if options["json"] else as_yaml(file)
        if to is None:
            self.stdout.write(text, ending="")
            return
        to.write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(file.get('cases', []))} cases written to {to}.")

    def _lines(self, cases: list[str] | None, to: Path, *, with_closed: bool) -> None:
        """Write JSON lines, never more than one in memory."""
        try:
            with transaction.atomic(), to.open("w", encoding="utf-8") as file:
                number = sum(1 for line in dump_lines(cases, with_closed=with_closed) if file.write(line))
        except Case.DoesNotExist as error:
            raise CommandError(f"No such case: {error}") from error
        self.stdout.write(f"{number} lines written to {to}.")
