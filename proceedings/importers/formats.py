"""The foreign formats that can be imported: what a reader is, what it yields, and where each is found.

A reader turns a path into parcels, one a case, in the order of the source; it writes nothing and asks the
database nothing. `import_cases` checks and loads each parcel through the case file format, whole or not
at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.module_loading import import_string

from proceedings.law.codes import Outcome

# Where each format is told, by import path: a format is read only when it is asked for.
FORMATS: dict[str, str] = {
    "cook-county": "proceedings.importers.cook_county.FORMAT",
    "csv": "proceedings.importers.tables.FORMAT",
    "pacer-docket": "proceedings.importers.pacer.FORMAT",
}


class UnreadableSourceError(Exception):
    """A path that cannot be read in its format at all: nothing of it is loaded; says what was expected."""


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value of the source that no table of words knows: kept as source text, never guessed."""

    column: str
    value: str
    row: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something of the source that is not loaded: its row (file and number, as people find it), and why."""

    row: str
    reason: str


@dataclass(frozen=True, slots=True)
class StagedCase:
    """One case as a case file, with what the reader has to say about its rows.

    `content` is a case file as docs/case-file.md tells it, in plain dicts and lists, without `casetracker`; a
    value may be a text, a number, a truth or a date; None, empty texts and empty lists are left out. It holds
    the one case and every court, party and source it names (the same court or source may come in every
    parcel: what the run has seen is not written again). Without a `publication`, whoever imports decides.
    None where the case is refused whole.

    Ids are made from the source's own ids, so that a newer extract finds the same records.
    """

    key: str
    """The id of the case."""
    row: str
    """Where it stands in the source: file and first row."""
    content: Mapping[str, Any] | None
    dataset: str = ""
    """The data set, whatever its version: the id of each of its sources is this, a hyphen, and the version. A
    fact that a newer version repeats keeps the version it cites; an event that rests on this data set alone,
    and is not in the newer version any more, is withdrawn. Empty: neither is done."""
    rows: Mapping[str, str] = field(default_factory=dict)
    """The rows charges, events and parties come from, by their ids, to name the row of a refusal."""
    unrecognised: tuple[UnknownValue, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    """Rows of the case that were left out, though the case is loaded."""
    oddities: tuple[Refusal, ...] = ()
    """Oddities of the data: noted on the record (a note, a dispute) and kept as they are."""

    @property
    def outcomes_not_read(self) -> tuple[Refusal, ...]:
        """What the source says of endings and was not understood: such a case stays a draft."""
        cases = self.content["cases"] if self.content else ()
        return tuple(
            Refusal(self.row, f"{event['date']}: “{event.get('source_text') or event['what']}”")
            for case in cases
            for event in case.get("events", ())
            if any(one["outcome"] == Outcome.OUTCOME_NOT_READ for one in event.get("outcomes", ()))
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the data state of one thing beside what we derive of it."""

    unit: str
    """What is compared, such as “charge”."""
    row: str
    stated: str
    derived: str
    agrees: bool
    because: str = ""
    """Why they differ, where the data themselves are odd; empty where nothing explains it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A foreign format: its name, what it is in a few words, and how a path of it is read.

    `read` may raise UnreadableSourceError. `count` tells how many parcels a path holds, where that is cheap
    to know: it gives the progress bar its end. `compare` sets what the data state beside what is derived from
    the cases imported, for `agreement`.
    """

    name: str
    words: str
    read: Callable[[Path], Iterator[StagedCase]]
    count: Callable[[Path], int] | None = None
    compare: Callable[[Path], Iterator[Comparison]] | None = None


def format_named(name: str) -> Format:
    """Return the format of this name. Raises KeyError when there is none."""
    found: Format = import_string(FORMATS[name])
    return found
