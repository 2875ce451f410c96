"""What is wrong with a case file: where, what stands there, and what was expected."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 80


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: file and line, the place within the file, the value, what was expected there."""

    file: str
    line: int
    place: str
    value: str
    expected: str

    def __str__(self) -> str:
        found = f"“{shortened(self.value)}”; " if self.value else ""
        return f"{self.file}:{self.line}: {self.place}: {found}expected {self.expected}"


class UnreadableCaseFilesError(ValueError):
    """Case files that cannot be loaded as they are; carries every problem found, not the first only."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems in the order of the files and their lines."""
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def shortened(value: str) -> str:
    """Return a value on one line, cut where it grows long."""
    line = " ".join(value.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
