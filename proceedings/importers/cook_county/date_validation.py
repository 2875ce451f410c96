"""Which of the days the data state can be, and what is said of those that cannot.

A day after the extract, or before what a participant is charged with, cannot be: 2109 for 2019. Nor can a
sentence come before the finding of guilt. It is never mended in silence: the fact is dated by what is certain
(“between its filing and the extract”), and what the data give stands beside it, in a note and as something
this source says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from proceedings.importers.cook_county.tables import Participant, Row
from proceedings.importers.cook_county.vocabulary import DISPOSITIONS

# A hearing can be set for a day after the extract, but not for one as far away as this.
FURTHEST_AHEAD = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A fact with its day: as an EDTF text, its last possible day, and what the data give, if in doubt."""

    text: str
    latest: date
    given: str = ""

    @property
    def differs(self) -> str:
        """Say what this source says otherwise."""
        return f"Gives the day as {self.given}." if self.given else ""

    @property
    def note(self) -> str:
        """Say on the record that the day is in doubt."""
        return f"The day is in doubt: the data give {self.given}." if self.given else ""


def between(low: date | None, high: date) -> str:
    """Write some day between two, or on or before the second."""
    if low is None or low > high:
        return f"[..{high}]"
    return str(high) if low == high else f"[{low}..{high}]"


class DateRules:
    """The days of one participant, within an extract."""

    def __init__(self, participant: Participant, extract: date) -> None:
        """Find when it all began, and what is known of the first steps."""
        self.participant = participant
        self.extract = extract
        first = participant.first()
        known = [first.day(column) for column in ("incident_begin_date", "arrest_date", "received_date")]
        self.begins = min((day for day in known if day is not None), default=None)
        self.received = first.day("received_date")
        self.arraigned = self._arraigned()
        self.first_acts = {charge: self._first_act(charge) for charge in participant.charges}

    def can_be(self, day: date | None) -> bool:
        """Tell whether something can have happened on a day."""
        return day is not None and day <= self.extract and (self.begins is None or self.begins <= day)

    def _arraigned(self) -> date | None:
        days = {row.day("arraignment_date") for row in self.participant.rows() if row.table != "intake"}
        can_be = [day for day in days if day is not None and self.can_be(day)]
        return min(can_be, default=None)

    def _first_act(self, charge: str) -> date | None:
        """Return the first day on which anything was decided on a charge."""
        held = self.participant
        days = [row.day("disposition_date") for row in held.dispositions.get(charge, ())]
        days += [row.day("sentence_date") for row in held.sentences.get(charge, ())]
        return min((day for day in days if day is not None and self.can_be(day)), default=None)

    @property
    def first_act(self) -> date | None:
        """Return the first day on which anything was decided on any charge."""
        return min((day for day in self.first_acts.values() if day is not None), default=None)

    def latest_filing(self, event: date | None) -> date:
        """Return the last day by which the charges must have been filed."""
        known = [
            day for day in (event, self.arraigned, self.first_act) if day is not None and self.can_be(day)
        ]
        return min(known, default=self.extract)

    def dated(
        self, day: date | None, stated: str, *, after: date | None, by: date | None = None
    ) -> DatedFact:
        """Date a fact by the day the data state; if that cannot be, between two days that can."""
        if day is not None and self.can_be(day):
            return DatedFact(str(day), day)
        high = by or self.extract
        low = after if after is not None and after <= high else self.begins
        return DatedFact(between(low, high), high, why_not(day, stated, self))


def why_not(day: date | None, stated: str, days: DateRules) -> str:
    """Say which day the data state, and why it cannot be."""
    if day is None:
        return f"“{stated}”, which is no day" if stated else "none"
    if day > days.extract:
        return f"{day}, after the extract itself ({days.extract})"
    return f"{day}, before what is charged ({days.begins})"


def is_warrant(row: Row) -> bool:
    """Tell whether a disposition decides nothing."""
    ending = DISPOSITIONS.get(row["charge_disposition"])
    return ending is not None and ending.whole
