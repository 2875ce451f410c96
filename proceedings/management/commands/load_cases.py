"""Load case files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from proceedings.interchange import documents
from proceedings.interchange.loading import load
from proceedings.interchange.problems import UnreadableCaseFilesError
from proceedings.interchange.reading import read_files
from proceedings.models import Load


class Command(BaseCommand):
    """Check case files and load what they say; everything, or, when one value is wrong, nothing."""

    help = (
        "Check case files, all of them, then load what the database does not hold yet. See docs/case-file.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take files or folders."""
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a case file, or a folder of them"
        )
        parser.add_argument("--check", action="store_true", help="only check; write nothing")
        parser.add_argument(
            "--if-changed", action="store_true", help="do nothing when these very files were the last loaded"
        )

    def handle(self, *_args: Any, paths: list[Path], **options: Any) -> None:
        """Check, load, and say what was done."""
        try:
            files = documents.find(paths)
            name, checksum = ", ".join(map(str, paths))[:300], fingerprint(files)
            if options["if_changed"] and Load.objects.filter(name=name, checksum=checksum).exists():
                self.stdout.write(f"{name}: loaded already, nothing changed.")
                return
            matter = read_files(files)
        except UnreadableCaseFilesError as error:
            count = len(error.problems)
            raise CommandError(f"{error}\n{count} to mend; nothing was loaded.") from error
        self.stdout.write(f"{len(files)} files, {len(matter.cases)} cases: no problem found.")
        if options["check"]:
            return
        try:
            tally = load(matter, reason=f"load_cases {name}")
        except IntegrityError as error:  # somebody else wrote meanwhile, or two records swap a unique value
            raise CommandError(f"The database refuses it, nothing was loaded: {error}") from error
        Load.objects.update_or_create(name=name, defaults={"checksum": checksum})
        for line in tally.lines():
            self.stdout.write(line)
        for words in tally.only_here:
            self.stdout.write(f"Not in the files, left as it is: {words}")


def fingerprint(files: Sequence[Path]) -> str:
    """Return one SHA-256 over the names and contents of files."""
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
