"""The four tables of Cook County's State's Attorney, read once and put together case by case."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from proceedings.importers.formats import UnreadableSourceError

_PERSON = ("case_id", "case_participant_id", "incident_begin_date", "arrest_date", "received_date")
_CHARGE = ("charge_id", "charge_version_id", "charge_count")
_VERSION = tuple(
    f"disposition_charged_{part}" for part in ("offense_title", "chapter", "act", "section", "class")
)
_ENDED = (*_VERSION, "disposition_date", "charge_disposition", "charge_disposition_reason")
_PLACE = ("court_name", "court_facility")
COLUMNS: dict[str, tuple[str, ...]] = {
    "intake": (*_PERSON, "participant_status", "offense_category"),
    "initiation": (
        *_PERSON,
        *_CHARGE,
        *("charge_offense_title", "chapter", "act", "section", "class"),
        *("event", "event_date", "arraignment_date"),
    ),
    "dispositions": (*_PERSON, *_CHARGE, *_ENDED, *_PLACE, "judge", "arraignment_date"),
    "sentencing": (
        *_PERSON,
        *_CHARGE,
        *_ENDED,
        *_PLACE,
        *("sentence_phase", "sentence_date", "sentence_judge", "sentence_type", "current_sentence"),
        *("commitment_type", "commitment_term", "commitment_unit"),
        *("arraignment_date", "length_of_case_in_days"),
    ),
}

# The columns with days that have come when the data are extracted.
ACTS: dict[str, tuple[str, ...]] = {
    "intake": ("received_date",),
    "initiation": ("received_date",),
    "dispositions": ("received_date", "disposition_date"),
    "sentencing": ("received_date", "disposition_date", "sentence_date"),
}

SLIP = timedelta(days=366)


class Row:
    """One row of a table, with its number in the file (the headings are row 1)."""

    __slots__ = ("number", "table", "values")

    def __init__(self, table: str, number: int, values: tuple[str, ...]) -> None:
        """Keep the columns that are read."""
        self.table = table
        self.number = number
        self.values = values

    def __getitem__(self, column: str) -> str:
        """Return the text of a column."""
        return self.values[COLUMNS[self.table].index(column)]

    def day(self, column: str) -> date | None:
        """Return the day a column states; None for none, and for what is no day."""
        return day_of(self[column])

    @property
    def at(self) -> str:
        """Say where the row stands."""
        return f"{self.table}.csv, row {self.number}"


@dataclass(slots=True)
class Participant:
    """One participant of a case: how received, what charged, disposed of and sentenced, by charge."""

    id: str
    intake: Row | None = None
    initiation: dict[str, Row] = field(default_factory=dict)
    dispositions: dict[str, list[Row]] = field(default_factory=dict)
    sentences: dict[str, list[Row]] = field(default_factory=dict)
    repeated: list[Row] = field(default_factory=list)
    """Further intake or initiation rows of what has one already: which of them holds, the data do not say."""

    @property
    def charges(self) -> list[str]:
        """Return the ids of the charges, in the order of the tables."""
        return list({**self.initiation, **self.dispositions, **self.sentences})

    def first(self) -> Row:
        """Return the row the participant is told by first: the charge, else the intake."""
        for rows in (self.initiation.values(), *self.dispositions.values(), *self.sentences.values()):
            for row in rows:
                return row
        if self.intake is None:
            raise LookupError(self.id)
        return self.intake

    def rows(self) -> Iterator[Row]:
        """Yield every row."""
        if self.intake is not None:
            yield self.intake
        yield from self.initiation.values()
        for held in (self.dispositions, self.sentences):
            for rows in held.values():
                yield from rows


@dataclass(frozen=True, slots=True)
class Extract:
    """One extract of the data: its cases, and its day.

    No column says when the data were extracted: the last day on which anything is received, decided or
    sentenced stands for it. A day more than a year after those of all other cases is taken for a slip.
    """

    cases: dict[str, dict[str, Participant]]
    day: date

    def charged(self) -> Iterator[tuple[str, list[Participant]]]:
        """Yield the cases with the participants who were charged: nobody else is a defendant."""
        for case, participants in self.cases.items():
            charged = [participant for participant in participants.values() if participant.charges]
            if charged:
                yield case, charged


def opened(folder: Path) -> Extract:
    """Read the four tables of a folder. Raises UnreadableSourceError."""
    cases: dict[str, dict[str, Participant]] = {}
    last: dict[str, date] = {}
    today = timezone.localdate()
    for table, acts in ACTS.items():
        for row in _rows(folder, table):
            held = cases.setdefault(row["case_id"], {})
            key = row["case_participant_id"]
            _put(held.setdefault(key, Participant(key)), row)
            days = (row.day(column) for column in acts)
            known = [day for day in days if day is not None and day <= today]
            last[row["case_id"]] = max([last.get(row["case_id"], date.min), *known])
    newest = _without_slips(sorted(set(last.values()) - {date.min}))
    if newest is None:
        raise UnreadableSourceError(f"{folder}: no row has a day, so the extract has none")
    return Extract(cases, newest)


def _without_slips(days: list[date]) -> date | None:
    """Return the last of some days, unless it lies far beyond the one before it."""
    while len(days) > 1 and days[-1] - days[-2] > SLIP:
        days.pop()
    return days[-1] if days else None


def count_cases(folder: Path) -> int:
    """Count the cases in which anybody was charged. Raises UnreadableSourceError."""
    tables = ("initiation", "dispositions", "sentencing")
    return len({row["case_id"] for table in tables for row in _rows(folder, table)})


def _put(participant: Participant, row: Row) -> None:
    if row.table == "intake":
        participant.intake = participant.intake or row
        kept = participant.intake
    elif row.table == "initiation":
        kept = participant.initiation.setdefault(row["charge_id"], row)
    else:
        kept = row
        held = participant.dispositions if row.table == "dispositions" else participant.sentences
        held.setdefault(row["charge_id"], []).append(row)
    if kept is not row:
        participant.repeated.append(row)


def _rows(folder: Path, table: str) -> Iterator[Row]:
    path = folder / f"{table}.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            headings = [heading.strip().lower() for heading in next(rows, [])]
            missing = [column for column in COLUMNS[table] if column not in headings]
            if missing:
                raise UnreadableSourceError(f"{path}: no column {', '.join(missing)}")
            places = [headings.index(column) for column in COLUMNS[table]]
            for number, values in enumerate(rows, 2):
                if len(values) != len(headings):
                    raise UnreadableSourceError(
                        f"{path}: row {number} has {len(values)} columns, not {len(headings)}"
                    )
                # The same few thousand texts come again and again.
                yield Row(
                    table, number, tuple(sys.intern(" ".join(values[place].split())) for place in places)
                )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableSourceError(f"{path}: {error}") from error


def day_of(text: str) -> date | None:
    """Read a day as the portal writes it: 2019-01-07T00:00:00, or 01/07/2019 12:00:00 AM."""
    head = text.replace("T", " ").partition(" ")[0]
    if head.count("/") == 2:  # noqa: PLR2004  # month, day and year
        month, day, year = head.split("/")
        head = f"{year}-{month:0>2}-{day:0>2}"
    try:
        return date.fromisoformat(head)
    except ValueError:
        return None
