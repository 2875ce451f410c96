"""Measure how dockets of the federal courts are read: what is read, what is shown as not read, what is wrong.

    .venv/bin/python -m tools.measure_dockets dockets/ [--left-out] [--show]

One line a docket. Nobody has written down what the right reading of a docket is, so that a line counts what
is read and what is shown as not read; `--show` prints each reading beside its prose, for somebody to check.
Wrong is measured on the same prose made worse: clauses in another order, other points between them, other
abbreviations, and one slip in one word. The worse prose says the same, so that any other reading of it is
wrong, unless it is shown as not read.

`--left-out` reads each docket without the rows of the table that no other docket of the folder uses: as if
the table had been written without it. A row that a form of the courts would have brought too is left out as
well. What a row was widened by stays in, so that the figure is not that of a docket nobody has seen.
"""

from __future__ import annotations

import argparse
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from proceedings.importers.pacer.prose import DispositionProse, Stage
    from proceedings.importers.pacer.prose_rules import Rule

# ruff: noqa: S311, T201  # slips of the pen, not secrets; prints its figures

KINDS = ("counts", "pleas", "dispositions", "terms", "appeals", "revocations")
SLIPS = 20
LONG = 5  # letters of a word that can have a slip
SHORT_FORMS = {"months": "mos.", "years": "yrs", "supervised release": "S/R", "defendant": "deft"}


