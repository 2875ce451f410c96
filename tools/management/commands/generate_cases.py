"""Make up cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from kit.planner_hints import analyse
from proceedings.casefiles.load.jsonl import load_batch
from proceedings.casefiles.parsing.jsonl import BATCH, Batch, as_line
from proceedings.models import Case, Restriction
from proceedings.record import services
from tools.synthetic_data import case_files, is_sealed

SEALED_ON = date(2025, 1, 1)


class Command(BaseCommand):
    """Make up a data set about nobody: into a file of JSON lines, or straight into the database."""

    help = "Make up cases about nobody, the same ones for the same seed: into a file, or into the database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many, which, and where to."""
        parser.add_argument("--defendants", type=int, required=True, metavar="N", help="how many, at least")
        parser.add_argument("--seed", type=int, required=True, metavar="S", help="any number")
        parser.add_argument(
            "--to", type=Path, metavar="FILE.jsonl", help="a file; default: into the database"
        )

    def handle(self, *_args: Any, defendants: int, seed: int, to: Path | None, **_options: Any) -> None:
        """Write line by line; the memory taken does not depend on how many."""
        files = case_files(defendants, seed)
        shown = tqdm(files, unit="case", disable=None, desc="made up")
        made = (as_line(file) for file in shown)
        if to is None:
            self._into_the_database(made, seed)
            return
        with to.open("w", encoding="utf-8") as file:
            cases = -1  # the first line holds what all cases share
            for line in made:
                cases += 1
                file.write(line)
        sealed = sum(is_sealed(number) for number in range(1, cases + 1))
        self.stdout.write(f"{cases} lines of cases written to {to}.")
        self.stdout.write(f"Case files carry no seals: {sealed} would be sealed straight in the database.")

    def _into_the_database(self, made: Iterator[str], seed: int) -> None:
        first = 1
        while lines := [line.encode() for line in islice(made, BATCH)]:
            batch = Batch(f"made up with seed {seed}", first, lines, 0)
            load_batch(batch, reason=f"generate_cases, seed {seed}", if_changed=True)
            self._seal(batch, seed)
            first += len(lines)
        analyse()
        self.stdout.write(f"{Case.objects.count()} cases in the database.")

    def _seal(self, batch: Batch, seed: int) -> None:
        """Close some cases to the public, once each."""
        # The first line holds what all cases share: case n stands in line n + 1.
        numbers = [
            line - 1 for line in range(batch.first, batch.last + 1) if line > 1 and is_sealed(line - 1)
        ]
        keys = [f"made-up-{seed}-case-{number}" for number in numbers]
        for case in Case.objects.filter(key__in=keys, restrictions=None):
            services.record(
                Restriction(case=case, kind="sealed", legal_basis="A made-up order.", since=SEALED_ON),
                reason=f"generate_cases, seed {seed}",
            )
