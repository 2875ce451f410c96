"""Compare what a data set states with what is derived from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from proceedings.importers.formats import FORMATS, Comparison, UnreadableSourceError, format_named
from proceedings.importers.report import first_of


class Command(BaseCommand):
    """Set what the data state beside what follows from the record; every difference is named with its row."""

    help = "Compare what a data set states itself with what is derived from the cases imported from it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a format and paths of it."""
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="the paths that were imported"
        )
        parser.add_argument("--format", required=True, choices=sorted(FORMATS), help="the format of the data")

    def handle(self, *_args: Any, paths: list[Path], **options: Any) -> None:
        """Print a table a kind of thing and every disagreement; fail if one is unexplained."""
        compare = format_named(options["format"]).compare
        if compare is None:
            raise CommandError("The data of this format state nothing that could be compared.")
        found: dict[str, list[Comparison]] = defaultdict(list)
        try:
            for path in paths:
                for one in compare(path):
                    found[one.unit].append(one)
        except UnreadableSourceError as error:
            raise CommandError(str(error)) from error
        for unit, compared in found.items():
            for line in table(unit, compared):
                self.stdout.write(line)
        differing = [one for compared in found.values() for one in compared if not one.agrees]
        unexplained = [one for one in differing if not one.because]
        for line in _named("Disagreements that nothing explains", unexplained):
            self.stdout.write(line)
        for line in _named(
            "Disagreements the data's own oddities explain", [one for one in differing if one.because]
        ):
            self.stdout.write(line)
        total = sum(map(len, found.values()))
        self.stdout.write(
            f"{total:,} compared, {total - len(differing):,} agree, {len(unexplained):,} unexplained."
        )
        if unexplained:
            raise CommandError("Not everything agrees.")


def table(unit: str, compared: list[Comparison]) -> Iterator[str]:
    """Write a confusion table: what is stated, what is derived, how often, and whether the two agree."""
    counts = Counter((one.stated, one.derived, one.agrees) for one in compared)
    agreeing = sum(one.agrees for one in compared)
    yield f"{unit}: {len(compared):,} compared, {agreeing:,} agree"
    width = max(len(stated) for stated, _derived, _agrees in counts)
    across = max(len(derived) for _stated, derived, _agrees in counts)
    for (stated, derived, agrees), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {stated:<{width}}  {derived:<{across}}  {count:>6,}  {'agrees' if agrees else 'DIFFERS'}"


def _named(words: str, compared: list[Comparison]) -> Iterator[str]:
    if compared:
        yield f"{words}: {len(compared):,}"
    yield from first_of(map(_told, compared))


def _told(one: Comparison) -> str:
    why = f" ({one.because})" if one.because else ""
    return f"  {one.row}: {one.unit}: stated “{one.stated}”, derived “{one.derived}”{why}"
