"""Import cases from a foreign format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from proceedings.importers.formats import FORMATS, Format, StagedCase, UnreadableSourceError, format_named
from proceedings.importers.report import ImportReport
from proceedings.importers.run import Importer


class Command(BaseCommand):
    """Import what others publish: each case whole or not at all, every fact with its source."""

    help = "Import cases from a foreign format; what is held already is left alone. See docs/importing.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a format and paths of it."""
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a file or folder of the format"
        )
        parser.add_argument("--format", required=True, choices=sorted(FORMATS), help="the format of the data")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done; write nothing")
        parser.add_argument(
            "--publish", action="store_true", help="publish at once; without it new events wait as drafts"
        )

    def handle(self, *_args: Any, paths: list[Path], **options: Any) -> None:
        """Import, then report; fail if anything was refused."""
        given = format_named(options["format"])
        importer = Importer(
            publish=options["publish"], dry_run=options["dry_run"], reason=f"import_cases {given.name}"
        )
        report = ImportReport()
        try:
            for parcel, taken in importer.take_all(_with_progress(given, paths)):
                report.add(parcel, taken)
        except UnreadableSourceError as error:
            raise CommandError(str(error)) from error
        finally:
            for line in report.lines():
                self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("A dry run: nothing was written.")
        if not report.ended_well:
            raise CommandError("Something was refused; see above. Everything else is in.")


def _with_progress(given: Format, paths: list[Path]) -> Iterator[StagedCase]:
    """Yield the parcels of all paths; on a terminal, show how many, how fast and how long still."""
    total = sum(map(given.count, paths)) if given.count else None
    with tqdm(total=total, unit=" cases", disable=None) as bar:
        for path in paths:
            for parcel in given.read(path):
                yield parcel
                bar.update()