@dataclass
class Measured:
    """What was read of one docket, by kind; and of its worse prose."""

    read: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    worse: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Say it: read/all, kind by kind."""
        told = [
            f"{kind} {self.read[kind]}/{self.read[kind] + self.shown[kind]}"
            for kind in KINDS
            if self.read[kind] + self.shown[kind]
        ]
        worse = ", ".join(f"{word} {self.worse[word]}" for word in ("read", "not read", "wrong"))
        return f"{name}: {'; '.join(told) or 'nothing'}; worse prose: {worse}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every docket in the paths given, and print the lines and their sum."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("path", type=Path, help="a docket in JSON, or a folder of them")
    parser.add_argument("--left-out", action="store_true", help="leave out the rows that only this one uses")
    parser.add_argument("--show", action="store_true", help="print each reading beside its prose")
    parser.add_argument("--seed", type=int, default=1, help="what slips are drawn with")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
    django.setup()
    total = Measured()
    files = sorted(options.path.rglob("*.json")) if options.path.is_dir() else [options.path]
    from proceedings.importers.pacer.prose_rules import RULES  # noqa: PLC0415  # after the site is set up

    used = {file: _rules_used(file) for file in files}
    for file in files:
        others = frozenset().union(*(used[other] for other in files if other != file))
        own = used[file] - others if options.left_out else frozenset()
        rules = tuple(rule for rule in RULES if rule not in own)
        measured = measure(file, rules, random.Random(options.seed), show=options.show)
        print(measured.line(file.stem))
        for words in measured.wrong:
            print(f"  WRONG {words}")
        for name in ("read", "shown", "worse"):
            getattr(total, name).update(getattr(measured, name))
    print(total.line("all"))


def measure(file: Path, rules: Sequence[Rule], chance: random.Random, *, show: bool = False) -> Measured:
    """Measure one docket."""
    from proceedings.importers.pacer.reader import read  # noqa: PLC0415  # after the site is set up

    measured = Measured()
    for staged in read(file):
        if staged.content is None:
            continue
        [case] = staged.content["cases"]
        _count(case, staged.unrecognised, measured)
    from proceedings.importers.pacer.prose import read as read_prose  # noqa: PLC0415

    for prose in _prose(file):
        _read_prose(prose, measured, partial(read_prose, rules=rules), chance, show=show)
    return measured


def _count(case: dict[str, Any], unrecognised: Sequence[Any], measured: Measured) -> None:
    charges = [one for defendant in case["defendants"] for one in defendant.get("charges", ())]
    measured.read["counts"] = len(charges)
    measured.shown["counts"] = sum(one.column == "number of a count" for one in unrecognised)
    measured.read["counts"] -= measured.shown["counts"]
    for event in case["events"]:
        if event["kind"] == "plea":
            measured.read["pleas"] += 1
        if event.get("type") == "appeal":
            measured.read["appeals"] += 1
    for one in unrecognised:
        if one.column == "docket entry" and re.search(
            r"(?i)plea of (?!.*agreement)|pleads|pleaded", one.value
        ):
            measured.shown["pleas"] += 1
        if one.column == "docket entry" and re.search(
            r"(?i)^(?:amended |cross )?notice of appeal", one.value
        ):
            measured.shown["appeals"] += 1


def _prose(file: Path) -> list[str]:
    """List the prose of dispositions of a docket, each once for a defendant."""
    from proceedings.importers.pacer.reader import docket_in  # noqa: PLC0415

    docket = docket_in(file)
    return [
        prose
        for party in docket.parties
        for prose in dict.fromkeys(
            " ".join(one.disposition.split()) for one in (*party.counts, *party.complaints) if one.disposition
        )
    ]


def _read_prose(
    prose: str,
    measured: Measured,
    read: Callable[[str], DispositionProse],
    chance: random.Random,
    *,
    show: bool,
) -> None:
    reading = read(prose)
    whole = not reading.is_empty and not reading.is_partial
    (measured.read if whole else measured.shown)["dispositions"] += 1
    terms = sum(len(stage.parts) for stage in reading.stages)
    measured.read["terms"] += terms
    measured.shown["terms"] += len(re.findall(r"(?i)\d+ ?(?:months|years|mos)", "; ".join(reading.unread)))
    revoked = sum(stage.why == "revoked" for stage in reading.stages)
    measured.read["revocations"] += revoked
    said = len(re.findall(r"(?i)revo(?:ked|cation)", prose))
    measured.shown["revocations"] += max(0, said - revoked)
    if show:
        print(f"  {prose!r}")
        for stage in reading.stages:
            print(f"    {stage}")
        for clause in reading.unread:
            print(f"    NOT READ {clause}")
    if not whole:
        return
    right = _said(reading)
    for worse in _worse(prose, chance):
        told = read(worse)
        if told.is_empty or told.unread:
            measured.worse["not read"] += 1
        elif _said(told) == right:
            measured.worse["read"] += 1
        else:
            measured.worse["wrong"] += 1
            measured.wrong.append(worse)


def _said(reading: DispositionProse) -> list[Any]:
    """Return what a reading says, whatever the order within a judgment and the words it stands in."""
    return [(stage.why, stage.of, stage.day, _parts(stage), _endings(stage)) for stage in reading.stages]


def _parts(stage: Stage) -> list[Any]:
    return sorted(
        (one.kind, one.length, one.unit, one.money, one.served, one.counts.lower()) for one in stage.parts
    )


def _endings(stage: Stage) -> list[Any]:
    return sorted(
        (one.kind, one.prejudice, one.moved_by, one.found_by, one.counts.lower()) for one in stage.endings
    )


def _worse(prose: str, chance: random.Random) -> Iterator[str]:
    """Yield the prose with its clauses turned round, with other points, short forms, and single slips."""
    if not re.search(r"(?i)revo|amend", prose):
        clauses = [clause for clause in prose.rstrip(".;").split("; ") if clause]
        if len(clauses) > 1:
            yield "; ".join(reversed(clauses))
    yield prose.replace(";", ".\n")
    yield prose.upper()
    for long, short in SHORT_FORMS.items():
        if long in prose.lower():
            yield re.sub(long, short, prose, flags=re.IGNORECASE)
    words = list(re.finditer(rf"[A-Za-z]{{{LONG},}}", prose))
    for _slip in range(SLIPS if words else 0):
        word = chance.choice(words)
        yield prose[: word.start()] + _slipped(word[0], chance) + prose[word.end() :]


def _slipped(word: str, chance: random.Random) -> str:
    """Return a word with one letter left out, doubled, mistaken, or swapped with the next."""
    at = chance.randrange(len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice("aeiourstnl") + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _rules_used(file: Path) -> frozenset[Rule]:
    """Return which rows of the table some prose of a docket is read by."""
    from proceedings.importers.pacer.prose import rules_used  # noqa: PLC0415

    return frozenset().union(*map(rules_used, _prose(file)))


if __name__ == "__main__":
    main()
