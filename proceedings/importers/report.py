"""What an import did, told to whoever ran it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from proceedings.importers.formats import Refusal, StagedCase
from proceedings.importers.run import CaseResult, ImportedCase

# How many rows a report names of one kind before it counts the rest.
SHOWN = 200


class ImportReport:
    """The counts of one run, and everything somebody should look at."""

    def __init__(self) -> None:
        """Start with nothing done."""
        self.cases: Counter[CaseResult] = Counter()
        self.not_read: list[Refusal] = []
        self.refused: list[Refusal] = []
        self.oddities: list[Refusal] = []
        self.unrecognised: Counter[tuple[str, str]] = Counter()
        self.first_seen: dict[tuple[str, str], str] = {}
        self.only_here: list[str] = []

    def add(self, parcel: StagedCase, taken: ImportedCase) -> None:
        """Count one parcel."""
        self.cases[taken.became] += 1
        self.not_read += parcel.outcomes_not_read
        refused = taken.refusals if taken.became is CaseResult.REFUSED else parcel.refusals
        self.refused += refused
        self.oddities += parcel.oddities
        self.only_here += taken.only_here
        for one in parcel.unrecognised:
            self.unrecognised[one.column, one.value] += 1
            self.first_seen.setdefault((one.column, one.value), one.row)

    @property
    def ended_well(self) -> bool:
        """Tell whether nothing was refused."""
        return not self.refused and not self.cases[CaseResult.REFUSED]

    def lines(self) -> Iterator[str]:
        """Say it, line by line."""
        counts = ", ".join(f"{self.cases[became]:,} {became.value}" for became in CaseResult)
        yield f"{sum(self.cases.values()):,} cases: {counts}."
        yield from _listed("Outcomes that were not read; their cases stay drafts", self.not_read)
        yield from _listed("Refused", self.refused)
        yield from self._unrecognised()
        yield from first_of(_listed("Oddities of the data, kept and noted", self.oddities))
        if self.only_here:
            yield f"Not in the data, left as it is: {len(self.only_here):,}"
            yield from first_of(f"  {words}" for words in self.only_here)

    def _unrecognised(self) -> Iterator[str]:
        if not self.unrecognised:
            return
        yield f"Not recognised, kept as source text: {sum(self.unrecognised.values()):,}"
        for (column, value), count in sorted(self.unrecognised.items(), key=lambda item: (-item[1], item[0])):
            yield f"  {column}: “{value}”, {count:,} times; first in {self.first_seen[column, value]}"


def _listed(words: str, found: list[Refusal]) -> Iterator[str]:
    """Tell equal reasons once, the most frequent first, with how often and where: none hides another."""
    if found:
        yield f"{words}: {len(found):,}"
    times = Counter(one.reason for one in found)
    first = {one.reason: one.row for one in reversed(found)}
    for reason, count in times.most_common():
        yield f"  {first[reason]}: {reason}" + (f" ({count:,} times; this is the first)" if count > 1 else "")


def first_of(lines: Iterator[str]) -> Iterator[str]:
    """Yield so many lines, and count the others."""
    yield from islice(lines, SHOWN)
    left = sum(1 for _line in lines)
    if left:
        yield f"  and {left:,} more"
