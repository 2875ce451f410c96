"""Load case files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction
from tqdm import tqdm

from kit.planner_hints import analyse
from proceedings.casefiles.load.files import load
from proceedings.casefiles.load.jsonl import load_lines
from proceedings.casefiles.load.row_sync import LoadCounts
from proceedings.casefiles.parsing import jsonl, reader
from proceedings.casefiles.problems import UnreadableCaseFilesError
from proceedings.casefiles.reading import Matter, read_files
from proceedings.casefiles.usage import doubts
from proceedings.law.codes import QualifierCode
from proceedings.models import Event, Load, StatusSpan

MANY = 1_000  # rows of one kind added: from here on the database's own counts are far off


class Command(BaseCommand):
    """Check case files and load what they say; everything, or, when one value is wrong, nothing.

    A file of JSON lines is loaded in batches, everything or nothing of each.
    """

    help = (
        "Check case files, all of them, then load what the database does not hold yet. See docs/case-file.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take files or folders."""
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a case file, or a folder of them"
        )
        parser.add_argument(
            "--check", action="store_true", help="only check, and tell what looks odd; write nothing"
        )
        parser.add_argument(
            "--if-changed",
            action="store_true",
            help="do nothing when these very files were the last loaded; pass over lines loaded before",
        )

    def handle(self, *_args: Any, paths: list[Path], **options: Any) -> None:
        """Check, load, and say what was done."""
        many, single = jsonl.split(paths)
        try:
            if single:
                self._load_files(single, check=options["check"], if_changed=options["if_changed"])
            for path in many:
                self._load_lines(path, check=options["check"], if_changed=options["if_changed"])
        except UnreadableCaseFilesError as error:
            count = len(error.problems)
            loaded = "the lines before are loaded" if many else "nothing was loaded"
            raise CommandError(f"{error}\n{count} to mend; {loaded}.") from error
        except IntegrityError as error:  # somebody else wrote meanwhile, or two records swap a unique value
            loaded = "the lines before are loaded" if many else "nothing was loaded"
            raise CommandError(f"The database refuses it, {loaded}: {error}") from error

    def _load_files(self, paths: list[Path], *, check: bool, if_changed: bool) -> None:
        files = reader.find(paths)
        name, checksum = ", ".join(map(str, paths))[:300], fingerprint(files)
        if if_changed and Load.objects.filter(name=name, checksum=checksum).exists():
            self.stdout.write(f"{name}: loaded already, nothing changed.")
            return
        matter = read_files(files)
        self.stdout.write(f"{len(files)} files, {len(matter.cases)} cases: no problem found.")
        if check:
            self._tell_doubts(matter)
            return
        tally = load(matter, reason=f"load_cases {name}")
        Load.objects.update_or_create(name=name, defaults={"checksum": checksum})
        self._tell(tally)

    def _load_lines(self, path: Path, *, check: bool, if_changed: bool) -> None:
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        total, before = LoadCounts(), 0
        bar = tqdm(total=path.stat().st_size, unit="B", unit_scale=True, disable=None, desc=path.name)
        with bar:
            if check:
                for batch in jsonl.batches(path):
                    batch.matter()
                    bar.update(batch.end - bar.n)
                self.stdout.write(f"{path}: no problem found.")
                return
            for loaded in load_lines(path, reason=f"load_cases {path.name}", if_changed=if_changed):
                bar.update(loaded.batch.end - bar.n)
                if loaded.tally is None:
                    before += len(loaded.batch.lines)
                else:
                    total.add(loaded.tally)
        if before:
            self.stdout.write(f"{before} lines were loaded before, as they are.")
        self._tell(total)
        if max(total.added.values(), default=0) >= MANY:
            analyse()

    def _tell_doubts(self, matter: Matter) -> None:
        """Say what is allowed and seldom meant, and which records the rules would call inconsistent."""
        for words in doubts(matter.cases):
            self.stdout.write(f"To be looked at: {words}")
        with transaction.atomic():
            load(matter, reason="load_cases --check")
            cases = {case.id for case in matter.cases}
            spans = StatusSpan.objects.live().filter(case__key__in=cases)
            events = {
                pk
                for (qualifiers,) in spans.values_list("qualifiers")
                for one in qualifiers
                if one["code"] == QualifierCode.INCONSISTENT
                for pk in one["events"]
            }
            named = Event.objects.filter(pk__in=events).order_by("case__key", "order")
            for case, event in named.values_list("case__key", "key"):
                self.stdout.write(
                    f"Inconsistent: cases[{case}].events[{event}]: an outcome cannot follow from where its "
                    "charge or claim stands."
                )
            transaction.set_rollback(True)

    def _tell(self, tally: LoadCounts) -> None:
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
